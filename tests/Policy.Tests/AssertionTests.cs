using System.Text.Json;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Tests;

/// <summary>What a condition says of a resource, operator by operator.</summary>
public sealed class AssertionTests
{
    static Assertion Read(string condition) => PolicyCatalog.FromTexts(("test.yaml", $$"""
        rules:
          - id: TEST001
            title: A test
            phase: plan
            resource_types: [x]
            remediation: None.
            assert: {{condition.ReplaceLineEndings(" ")}}
        """)).Rules.Single(r => r.Id == "TEST001").Assertion!;

    static Subject Subject(string values, string address = "x.a", string type = "x", params string[] references) =>
        new(address, address, type, JsonElement.Parse(values), references.ToHashSet());

    static string Judge(string condition, string values)
    {
        var subject = Subject(values);
        return Read(condition).Judge(subject, new SubjectIndex([subject])) switch { null => "holds", { Unknown: true } => "unknown", _ => "broken" };
    }

    [Theory]
    [InlineData("{attribute: a, operator: exists}", """{"a": 0}""", "holds")]
    [InlineData("{attribute: a, operator: exists}", """{"a": null}""", "broken")]
    [InlineData("{attribute: a, operator: exists}", """{"a": {"$hmac": "00"}}""", "holds")]
    [InlineData("{attribute: a, operator: exists}", """{"a": {"$unknown": true}}""", "unknown")]
    [InlineData("{attribute: a, operator: not_exists}", "{}", "holds")]
    [InlineData("{attribute: a, operator: not_exists}", """{"a": 1}""", "broken")]
    [InlineData("{attribute: a, operator: is_true}", """{"a": true}""", "holds")]
    [InlineData("{attribute: a, operator: is_true}", """{"a": "true"}""", "holds")]
    [InlineData("{attribute: a, operator: is_true}", "{}", "broken")]
    [InlineData("{attribute: a, operator: is_true}", """{"a": {"$unknown": true}}""", "unknown")]
    [InlineData("{attribute: a, operator: is_false}", "{}", "broken")]
    [InlineData("{attribute: a, operator: is_empty}", """{"a": []}""", "holds")]
    [InlineData("{attribute: a, operator: is_empty}", "{}", "holds")]
    [InlineData("{attribute: a, operator: is_not_empty}", "{}", "broken")]
    [InlineData("{attribute: a, operator: is_not_empty}", """{"a": "x"}""", "holds")]
    [InlineData("{attribute: a, operator: equals, value: 1}", """{"a": 1.0}""", "holds")]
    [InlineData("{attribute: a, operator: equals, value: 1}", """{"a": "1"}""", "holds")]
    [InlineData("{attribute: a, operator: equals, value: yes}", """{"a": "no"}""", "broken")]
    [InlineData("{attribute: a, operator: equals, value: secret}", """{"a": {"$hmac": "00"}}""", "unknown")]
    [InlineData("{attribute: a, operator: equals, value: [a, b]}", """{"a": ["a", "b"]}""", "holds")]
    [InlineData("{attribute: a, operator: equals, value: [a, b]}", """{"a": ["b", "a"]}""", "broken")]
    [InlineData("{attribute: a, operator: not_equals, value: b}", "{}", "holds")]
    [InlineData("{attribute: a, operator: not_equals, value: b}", """{"a": "b"}""", "broken")]
    [InlineData("{attribute: a, operator: not_equals, value: b}", """{"a": {"$unknown": true}}""", "unknown")]
    [InlineData("{attribute: a, operator: equals_ignore_case, value: TLS}", """{"a": "tls"}""", "holds")]
    [InlineData("{attribute: a, operator: within, value: [a, b]}", """{"a": "b"}""", "holds")]
    [InlineData("{attribute: a, operator: within, value: [a, b]}", """{"a": ["a", "c"]}""", "broken")]
    [InlineData("{attribute: a, operator: not_within, value: [a, b]}", """{"a": "c"}""", "holds")]
    [InlineData("{attribute: a, operator: contains, value: b}", """{"a": ["a", "b"]}""", "holds")]
    [InlineData("{attribute: a, operator: contains, value: b}", """{"a": "abc"}""", "holds")]
    [InlineData("{attribute: a, operator: contains, value: b}", """{"a": {"b": 1}}""", "holds")]
    [InlineData("{attribute: a, operator: contains, value: b}", """{"a": ["a", {"$unknown": true}]}""", "unknown")]
    [InlineData("{attribute: a, operator: not_contains, value: b}", """{"a": ["a", "b"]}""", "broken")]
    [InlineData("{attribute: a, operator: not_contains, value: b}", """{"a": ["a"]}""", "holds")]
    [InlineData("{attribute: a, operator: intersects, value: [b, c]}", """{"a": ["a", "b"]}""", "holds")]
    [InlineData("{attribute: a, operator: subset, value: [a, b]}", """{"a": ["a"]}""", "holds")]
    [InlineData("{attribute: a, operator: not_subset, value: [a, b]}", """{"a": ["a"]}""", "broken")]
    [InlineData("{attribute: a, operator: covers_port, value: [22, 3389]}", """{"a": "22"}""", "holds")]
    [InlineData("{attribute: a, operator: covers_port, value: [22, 3389]}", """{"a": ["443", "3000-4000"]}""", "holds")]
    [InlineData("{attribute: a, operator: covers_port, value: 22}", """{"a": "*"}""", "holds")]
    [InlineData("{attribute: a, operator: covers_port, value: 22}", """{"a": ["220", "1-21", "23-30"]}""", "broken")]
    [InlineData("{attribute: a, operator: not_covers_port, value: 22}", """{"a": "20-25"}""", "broken")]
    [InlineData("{attribute: a, operator: not_covers_port, value: 22}", """{"a": [{"$unknown": true}]}""", "unknown")]
    [InlineData("{attribute: a, operator: starting_with, value: arn}", """{"a": "arn:aws"}""", "holds")]
    [InlineData("{attribute: a, operator: not_ending_with, value: ':latest'}", """{"a": "web:latest"}""", "broken")]
    [InlineData("{attribute: a, operator: regex_match, value: '^TLSv1[.][23]'}", """{"a": "TLSv1.2_2021"}""", "holds")]
    [InlineData("{attribute: a, operator: matches, value: '^TLSv1[.][23]'}", """{"a": "SSLv3"}""", "broken")]
    [InlineData("{attribute: a, operator: not_regex_match, value: 'x'}", """{"a": "abc"}""", "holds")]
    [InlineData("{attribute: a, operator: greater_than, value: 7}", """{"a": 7}""", "broken")]
    [InlineData("{attribute: a, operator: greater_than_or_equal, value: 7}", """{"a": 7}""", "holds")]
    [InlineData("{attribute: a, operator: greater_than_or_equal, value: 7}", "{}", "broken")]
    [InlineData("{attribute: a, operator: less_than, value: 7}", """{"a": "6.5"}""", "holds")]
    [InlineData("{attribute: a, operator: less_than_or_equal, value: 7}", """{"a": "many"}""", "broken")]
    [InlineData("{attribute: a, operator: length_equals, value: 2}", """{"a": ["a", "b"]}""", "holds")]
    [InlineData("{attribute: a, operator: length_greater_than, value: 1}", """{"a": "b"}""", "broken")]
    [InlineData("{attribute: a, operator: length_less_than, value: 2}", "{}", "holds")]
    [InlineData("{attribute: a, operator: within_cidr, value: [10.0.0.0/8]}", """{"a": "10.1.0.0/16"}""", "holds")]
    [InlineData("{attribute: a, operator: within_cidr, value: [10.0.0.0/8]}", """{"a": "10.1.2.3"}""", "holds")]
    [InlineData("{attribute: a, operator: within_cidr, value: [10.0.0.0/8]}", """{"a": "0.0.0.0/0"}""", "broken")]
    [InlineData("{attribute: a, operator: within_cidr, value: ['fd00::/8']}", """{"a": ["fd12::/64", "::/0"]}""", "broken")]
    [InlineData("{attribute: a, operator: not_within_cidr, value: [10.0.0.0/8]}", """{"a": "nonsense"}""", "holds")]
    public void Operators(string condition, string values, string outcome) => Assert.Equal(outcome, Judge(condition, values));

    [Theory]
    [InlineData("a.b", """{"a": {"b": true}}""", "holds")]
    [InlineData("a.b", """{"a": [{"b": true}]}""", "holds")]
    [InlineData("a[*].b", """{"a": [{"b": false}, {"b": true}]}""", "holds")]
    [InlineData("a.1.b", """{"a": [{"b": false}, {"b": true}]}""", "holds")]
    [InlineData("a[0].b", """{"a": [{"b": false}, {"b": true}]}""", "broken")]
    [InlineData("a.*.b", """{"a": {"x": {"b": true}}}""", "holds")]
    [InlineData("a.'b.c/d'", """{"a": {"b.c/d": true}}""", "holds")]
    [InlineData("a.b", """{"a": "[{\"b\": true}]"}""", "holds")]
    [InlineData("a.b", """{"a": "{\"b\": "}""", "broken")]
    [InlineData("a.b", """{"a": {"$unknown": true}}""", "unknown")]
    [InlineData("a.b", """{"a": [{"$unknown": true}, {"b": true}]}""", "holds")]
    [InlineData("a.9.b", """{"a": []}""", "broken")]
    public void Paths(string path, string values, string outcome) => Assert.Equal(outcome, Judge($"{{attribute: \"{path}\", operator: is_true}}", values));

    [Theory]
    [InlineData("any", """{"a": [{"b": 1}, {"b": 2}]}""", "holds")]
    [InlineData("all", """{"a": [{"b": 1}, {"b": 2}]}""", "broken")]
    [InlineData("all", """{"a": [{"b": 2}, {"b": 2}]}""", "holds")]
    [InlineData("all", """{"a": [{"b": 2}, {"b": {"$unknown": true}}]}""", "unknown")]
    [InlineData("none", """{"a": [{"b": 1}]}""", "holds")]
    [InlineData("none", """{"a": [{"b": 1}, {"b": 2}]}""", "broken")]
    [InlineData("all", "{}", "broken")]
    public void Quantifiers(string quantifier, string values, string outcome) =>
        Assert.Equal(outcome, Judge($"{{attribute: 'a[*].b', operator: equals, value: 2, quantifier: {quantifier}}}", values));

    [Theory]
    [InlineData("""{"a": true, "b": true}""", "holds", "holds")]
    [InlineData("""{"a": true, "b": false}""", "broken", "holds")]
    [InlineData("""{"a": true, "b": {"$unknown": true}}""", "unknown", "holds")]
    [InlineData("""{"a": false, "b": {"$unknown": true}}""", "broken", "unknown")]
    [InlineData("""{"a": false, "b": false}""", "broken", "broken")]
    public void And_or_and_not_know_three_values(string values, string both, string either)
    {
        const string a = "{attribute: a, operator: is_true}", b = "{attribute: b, operator: is_true}";

        Assert.Equal(both, Judge($"{{and: [{a}, {b}]}}", values));
        Assert.Equal(either, Judge($"{{or: [{a}, {b}]}}", values));
        Assert.Equal(both switch { "holds" => "broken", "broken" => "holds", _ => "unknown" }, Judge($"{{not: {{and: [{a}, {b}]}}}}", values));
    }

    [Theory]
    [InlineData("""{"s": [{"e": "Deny", "a": "*"}, {"e": "Allow", "a": "s3:*"}]}""", "holds")]
    [InlineData("""{"s": [{"e": "Allow", "a": "*"}]}""", "broken")]
    [InlineData("""{"s": {"e": "Allow", "a": {"$unknown": true}}}""", "unknown")]
    [InlineData("{}", "holds")]
    public void One_item_must_fulfil_all_of_a_condition_itself(string values, string outcome) =>
        Assert.Equal(outcome, Judge("{attribute: s, quantifier: none, where: {and: [{attribute: e, operator: equals, value: Allow}, {attribute: a, operator: equals, value: '*'}]}}", values));

    [Fact]
    public void A_connection_goes_either_way_and_may_ask_what_the_other_is_like()
    {
        var bucket = Subject("{}", "x.bucket");
        var block = Subject("""{"closed": true}""", "y.block", "y", "x.bucket");
        var open = Subject("""{"closed": false}""", "y.open", "y", "x.bucket");
        var alone = Subject("{}", "x.alone", "x", "y.gone");
        var needs = Read("{cond_type: connection, connected_resource_types: [y], operator: exists, where: {attribute: closed, operator: is_true}}");

        Assert.Null(needs.Judge(bucket, new SubjectIndex([bucket, block])));
        Assert.Equal("x.bucket: needs y beside it that fits.", needs.Judge(bucket, new SubjectIndex([bucket, open]))!.Message);
        Assert.NotNull(needs.Judge(alone, new SubjectIndex([alone, block])));
        var mustNot = Read("{cond_type: connection, resource_types: [y], connected_resource_types: [x], operator: not_exists}");
        Assert.NotNull(mustNot.Judge(block, new SubjectIndex([bucket, block])));
    }

    [Fact]
    public void A_connection_that_an_item_asks_for_is_judged_with_all_resources_at_hand() =>
        Assert.True(Read("{attribute: s, where: {cond_type: connection, connected_resource_types: [y], operator: exists}}").Connects);

    [Fact]
    public void A_policy_in_the_words_of_Checkov_is_understood()
    {
        var assertion = Read("""
            {and: [
              {cond_type: filter, attribute: resource_type, operator: within, value: [aws_lb, aws_alb]},
              {cond_type: attribute, resource_types: [aws_lb], attribute: internal, operator: equals, value: true},
              {or: [{cond_type: attribute, attribute: name, operator: starting_with, value: shop-}, {cond_type: attribute, attribute: name, operator: not_exists}]}]}
            """);

        Assert.Equal(["aws_alb", "aws_lb"], assertion.Types.Order());
        Assert.Null(assertion.Judge(Subject("""{"internal": true, "name": "shop-a"}""", type: "aws_lb"), SubjectIndex.Empty));
        Assert.Null(assertion.Judge(Subject("""{"internal": false}""", type: "aws_alb"), SubjectIndex.Empty));
        Assert.Equal("x.a: 'internal' must be 'true', and is false.", assertion.Judge(Subject("""{"internal": false}""", type: "aws_lb"), SubjectIndex.Empty)!.Message);
    }

    [Fact]
    public void What_was_found_is_said_but_never_a_secret()
    {
        var message = Read("{or: [{attribute: a, operator: equals, value: b}, {attribute: c.d, operator: greater_than, value: 3}]}")
            .Judge(Subject("""{"a": {"$hmac": "0011"}, "c": {"d": 2}}"""), SubjectIndex.Empty)!.Message;

        Assert.Equal("x.a cannot be judged before it is applied: 'a' must be 'b', and is hidden, or 'c.d' must be more than '3', and is 2.", message);
    }

    [Theory]
    [InlineData("{attribute: a, operator: equal, value: 1}", "at /operator is 'equal'", "did you mean 'equals'")]
    [InlineData("{attribute: a, operator: equals}", "'value' is missing", "")]
    [InlineData("{attribute: a, operator: greater_than, value: many}", "at /value must be a number", "")]
    [InlineData("{attribute: a, operator: regex_match, value: '(?=x)'}", "at /value is no regular expression that runs in linear time", "")]
    [InlineData("{attribute: a, operator: within_cidr, value: [everywhere]}", "'everywhere' is no address range", "")]
    [InlineData("{attribute: \"a.'b\", operator: exists}", "a quote is not closed", "")]
    [InlineData("{atribute: a, operator: exists}", "has 'atribute'", "did you mean 'attribute'")]
    [InlineData("{and: []}", "at /and is empty", "")]
    [InlineData("{or: [{attribute: a, operator: exists}, {attribute: b, operator: no}]}", "at /or/1/operator is 'no'", "")]
    [InlineData("{attribute: a, operator: not_equals, value: 1, quantifier: all}", "at /quantifier has no meaning", "")]
    [InlineData("{cond_type: connection, operator: exists}", "'connected_resource_types' is missing", "")]
    [InlineData("{cond_type: resource, attribute: a, operator: exists}", "at /cond_type is 'resource'", "")]
    [InlineData("{and: [{cond_type: filter, attribute: resource_type, operator: within, value: [x]}]}", "at /and has nothing but a filter", "")]
    [InlineData("{and: [{cond_type: filter, attribute: resource_type, operator: within, value: [x]}, {attribute: a, operator: exist}]}", "at /and/1/operator is 'exist'", "did you mean 'exists'")]
    [InlineData("{or: [{cond_type: filter, attribute: resource_type, operator: within, value: [x]}]}", "at /or/0 a filter belongs", "")]
    [InlineData("text", "must be a condition", "")]
    public void A_mistake_is_named_with_its_place(string condition, string problem, string help)
    {
        var message = Assert.Throws<PolicyFileException>(() => Read(condition)).Message;

        Assert.StartsWith("test.yaml: TEST001: its condition", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
        Assert.Contains(help, message, StringComparison.Ordinal);
    }
}
