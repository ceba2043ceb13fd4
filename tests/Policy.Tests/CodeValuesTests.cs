using System.Text;
using System.Text.Json;
using InfraAgent.Hcl;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Policy.Tests;

/// <summary>What an expression is worked out to from code alone, beside what terraform makes of it.</summary>
public sealed class CodeValuesTests
{
    const string Code = """
        variable "typed" {
          type = object({
            name  = string
            port  = optional(number, 8080)
            tags  = optional(map(string), {})
            hosts = optional(set(string))
          })
          default = { name = 7, hosts = ["b", "a", "b"], more = true }
        }

        variable "numbers" {
          type    = list(number)
          default = ["1", 2.5]
        }

        variable "flag" {
          type     = bool
          default  = "true"
          nullable = false
        }

        variable "given" {
          type    = map(string)
          default = { unused = "x" }
        }

        variable "none" {
          type    = string
          default = null
        }

        locals {
          text   = "shop-7f--x"
          number = 3
          half   = 0.5
          yes    = true
          none   = null
          list   = ["b", "a", "b"]
          map    = { b = 2, a = 1, "c d" = 3 }
          nested = { one = { names = ["x", "y"] }, two = { names = [] } }
          later  = local.earlier
          earlier = "said later"
        }

        """;

    static readonly IReadOnlyList<string> Expressions =
    [
        "1 + 2 * 3 - 4 / 2", "-local.number + 10 % 4", "\"5\" + 1", "local.half < 1 && !(local.number == 4)", "local.yes || false", "1 == 1 && 2 != 3", "\"1\" == 1", "local.none == null",
        "var.none == null ? \"none\" : var.none", "local.yes ? local.none == null ? 1 : 2 : 3", "\"a${local.number}b${local.half}c${local.yes}\"", "\"$${x} %%{y} \\\"quoted\\\" \\\\ \\n \\t \\u00e9\"", "\"${local.list}\"", "[1, \"two\", true, null]",
        "{ a = 1, \"b c\" = 2, (local.text) = 3, d : 4 }", "local.map[\"c d\"]", "local.list[1]", "local.list[\"1\"]", "local.nested.one.names[0]", "local.list[*]", "local.none[*]", "local.text[*]", "values(local.nested)[*].names", "local.later",
        "[for x in local.list : \"${x}!\"]", "[for i, x in local.list : \"${i}${x}\" if x != \"a\"]", "[for k, v in local.map : \"${k}=${v}\"]", "{ for k, v in local.map : k => v * 2 if v > 1 }", "{ for x in local.list : x => 1... }", "[for k, v in toset(local.list) : \"${k}${v}\"]",
        "var.typed", "var.typed.hosts", "var.numbers", "var.flag", "var.given", "var.given.b", "[for k, v in var.given : k]",
        "length(local.list)", "length(local.map)", "length(\"héllo\")", "length(var.typed.hosts)", "concat([1], [], [2, 3])", "merge({ a = 1, b = 1 }, { b = 2 }, {}, null)", "keys(local.map)", "values(local.map)", "lookup(local.map, \"a\", 9)", "lookup(local.map, \"z\", 9)", "one([])", "one([1])",
        "one(toset([\"x\"]))", "coalesce(local.none, \"\", \"x\")", "setproduct([\"a\", \"b\"], [80, 443])", "slice(local.list, 1, 3)", "element(local.list, 4)", "tolist(toset(local.list))[1]", "toset(local.list)", "toset([3, 20, 1])", "tomap({ a = 1 })", "contains(local.list, \"a\")", "contains(local.list, \"z\")",
        "flatten([[1, [2]], [], 3])", "reverse(local.list)", "chunklist([1, 2, 3], 2)", "zipmap([\"a\", \"b\"], [1, 2])", "tostring(local.number)", "tostring(1.50)", "tonumber(\"1e2\")", "tobool(\"true\")", "tostring(null)", "distinct(local.list)", "compact([\"a\", \"\", null, \"b\"])", "sort([\"b\", \"a\", \"B\"])",
        "setintersection([\"a\", \"b\"], [\"b\", \"c\"])", "setunion([\"a\", \"b\"], [\"b\", \"c\"])", "setsubtract([\"a\", \"b\"], [\"b\", \"c\"])", "alltrue([true, \"true\"])", "alltrue([])", "anytrue([false])", "index(local.list, \"a\")", "sum([1, 2, 4])", "range(3)", "range(1, 4)",
        "min(3, local.number, 1)", "max(local.half, 0)", "floor(2.7)", "ceil(2.1)", "abs(-2)", "join(\",\", local.list)", "join(\"-\", [\"a\"], [\"b\", 3])", "split(\":\", \"a:b::c\")", "lower(\"ABc\")", "upper(\"abC\")", "title(\"some words-here\")", "substr(\"abcdef\", 1, 3)", "substr(\"abcdef\", -2, 9)", "substr(\"abc\", 1, -1)",
        "trim(\"--a-b--\", \"-\")", "trim(\" a \", \"\")", "trimspace(\" a \\n\")", "trimprefix(local.text, \"shop-\")", "trimsuffix(\"/a/\", \"/\")", "startswith(local.text, \"shop\")", "endswith(local.text, \"x\")", "strcontains(local.text, \"7f\")", "replace(local.text, \"-\", \"_\")", "replace(local.text, \"/-+/\", \".\")",
        "replace(\"a.b\", \".\", \"$1\")", "regex(\"[0-9]+\", \"ab12\")", "regex(\"([a-z]+)(x)?([0-9]+)\", \"ab12\")", "regexall(\"[a-z]\", \"a1b\")", "can(regex(\"^[0-9]+$\", \"12a\"))", "try(local.map.zzz, \"else\")", "try(tonumber(\"x\"), 5)", "can(local.map.a)",
        "format(\"%s-%04d-%03d %%\", local.text, 1, 22)", "format(\"%d%s\", [1, \"x\"]...)", "formatlist(\"n-%03d\", range(1, 3))", "sha256(\"shop\")", "base64encode(\"shop\")", "cidrsubnet(\"10.16.0.0/16\", 4, 12)", "cidrsubnet(\"10.0.0.0/8\", 24, 70000)", "cidrhost(\"10.16.4.0/22\", 513)",
        "jsonencode({ b = [1, local.text, 0.25], a = null, \"<&>\" = \"\\u2028é\\\"\\\\\\n\" })", "jsonencode(toset([\"b\", \"a\"]))", "nonsensitive(local.text)", "max(local.map.a, length(local.list))", "[for s in [local.list] : s if length(s) > 0]", "local.map != null", "{ for rule in setproduct([\"0.0.0.0/0\"], [80, 443]) : \"${rule[0]}-${rule[1]}\" => { cidr = rule[0], port = rule[1] } }",
    ];

    /// <summary>What only a run, a provider or a newer terraform can tell, or where a guess could be another than terraform's.</summary>
    static readonly IReadOnlyList<string> NotKnown =
    [
        "timestamp()", "terraform_data.other.id", "terraform_data.other.output", "terraform_data.other.id == \"x\"", "[terraform_data.other.id, 1]", "\"${terraform_data.other.id}-x\"", "jsonencode({ a = terraform_data.other.id })", "local.list == [\"b\", \"a\", \"b\"]", "1 / 3 == 0.3 ? 1 : terraform_data.other.id",
        "contains([terraform_data.other.id], \"x\")", "toset([terraform_data.other.id, \"x\"])", "yamlencode({ a = 1 })", "path.module", "terraform.workspace", "upper(\"straße\")", "var.secret", "\"x${1 / 3}\"", "1.1 * 3", "0.1 + 0.2", "can(terraform_data.other.id)", "false || terraform_data.other.id == \"x\"", "merge(local.map, { x = 1 }, terraform_data.other.output)",
    ];

    [TerraformFact]
    public async Task It_is_what_terraform_says()
    {
        var main = new StringBuilder(Code);
        foreach (var (i, expression) in Expressions.Index()) main.Append($"resource \"terraform_data\" \"e{i}\" {{\n  input = jsonencode(try(jsonencode({expression}), \"fails\"))\n}}\n");
        using var cloud = new SimulatedCloud();
        using var folder = new TerraformFolder(cloud);
        folder.Write("main.tf", main.ToString());
        folder.Write("given.auto.tfvars.json", Given);
        foreach (string[] arguments in (string[][])[["init", "-input=false", "-no-color"], ["plan", "-input=false", "-no-color", "-out=plan"]])
        {
            var run = await folder.RunAsync(arguments);
            Assert.True(run.ExitCode == 0, run.Output);
        }

        var planned = (await folder.ShowAsync("plan"))["resource_changes"]!.AsArray().ToDictionary(c => c!["address"]!.GetValue<string>(), c => c!["change"]!["after"]!["input"]!.GetValue<string>());
        var code = HclConfiguration.Plan([KeyValuePair.Create("main.tf", main.ToString())], JsonElement.Parse(Given));
        Assert.Empty(code.Missed);
        var known = code.Resources.ToDictionary(r => r.Address, r => r.Values.GetProperty("input").ToString());

        Assert.Equal(Expressions.Select((e, i) => $"{e} is {planned[$"terraform_data.e{i}"]}"), Expressions.Select((e, i) => $"{e} is {known[$"terraform_data.e{i}"]}"));
    }

    const string Given = """{"given":{"b":"two","a":1}}""";

    [Fact]
    public void It_is_not_guessed()
    {
        var main = new StringBuilder(Code).Append("variable \"secret\" {\n  sensitive = true\n  default = \"x\"\n}\nresource \"terraform_data\" \"other\" {\n  input = 1\n}\n");
        foreach (var (i, expression) in NotKnown.Index()) main.Append($"resource \"terraform_data\" \"e{i}\" {{\n  input = {expression}\n}}\n");

        var code = HclConfiguration.Plan([KeyValuePair.Create("main.tf", main.ToString())], default);

        Assert.Empty(code.Missed);
        var told = code.Resources.Where(r => r.Address != "terraform_data.other" && !r.Values.GetRawText().Contains("$unknown", StringComparison.Ordinal));
        Assert.Empty(told.Select(r => NotKnown[int.Parse(r.Address["terraform_data.e".Length..], System.Globalization.CultureInfo.InvariantCulture)]));
    }
}
