using System.Globalization;
using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Contracts.Tests;

public sealed class CanonicalJsonTests
{
    static string Canonical(string json) => Encoding.UTF8.GetString(CanonicalJson.Write(JsonElement.Parse(json)));

    // RFC 8785, appendix B: IEEE 754 bits and their text.
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("8000000000000001", "-5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("ffefffffffffffff", "-1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("c340000000000000", "-9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("44b52d02c7e14af7", "1.0000000000000001e+23")]
    [InlineData("444b1ae4d6e2ef4e", "999999999999999700000")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("41b3de4355555555", "333333333.3333333")]
    [InlineData("41b3de4355555556", "333333333.3333334")]
    [InlineData("41b3de4355555557", "333333333.33333343")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void Numbers_are_written_as_the_RFC_lists_them(string bits, string expected)
    {
        var value = BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        Assert.Equal(expected, CanonicalJson.Number(value));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void What_JSON_has_no_number_for_is_refused(double value) =>
        Assert.Throws<FormatException>(() => CanonicalJson.Number(value));

    [Fact]
    public void Any_number_reads_back_as_the_same_number()
    {
        var random = new Random(8785);
        for (var i = 0; i < 200_000; i++)
        {
            var value = BitConverter.Int64BitsToDouble(random.NextInt64());
            if (!double.IsFinite(value)) continue;

            Assert.Equal(value, double.Parse(CanonicalJson.Number(value), CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("1.0", "1")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("1E30", "1e+30")]
    [InlineData("4.50", "4.5")]
    [InlineData("2e-3", "0.002")]
    [InlineData("0.000000000000000000000000001", "1e-27")]
    [InlineData("333333333.33333329", "333333333.3333333")]
    [InlineData("9007199254740991", "9007199254740991")]
    [InlineData("-9007199254740992", "-9007199254740992")]
    [InlineData("100000000000000000000", "100000000000000000000")]
    [InlineData("1000000000000000000000", "1e+21")]
    [InlineData("123456789012345678901234567890", "1.2345678901234568e+29")]
    public void Numbers_of_equal_value_have_one_form(string json, string expected) => Assert.Equal(expected, Canonical(json));

    [Fact]
    public void The_RFCs_own_example_comes_out_byte_for_byte()
    {
        // RFC 8785, section 3.2.2 and its output in 3.2.4.
        const string Input = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;

        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            Canonical(Input));
    }

    [Fact]
    public void Names_are_ordered_by_UTF_16_code_units_not_by_code_points()
    {
        // RFC 8785, section 3.2.3: the emoji's first unit (D83D) comes before U+FB33, though its code point comes after.
        const string Input = """{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}""";

        Assert.Equal("{\"\\r\":2,\"1\":4,\"\u0080\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\uFB33\":3}", Canonical(Input));
    }

    [Fact]
    public void Control_characters_are_escaped_the_short_way_where_there_is_one() =>
        Assert.Equal("\"\\u0000\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f \u007f/\"", Canonical("\"\\u0000\\u0001\\u0008\\u0009\\u000A\\u000B\\u000C\\u000D\\u001F \\u007F\\/\""));

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"x":{"a":1,"\u0061":2}}""")]
    [InlineData("""["\ud800"]""")]
    [InlineData("""{"\udc00":1}""")]
    [InlineData("1e400")]
    public void What_readers_would_not_agree_on_has_no_canonical_form(string json) =>
        Assert.Throws<FormatException>(() => Canonical(json));

    [Fact]
    public void A_digest_names_its_algorithm() =>
        Assert.Equal("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", CanonicalJson.Digest(JsonElement.Parse(" { } ")));

    [Fact]
    public void Canonical_form_is_a_fixed_point()
    {
        var once = Canonical("""{"b":[1.50,{"z":"\u00e4","y":null}],"a":-0.0,"c":{"":""}}""");

        Assert.Equal(once, Canonical(once));
    }
}
