using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Policy.Tests;

/// <summary>Rules for plans are held against the code of a bundle before there is a plan.</summary>
public sealed class BundleCodeTests
{
    const string Root = "variable \"open\" {\n  type = bool\n}\n\n# postgres 1.1.0\nmodule \"orders_db\" {\n  source = \"./modules/postgres\"\n\n  open = var.open\n}\n";

    const string Module = """
        variable "open" {
          type = bool
        }

        locals {
          class = "db.t4g.small"
        }

        resource "aws_db_instance" "this" {
          count = 1

          instance_class      = local.class
          publicly_accessible = var.open
          storage_encrypted   = true
        }

        """;

    static readonly JsonElement Spec = JsonElement.Parse("""{"modules":[{"name":"vpc"},{"name":"postgres","as":"orders-db"}]}""");

    static async Task<BundleJudged> Judge(string environment, string module, string open = "true", string root = Root)
    {
        await using var bench = new Bench();
        return await bench.JudgeAsync(await bench.SeedCommandAsync(environment) with
        {
            TemplateSpec = Spec, Parameters = new Dictionary<string, JsonElement>(),
            Bundle = await bench.BundleAsync("d", "sha256:c", new()
            {
                ["main.tf"] = root, ["modules/postgres/main.tf"] = module, ["env/e.tfvars.json"] = $$"""{"open":{{open}}}""",
            }, "env/e.tfvars.json"),
        });
    }

    [Fact]
    public async Task What_is_mandatory_and_broken_is_refused_where_it_is_written_and_where_it_was_asked_for()
    {
        var judged = await Judge("prod", Module);

        Assert.Equal(Verdict.Fail, judged.Verdict);
        var finding = Assert.Single(judged.Findings, f => f.RuleId == "NET1202");
        Assert.Equal(("error", "module.orders_db.aws_db_instance.this[0]", "modules/postgres/main.tf", 13, "/template_spec/modules/1"), (finding.Severity, finding.Resource, finding.File, finding.Line, finding.Pointer));
    }

    [Fact]
    public async Task What_is_advisory_warns()
    {
        var judged = await Judge("staging", Module);

        Assert.Equal(Verdict.Pass, judged.Verdict);
        Assert.Equal("warning", Assert.Single(judged.Findings, f => f.RuleId == "NET1202").Severity);
    }

    [Fact]
    public async Task What_is_kept_is_not_told()
    {
        Assert.DoesNotContain((await Judge("prod", Module, "false")).Findings, f => f.RuleId == "NET1202");
    }

    [Fact]
    public async Task The_contracts_example_is_known_from_its_code_and_passes_in_staging()
    {
        await using var bench = new Bench();
        var code = GoldenPlan.Code("seed-generate");
        code["env/staging.tfvars.json"] = GoldenPlan.Variables("seed-generate").GetRawText();

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync() with { Bundle = await bench.BundleAsync("d", "sha256:c", code, "env/staging.tfvars.json") });

        Assert.Equal((Verdict.Pass, "profile production-guardrails"), (judged.Verdict, judged.Checks[0].Reason));
        Assert.DoesNotContain(judged.Findings, f => f.Severity == "error");
    }

    [Theory]
    // A run will tell it.
    [InlineData("publicly_accessible = var.open", "publicly_accessible = data.aws_region.current.name == \"x\"")]
    // Nobody says it, and the provider decides.
    [InlineData("publicly_accessible = var.open", "")]
    // Somebody else may have set it since.
    [InlineData("storage_encrypted   = true", "lifecycle {\n    ignore_changes = [publicly_accessible]\n  }")]
    [InlineData("storage_encrypted   = true", "lifecycle {\n    ignore_changes = all\n  }")]
    // There may be none.
    [InlineData("count = 1", "count = length(data.aws_region.current.name)")]
    [InlineData("count = 1", "count = var.open ? 0 : 1")]
    public async Task What_may_be_kept_is_left_to_the_plan(string code, string other)
    {
        var judged = await Judge("prod", "data \"aws_region\" \"current\" {}\n" + Module.Replace(code, other, StringComparison.Ordinal));

        Assert.Equal(Verdict.Pass, judged.Verdict);
        Assert.DoesNotContain(judged.Findings, f => f.RuleId == "NET1202");
    }

    [Fact]
    public async Task Code_that_is_not_read_is_left_to_the_plan_and_said_to_be()
    {
        var judged = await Judge("prod", Module + "\nlocals {\n  more = \"%{ if var.open }x%{ endif }\"\n}\n");

        Assert.Equal(Verdict.Pass, judged.Verdict);
        Assert.Contains("wait for the plan: modules/postgres/main.tf, line 18: template directives are not read", judged.Checks[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_needs_approval_asks_for_none_before_there_is_a_plan()
    {
        var folder = Directory.CreateTempSubdirectory("policy-code-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "acme.yaml"), "profiles:\n  - name: acme\n    title: x\n    extends: baseline\n    rules:\n      NET1202: { level: approval }\n");
            await using var bench = new Bench(options: o => o with { Folders = [folder.FullName] });
            var command = await bench.SeedCommandAsync("staging", "acme") with { Bundle = await bench.BundleAsync("d", "sha256:c", new() { ["main.tf"] = Module.Replace("var.open", "true", StringComparison.Ordinal) }) };

            var judged = await bench.JudgeAsync(command);

            Assert.Equal(Verdict.Pass, judged.Verdict);
            var finding = Assert.Single(judged.Findings, f => f.RuleId == "NET1202");
            Assert.Equal(("warning", "main.tf"), (finding.Severity, finding.File));
            Assert.EndsWith("Its plan will need approval.", finding.Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public static TheoryData<string, string> Hostile => new()
    {
        { "text that doubles", "resource \"x\" \"y\" {\n  a = local.l60\n}\nlocals {\n  l0 = \"xxxxxxxxxxxxxxxx\"\n" + Many(60, i => $"  l{i + 1} = \"${{local.l{i}}}${{local.l{i}}}\"\n") + "}\n" },
        { "lists that double", "resource \"x\" \"y\" {\n  a = local.l60\n}\nlocals {\n  l0 = [1, 2]\n" + Many(60, i => $"  l{i + 1} = concat(local.l{i}, local.l{i})\n") + "}\n" },
        { "lists in lists", "resource \"x\" \"y\" {\n  a = local.l60\n}\nlocals {\n  l0 = [1, 2]\n" + Many(60, i => $"  l{i + 1} = [local.l{i}, local.l{i}]\n") + "}\n" },
        { "a chain of locals", "resource \"x\" \"y\" {\n  a = local.l50000\n}\nlocals {\n  l0 = 1\n" + Many(50_000, i => $"  l{i + 1} = local.l{i}\n") + "}\n" },
        { "deep brackets", "resource \"x\" \"y\" {\n  a = " + new string('[', 100_000) + "\n}\n" },
        { "deep signs", "resource \"x\" \"y\" {\n  a = " + new string('!', 100_000) + "true\n}\n" },
        { "a long sum", "resource \"x\" \"y\" {\n  a = 1" + Many(100_000, _ => " + 1") + "\n}\n" },
        { "deep blocks", "resource \"x\" \"y\" {\n" + Many(50_000, _ => "a {\n") + "}\n" },
        { "as many as there are numbers", "resource \"x\" \"y\" {\n  count = 2000000000\n}\n" },
        { "ranges in ranges", "resource \"x\" \"y\" {\n  a = [for i in range(90000) : [for j in range(90000) : [for k in range(90000) : i * j * k]]]\n}\n" },
        { "a module in itself", "module \"x\" {\n  source = \"./\"\n}\nresource \"x\" \"y\" {\n}\n" },
        { "a wheel", "resource \"x\" \"y\" {\n  a = local.a\n}\nlocals {\n  a = local.b\n  b = local.a\n}\n" },
        { "a number that is none", "resource \"x\" \"y\" {\n  a = 1.2.3\n  b = \"\\uD800\"\n}\n" },
        { "a path that leaves", "module \"x\" {\n  source = \"./../../etc\"\n}\n" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_code_ends_in_a_verdict(string name, string code)
    {
        var started = TimeProvider.System.GetTimestamp();

        var judged = await Judge("prod", Module, root: code);

        Assert.DoesNotContain(judged.Findings, f => f.RuleId == "NET1202");
        Assert.True(judged.Verdict == Verdict.Pass, name);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(60));
    }

    static string Many(int times, Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var i = 0; i < times; i++) text.Append(line(i));
        return text.ToString();
    }
}
