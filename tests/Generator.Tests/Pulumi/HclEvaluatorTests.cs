using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>Terraform's language as the evaluator understands it, beside terraform's own understanding.</summary>
public sealed class HclEvaluatorTests
{
    const string Locals = """
          text   = "shop-7f--x"
          empty  = ""
          number = 3
          half   = 0.5
          yes    = true
          none   = null
          list   = ["b", "a", "b"]
          map    = { b = 2, a = 1, "c d" = 3 }
          nested = { one = { names = ["x", "y"] }, two = { names = [] } }
        """;

    public static IReadOnlyList<string> Expressions { get; } =
    [
        "1 + 2 * 3 - 4 / 2", "-local.number + 10 % 4", "(1 + 2) * 3", "local.half * 4", "200 * 1.1 >= 220 || 1 < 2 && !local.yes", "1 == 1 && 2 != 3", "2 <= 1 || 3 > 2", "local.number == 3 ? \"three\" : \"else\"",
        "local.yes ? local.none == null ? 1 : 2 : 3", "true ? 1 : local.list[9]", "\"a${local.number}b${local.half}c${local.yes}\"", "\"$${x} %%{y} \\\"quoted\\\" \\\\ \\n \\t \\u00e9\"", "\"${\"in${\"ner\"}\"}\"", "[1, \"two\", true, null]",
        "{ a = 1, \"b c\" = 2, (local.text) = 3, d : 4 }", "local.map[\"c d\"]", "local.map.a", "local.list[1]", "local.nested.one.names[0]", "local.list[*]", "local.none[*]", "local.text[*]", "values(local.nested)[*].names",
        "[for x in local.list : \"${x}!\"]", "[for i, x in local.list : \"${i}${x}\" if x != \"a\"]", "[for k, v in local.map : \"${k}=${v}\"]", "{ for k, v in local.map : k => v * 2 if v > 1 }", "{ for x in toset(local.list) : x => upper_is_not_here if false }".Replace("upper_is_not_here", "x", StringComparison.Ordinal),
        "concat([1], [], [2, 3])", "merge({ a = 1, b = 1 }, { b = 2 }, {})", "length(local.list)", "length(local.map)", "length(\"héllo\")", "keys(local.map)", "values(local.map)", "distinct(local.list)", "toset(local.list)",
        "contains(local.list, \"a\")", "contains(local.list, \"z\")", "coalesce(local.none, local.empty, \"x\")", "one([])", "one([1])", "range(3)", "range(1, 4)", "slice(local.list, 1, 3)", "join(\",\", local.list)", "join(\"\", [])", "split(\":\", \"a:b::c\")",
        "split(\"oidc-provider/\", \"arn:x:oidc-provider/y/z\")[1]", "join(\":\", slice(split(\":\", \"a:b:c:d\"), 0, 2))", "strcontains(local.text, \"7f\")", "startswith(local.text, \"shop\")", "startswith(local.text, \"hop\")", "replace(local.text, \"-\", \"_\")", "replace(local.text, \"/-+/\", \"-\")",
        "format(\"%s-%04d-%03d\", local.text, 1, 22)", "format(\"%d%s\", [1, \"x\"]...)", "formatlist(\"n-%03d\", range(1, 3))", "setproduct([\"a\", \"b\"], [80, 443])", "setintersection([\"a\", \"b\"], [\"b\", \"c\"])", "cidrsubnet(\"10.16.0.0/16\", 2, 3)", "cidrsubnet(\"10.16.0.0/16\", 4, 12)",
        "trimprefix(local.text, \"shop-\")", "trimprefix(local.text, \"x\")", "trimsuffix(\"/a/\", \"/\")", "min(3, local.number, 1)", "max(local.half, 0)", "tolist(toset(local.list))[1]",
        "tostring(local.number)", "tostring(local.yes)", "tostring(null)", "jsonencode({ a = [1, local.text], b = null })", "\"${split(\".\", \"17.5\")[0]}\"", "{ none = 0, single = 1 }[\"single\"]", "local.none == null", "local.list == [\"b\", \"a\", \"b\"]", "[for s in [local.list] : s if length(s) > 0]",
        "{ for rule in setproduct([\"0.0.0.0/0\"], [80, 443]) : \"${rule[0]}-${rule[1]}\" => { cidr = rule[0], port = rule[1] } }"
    ];

    [TerraformFact]
    public async Task It_says_what_terraform_says()
    {
        using var folder = new TempFolder();
        var code = new StringBuilder("locals {\n").Append(Locals).Append("\n}\n");
        foreach (var (i, expression) in Expressions.Index()) code.Append(CultureInfo.InvariantCulture, $"\noutput \"e{i}\" {{\n  value = jsonencode({expression})\n}}\n");
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "main.tf"), code.ToString());
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color");
        var outputs = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "output", "-json")).RootElement;

        var names = new Names(HclParser.File($"locals {{\n{Locals}\n}}\n").Blocks[0].Body);
        foreach (var (i, expression) in Expressions.Index())
        {
            var expected = JsonNode.Parse(outputs.GetProperty($"e{i}").GetProperty("value").GetString()!);
            var actual = JsonNode.Parse(JsonFile.Write(Plain(names.Evaluator.Evaluate(HclParser.Expression(expression)))));
            Assert.True(JsonNode.DeepEquals(expected, actual), $"{expression} is {expected?.ToJsonString()} and not {actual?.ToJsonString()}");
        }
    }

    [Theory]
    [InlineData("foo(1)", "the function 'foo' of 1 arguments is not known here")]
    [InlineData("local.missing", "'local.missing' is not there")]
    [InlineData("local.list[7]", "there is nothing at this index")]
    [InlineData("local.number.x", "nothing has a 'x' here")]
    [InlineData("1 +", "a value is expected")]
    [InlineData("1 / 0", "nothing can be divided by 0")]
    [InlineData("{ for x in local.list : x => 1 }", "'b' is there twice")]
    [InlineData("[1, 2", "']' is expected")]
    [InlineData("\"%{ if true }x%{ endif }\"", "template directives are not read")]
    public void What_it_does_not_read_is_told(string expression, string problem)
    {
        var names = new Names(HclParser.File($"locals {{\n{Locals}\n}}\n").Blocks[0].Body);

        var error = Assert.Throws<HclException>(() => names.Evaluator.Evaluate(HclParser.Expression(expression)));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_module_of_the_catalog_is_read()
    {
        var modules = Renderers.Catalog.Modules("aws").SelectMany(m => Renderers.Catalog.Versions("aws", m).Select(v => Renderers.Catalog.Module("aws", m, v.Text)!)).ToArray();

        Assert.True(modules.Length >= 17);
        Assert.All(modules, m => Assert.Null(m.Pulumi!.Value.Problem));
    }

    // JSON within a value is a text there.
    static DataValue Plain(DataValue value) => value switch
    {
        PulumiJson json => Encoding.UTF8.GetString(JsonFile.Write(Plain(json.Value))).ReplaceLineEndings("").Replace("  ", "", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal),
        DataList list => DataList.Of(list.Items.Select(Plain)),
        DataMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, Plain(i.Value)))),
        _ => value
    };

    sealed class Names : IHclNames
    {
        readonly HclBody locals;

        public Names(HclBody locals)
        {
            this.locals = locals;
            Evaluator = new HclEvaluator(this);
        }

        public HclEvaluator Evaluator { get; }

        public DataValue? Find(string kind, string name) => kind == "local" && locals[name] is { } value ? Evaluator.Evaluate(value) : null;

        public DataValue? FindData(string type, string name) => null;

        public void Decides(PulumiConfigValue parameter) => throw new InvalidOperationException("There are no parameters here.");

        public DataValue? Configured(PulumiReference reference) => null;

        public string? ArnService(PulumiReference reference) => null;
    }
}
