using System.Text;
using System.Text.Json;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Tests.Edge;

public sealed class StrictJsonTests
{
    static JsonReading Read(string json) => StrictJson.Read(Encoding.UTF8.GetBytes(json));

    [Theory]
    [InlineData("", 1, 1, "expected a JSON object, found an empty body")]
    [InlineData("  \n ", 2, 2, "expected a JSON object, found an empty body")]
    [InlineData("{", 1, 2, "expected a name in double quotes, or '}', found the end of the body")]
    [InlineData("{\n  \"a\" 1}", 2, 7, "expected ':' after the name, found '1'")]
    [InlineData("{\"a\":1 \"b\":2}", 1, 8, "expected ',' or '}' after the value, found '\"'")]
    [InlineData("{\"a\":1,}", 1, 8, "expected a name after the comma (none may stand after the last member), found '}'")]
    [InlineData("{\"a\":[1,]}", 1, 9, "expected a value after the comma (none may stand after the last element), found ']'")]
    [InlineData("{\"a\":[1 2]}", 1, 9, "expected ',' or ']' after the element, found '2'")]
    [InlineData("{'a':1}", 1, 2, "found a single quote (JSON has double quotes only)")]
    [InlineData("{a:1}", 1, 2, "expected a name in double quotes, or '}', found 'a'")]
    [InlineData("// no\n{}", 1, 1, "found '/' (JSON has no comments)")]
    [InlineData("{\"a\":True}", 1, 6, "the words are true, false and null")]
    [InlineData("{\"a\":NaN}", 1, 6, "the words are true, false and null")]
    [InlineData("{\"a\":truely}", 1, 10, "expected the end of the value, found 'l'")]
    [InlineData("{\"a\":01}", 1, 7, "a number does not begin with 0")]
    [InlineData("{\"a\":+1}", 1, 6, "expected a value, found '+'")]
    [InlineData("{\"a\":.5}", 1, 6, "expected a value, found '.'")]
    [InlineData("{\"a\":1.}", 1, 8, "expected a digit after the decimal point")]
    [InlineData("{\"a\":1e}", 1, 8, "expected a digit of the exponent")]
    [InlineData("{\"a\":-}", 1, 7, "expected a digit after '-'")]
    [InlineData("{\"a\":\"x\ny\"}", 1, 8, "expected no control character inside of text")]
    [InlineData("{\"a\":\"x\0y\"}", 1, 8, "found the control character U+0000")]
    [InlineData("{\"a\":\"\\x\"}", 1, 8, "after the backslash, found 'x'")]
    [InlineData("{\"a\":\"\\u12g4\"}", 1, 11, "expected four hexadecimal digits after \\u, found 'g'")]
    [InlineData("{\"a\":\"x", 1, 8, "expected '\"' at the end of the text, found the end of the body")]
    [InlineData("{} {}", 1, 4, "expected the end of the body after its one value, found '{'")]
    [InlineData("{\"ä€😀\": x}", 1, 9, "expected a value, found 'x'")]
    [InlineData("\r\n\r\n{\"a\"\r\n:\r\n  ]}", 5, 3, "expected a value, found ']'")]
    public void What_is_not_JSON_is_refused_with_its_place_and_what_was_expected(string json, int line, int column, string reason)
    {
        var broken = Read(json).Broken;

        Assert.NotNull(broken);
        Assert.Equal((line, column), (broken.Line, broken.Column));
        Assert.Contains(reason, broken.Message, StringComparison.Ordinal);
        Assert.StartsWith($"Line {line}, column {column}: ", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_body_says_in_which_value_reading_stopped() =>
        Assert.Equal("/template_spec/modules/1/na~1me", Read("""{"template_spec":{"modules":[{"a":1},{"na/me":?}]}}""").Broken!.Pointer);

    [Theory]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xC3, 0x28, (byte)'"' }, 3)]
    [InlineData(new byte[] { (byte)'{', (byte)'"', 0xED, 0xA0, 0x80 }, 3)]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'{', 0 }, 1)]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' }, 2)]
    public void Bytes_that_are_no_UTF_8_are_refused_with_their_place(byte[] body, int column)
    {
        var broken = StrictJson.Read(body).Broken!;

        Assert.Equal((1, column), (broken.Line, broken.Column));
        Assert.Contains("UTF-8", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_body()
    {
        Assert.Equal(JsonValueKind.Object, StrictJson.Read("\uFEFF{}"u8.ToArray()).Root!.Value.ValueKind);
        Assert.Equal(2, StrictJson.Read("\uFEFF{x}"u8.ToArray()).Broken!.Column);
        Assert.Equal((1, 6), StrictJson.Read("\uFEFF{\"a\":1}"u8.ToArray()).PlaceOf("/a"));
    }

    [Theory]
    [InlineData("""{"a":1,"b":2,"a":3}""", "/a", 14)]
    [InlineData("""{"a":1,"\u0061":3}""", "/a", 8)]
    [InlineData("""{"x":[{},{"a/b":1,"a~b":2,"a/b":3}]}""", "/x/1/a~1b", 27)]
    [InlineData("""{"":1,"":2}""", "/", 7)]
    public void A_repeated_name_is_refused_where_it_stands_again(string json, string pointer, int column)
    {
        var finding = Assert.Single(Read(json).Findings);

        Assert.Equal((RequestRules.RepeatedName, pointer, 1, column), (finding.RuleId, finding.Pointer, finding.Line, finding.Column));
    }

    [Fact]
    public void The_same_name_in_different_objects_is_fine() =>
        Assert.Empty(Read("""{"a":{"a":{"a":1}},"b":[{"a":1},{"a":1}]}""").Findings);

    [Theory]
    [InlineData("""{"a":"x\u0000y"}""", true)]
    [InlineData("""{"a":"\ud800"}""", false)]
    [InlineData("""{"a":"\udc00x"}""", false)]
    [InlineData("""{"a":"\ud800\u0041"}""", false)]
    [InlineData("""{"a":"\ud800\ud800\udc00"}""", false)]
    [InlineData("""{"a":"\ud83d\ude00\ud83d"}""", false)]
    public void Text_that_tools_cut_short_or_cannot_decode_is_refused(string json, bool decodable)
    {
        var reading = Read(json);

        var finding = Assert.Single(reading.Findings);
        Assert.Equal((RequestRules.Text, "/a", 6), (finding.RuleId, finding.Pointer, finding.Column));
        Assert.Equal(decodable, reading.Root is not null);
    }

    [Theory]
    [InlineData("""{"a\u0000":1}""")]
    [InlineData("""{"\ud800":1}""")]
    public void So_is_such_text_in_a_name(string json) => Assert.Equal(RequestRules.Text, Assert.Single(Read(json).Findings).RuleId);

    [Theory]
    [InlineData("""{"a":"\ud83d\ude00\u00e9\ud83d\ude00"}""")]
    [InlineData("""{"a":"😀é\u0001\u007f"}""")]
    public void Any_other_text_is_taken(string json) => Assert.Empty(Read(json).Findings);

    [Theory]
    [InlineData("1e309", false)]
    [InlineData("-1e400", false)]
    [InlineData("1e-400", false)]
    [InlineData("9007199254740993", false)]
    [InlineData("-9007199254740993", false)]
    [InlineData("123456789012345678901", false)]
    [InlineData("9007199254740991", true)]
    [InlineData("9007199254740992", true)]
    [InlineData("100000000000000000000", true)]
    [InlineData("0e999", true)]
    [InlineData("-0.0", true)]
    [InlineData("5e-324", true)]
    [InlineData("1.7976931348623157e308", true)]
    [InlineData("0.1", true)]
    public void A_number_is_taken_when_every_reader_would_read_the_same(string number, bool taken)
    {
        var findings = Read($$"""{"a":[{{number}}]}""").Findings;

        if (taken) Assert.Empty(findings);
        else Assert.Equal((RequestRules.Number, "/a/0"), (Assert.Single(findings).RuleId, findings[0].Pointer));
    }

    [Fact]
    public void Nesting_is_followed_to_its_limit_and_no_further()
    {
        static string Nested(int levels) => string.Concat(Enumerable.Repeat("[", levels)) + string.Concat(Enumerable.Repeat("]", levels));

        Assert.NotNull(Read(Nested(StrictJson.MaxDepth)).Root);
        Assert.Equal(RequestRules.Size, Assert.Single(Read(Nested(StrictJson.MaxDepth + 1)).Findings).RuleId);
        Assert.Equal(RequestRules.Size, Assert.Single(Read(new string('[', 1_000_000)).Findings).RuleId);
        Assert.Equal(RequestRules.Size, Assert.Single(Read(string.Concat(Enumerable.Repeat("{\"a\":", 100_000))).Findings).RuleId);
    }

    [Fact]
    public void The_number_of_values_is_limited()
    {
        static string Many(int count) => "[" + string.Join(',', Enumerable.Repeat("1", count - 1)) + "]";

        Assert.Empty(Read(Many(StrictJson.MaxValues)).Findings);
        Assert.Equal(RequestRules.Size, Assert.Single(Read(Many(StrictJson.MaxValues + 1)).Findings).RuleId);
    }

    [Fact]
    public void A_body_with_thousands_of_faults_gets_a_short_answer()
    {
        var json = "{" + string.Join(',', Enumerable.Repeat("\"a\\u0000\":1", 30_000)) + "}";

        var reading = Read(json);

        Assert.InRange(reading.Findings.Count, 1, FindingList.Most);
    }

    [Fact]
    public void Every_value_can_be_found_by_its_pointer()
    {
        var reading = Read("{\n  \"a\": [10,\n    {\"b/c\": null, \"d~e\": \"é\", \"f\": 1}],\n  \"\": {\"\": true}\n}");

        Assert.Equal((1, 1), reading.PlaceOf(""));
        Assert.Equal((2, 8), reading.PlaceOf("/a"));
        Assert.Equal((2, 9), reading.PlaceOf("/a/0"));
        Assert.Equal((3, 5), reading.PlaceOf("/a/1"));
        Assert.Equal((3, 13), reading.PlaceOf("/a/1/b~1c"));
        Assert.Equal((3, 26), reading.PlaceOf("/a/1/d~0e"));
        Assert.Equal((3, 36), reading.PlaceOf("/a/1/f"));
        Assert.Equal((4, 7), reading.PlaceOf("/"));
        Assert.Equal((4, 12), reading.PlaceOf("//"));
    }

    [Fact]
    public void A_value_that_is_not_there_is_placed_at_the_one_around_it()
    {
        var reading = Read("{\n \"a\": {\"b\": 1}}");

        Assert.Equal((2, 7), reading.PlaceOf("/a/missing"));
        Assert.Equal((1, 1), reading.PlaceOf("/missing/entirely"));
    }

    [Fact]
    public void Whatever_the_bytes_the_scanner_and_the_frameworks_parser_agree()
    {
        var seed = Encoding.UTF8.GetBytes(Seeds.Generate);
        var random = new Random(20251);
        var hostile = "{}[],:\"\\/ \n0123456789.eE+-truefalsn\u0001"u8.ToArray();
        for (var i = 0; i < 8_000; i++)
        {
            var body = (byte[])seed.Clone();
            for (var edits = random.Next(1, 4); edits > 0; edits--) body[random.Next(body.Length)] = hostile[random.Next(hostile.Length)];
            if (random.Next(4) == 0) body = body[..random.Next(body.Length)];

            Assert.Equal(Parses(body), StrictJson.Read(body).Broken is null);
        }
    }

    static bool Parses(byte[] body)
    {
        try
        {
            JsonDocument.Parse(body).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
