using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;
using InfraAgent.Runtimes;
using InfraAgent.TestBed;

namespace InfraAgent.Policy.Tests.Cost;

/// <summary>Plans are priced by infracost where it is configured. It is a stand-in with its command line and its JSON: the real one and its prices cannot be had here.</summary>
public sealed class InfracostTests : IDisposable
{
    const string Key = "ico-0123456789abcdef";

    readonly TempFolder folder = new();
    readonly string tool;

    public InfracostTests() => tool = Program("#!/usr/bin/python3\n" + File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Cost", "fake_infracost.py")));

    public void Dispose() => folder.Dispose();

    static string Change(string type, string actions, string before, string after, string? address = null) =>
        $$"""{"address":"{{address ?? type + ".x"}}","type":"{{type}}","mode":"managed","provider":"registry.terraform.io/hashicorp/aws","actions":[{{actions}}],"before":{{before}},"after":{{after}}}""";

    static string Created(string type, string after = "{}", string? address = null) => Change(type, "\"create\"", "null", after, address);

    const string Micro = """{"instance_type":"t3.micro"}""";
    const string Large = """{"instance_type":"t3.large"}""";

    [Fact]
    public async Task A_plan_costs_what_infracost_says_line_by_line()
    {
        var judged = await JudgeAsync(Created("aws_instance", Micro, "module.web.aws_instance.this[0]"), Created("aws_vpc"));

        var cost = judged.Cost!;
        Assert.Equal(("infracost", null), (cost.PricedBy, cost.NotByInfracost));
        Assert.Equal((9.20m, true, 0m, true, 9.20m, true, 1), (cost.MonthlyUsd, cost.Complete, cost.NowMonthlyUsd, cost.NowComplete, cost.DifferenceUsd, cost.DifferenceComplete, cost.Free));
        var resource = Assert.Single(cost.Resources);
        Assert.Equal(("module.web.aws_instance.this[0]", "aws_instance", 9.20m, 0m), (resource.Address, resource.Type, resource.MonthlyUsd, resource.NowMonthlyUsd));
        Assert.Equal(
            [("Instance usage", 730m, "hours", 0.0114m, 8.32m), ("root_block_device: Storage (general purpose SSD, gp2)", 8m, "GB", 0.11m, 0.88m)],
            resource.Items.Select(i => (i.What, i.Quantity, i.Unit, i.UsdPerUnit, i.MonthlyUsd)));
        Assert.All(resource.Items, i => Assert.Equal(("https://www.infracost.io/docs/", new DateOnly(2026, 3, 1)), (i.Source, i.AsOf)));
    }

    [Fact]
    public async Task What_runs_now_is_told_to_it_and_the_difference_is_what_changes()
    {
        var judged = await JudgeAsync(
            Change("aws_instance", "\"update\"", Micro, Large), Change("aws_instance", "\"delete\"", Large, "null", "aws_instance.gone"),
            """{"address":"aws_eip.same","type":"aws_eip","mode":"managed","actions":["no-op"],"after":{}}""");

        var cost = judged.Cost!;
        // 66.576 and 0.88 for each large one, 8.322 and 0.88 for the small one, 3.65 for the address.
        Assert.Equal((71.11m, 80.31m, -9.20m), (cost.MonthlyUsd, cost.NowMonthlyUsd, cost.DifferenceUsd));
        Assert.Equal((true, true, true), (cost.Complete, cost.NowComplete, cost.DifferenceComplete));
    }

    [Fact]
    public async Task What_it_has_no_price_of_is_not_zero()
    {
        var judged = await JudgeAsync(
            Created("aws_nat_gateway"), Created("aws_instance", """{"instance_type":"x9.giant"}"""), Created("acme_satellite"), Change("aws_vpc", "\"delete\"", "{}", "null"));

        var cost = judged.Cost!;
        Assert.Equal((35.92m, false, false, false), (cost.MonthlyUsd, cost.Complete, cost.NowComplete, cost.DifferenceComplete));
        Assert.Equal(
            [
                "acme_satellite.x: infracost does not know this type of resource", "aws_instance.x: Instance usage: infracost has no price for it",
                "aws_nat_gateway.x: Data processed: it is paid by use, which infracost is not told",
                // Nothing of its type remains, so that infracost does not say that it is free.
                "aws_vpc.x: as it runs now: infracost says nothing of it",
            ],
            cost.Incomplete.Select(i => $"{i.Address}: {i.Reason}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Budgets_are_held_against_it()
    {
        var judged = await JudgeAsync("cost-guarded", [.. Enumerable.Range(0, 5).Select(i => Created("aws_instance", Large, $"aws_instance.n[{i}]"))]);

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Contains("It would cost 337.28 USD a month by what infracost says; ", Assert.Single(judged.Findings, f => f.RuleId == "COST201").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_told_no_secret_and_has_the_key_in_its_environment_alone()
    {
        Environment.SetEnvironmentVariable("INFRA_AGENT_TEST_CREDENTIAL", "hunter2");
        await JudgeAsync(Change("aws_instance", "\"update\"", """{"instance_type":"t3.micro","user_data":{"$hmac":"abc"}}""", """{"instance_type":"t3.micro","user_data":{"$hmac":"def"},"id":{"$unknown":true}}"""));

        var asked = JsonNode.Parse(File.ReadAllText(folder.File("asked.json")))!;
        Assert.Equal(["breakdown", "--path", "plan.json", "--format", "json", "--no-color"], asked["arguments"]!.AsArray().Select(a => (string)a!));
        Assert.Equal((Key, "USD", "false", "true"), ((string)asked["environment"]!["INFRACOST_API_KEY"]!, (string)asked["environment"]!["INFRACOST_CURRENCY"]!, (string)asked["environment"]!["INFRACOST_ENABLE_CLOUD"]!, (string)asked["environment"]!["INFRACOST_SKIP_UPDATE_CHECK"]!));
        Assert.Null(asked["environment"]!["INFRA_AGENT_TEST_CREDENTIAL"]);
        Assert.DoesNotContain(Key, asked["plan"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("eu-west-1", (string)asked["plan"]!["configuration"]!["provider_config"]!["aws"]!["expressions"]!["region"]!["constant_value"]!);
        Assert.Equal("""{"instance_type":"t3.micro","user_data":{"$hmac":"abc"}}""", asked["plan"]!["prior_state"]!["values"]!["root_module"]!["resources"]![0]!["values"]!.ToJsonString());
        Assert.Equal("""{"instance_type":"t3.micro","user_data":{"$hmac":"def"}}""", asked["plan"]!["planned_values"]!["root_module"]!["resources"]![0]!["values"]!.ToJsonString());
        Assert.False(Directory.Exists((string)asked["folder"]!));
    }

    [Theory]
    [InlineData("echo 'Error: Invalid API key: '$INFRACOST_API_KEY >&2; exit 1", "Error: Invalid API key: [redacted]")]
    [InlineData("exit 3", "it ended with exit code 3 and said nothing.")]
    [InlineData("kill -9 $$", "infracost was ended by signal 9.")]
    [InlineData("exec sleep 300", "infracost breakdown did not end within 1 s and was killed.")]
    [InlineData("yes '{}' | head -c 20000000", "more than the 16 MiB")]
    [InlineData("echo nonsense", "its answer is no JSON object.")]
    [InlineData("echo '[]'", "its answer is no JSON object.")]
    [InlineData("echo '{\"currency\":\"EUR\"}'", "its prices are in 'EUR', not in USD.")]
    [InlineData("echo '{\"currency\":\"USD\"}'", "no 'timeGenerated'")]
    [InlineData("echo '{\"currency\":\"USD\",\"timeGenerated\":\"2026-03-01T10:00:00Z\"}'", "no 'projects'")]
    [InlineData("echo '{\"currency\":\"USD\",\"timeGenerated\":\"2026-03-01T10:00:00Z\",\"projects\":[{\"metadata\":{\"errors\":[{\"code\":1,\"message\":\"no such plan\"}]}}]}'", "no such plan")]
    [InlineData("echo '{\"currency\":\"USD\",\"timeGenerated\":\"2026-03-01T10:00:00Z\",\"projects\":[{\"breakdown\":{\"resources\":[{\"name\":\"aws_eip.x\",\"monthlyCost\":\"1\"}],\"totalMonthlyCost\":\"1\"}}]}'", "it says 1.00 USD of aws_eip.x, and 0.00 USD line by line.")]
    [InlineData("echo '{\"currency\":\"USD\",\"timeGenerated\":\"2026-03-01T10:00:00Z\",\"projects\":[{\"breakdown\":{\"resources\":[{\"name\":\"aws_eip.x\",\"costComponents\":[{\"name\":\"a\",\"monthlyQuantity\":\"2\",\"price\":\"0.5\",\"monthlyCost\":\"1\"}]}],\"totalMonthlyCost\":\"99\"}}]}'", "its total is 99.00 USD, and what it says of the plan's resources is 1.00 USD.")]
    [InlineData("echo '{\"currency\":\"USD\",\"timeGenerated\":\"2026-03-01T10:00:00Z\",\"projects\":[{\"breakdown\":{\"resources\":[{\"name\":\"aws_eip.x\",\"monthlyCost\":\"1e99\"}]}}]}'", "'monthlyCost' in its answer is no amount")]
    [InlineData("echo '{\"currency\":\"USD\",\"timeGenerated\":\"2026-03-01T10:00:00Z\",\"projects\":[{\"breakdown\":{\"resources\":[{\"monthlyCost\":\"1\"}]}}]}'", "has no 'name'")]
    [InlineData("echo '{\"currency\":\"USD\",\"timeGenerated\":\"2026-03-01T10:00:00Z\",\"projects\":[{\"breakdown\":{\"resources\":[{\"name\":\"\\\\ud800\"}]}}]}'", "no valid Unicode")]
    public async Task Where_it_gives_no_answer_that_can_be_used_the_price_table_does_and_the_estimate_says_why(string body, string why)
    {
        Program($"#!/bin/sh\n{body}\n");

        var judged = await JudgeAsync(Created("aws_eip"));

        Assert.Null(judged.Cost!.PricedBy);
        Assert.Contains(why, judged.Cost.NotByInfracost, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, judged.Cost.NotByInfracost, StringComparison.Ordinal);
        Assert.Equal((3.65m, true), (judged.Cost.MonthlyUsd, judged.Cost.Complete));
        Assert.Equal("public IPv4 address", Assert.Single(Assert.Single(judged.Cost.Resources).Items).What);
    }

    [Fact]
    public async Task A_region_is_never_taken_for_granted()
    {
        var judged = await JudgeAsync("baseline", [Created("aws_eip")], region: null);

        Assert.Equal("the region of aws_eip.x is not known, and it would take one for granted.", judged.Cost!.NotByInfracost);
        Assert.False(judged.Cost.Complete);
    }

    [Fact]
    public async Task A_tool_that_is_not_where_it_is_said_to_be_is_told()
    {
        File.Delete(tool);

        Assert.StartsWith($"there is no program '{tool}'.", (await JudgeAsync(Created("aws_eip"))).Cost!.NotByInfracost, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_setting_nobody_is_asked()
    {
        await using var bench = new Bench(tools: new ToolOptions { Opa = "/nonexistent", Conftest = "/nonexistent" });

        var judged = await bench.JudgePlanAsync($$"""{"resource_changes":[{{Created("aws_eip", """{"region":"eu-west-1"}""")}}]}""");

        Assert.Equal((3.65m, null, null), (judged.Cost!.MonthlyUsd, judged.Cost.PricedBy, judged.Cost.NotByInfracost));
        Assert.False(File.Exists(folder.File("asked.json")));
    }

    Task<PlanJudged> JudgeAsync(params string[] changes) => JudgeAsync("baseline", changes);

    async Task<PlanJudged> JudgeAsync(string profile, string[] changes, string? region = "eu-west-1")
    {
        await using var bench = new Bench(
            options: o => o with { InfracostKey = Key, AnalysisTimeout = TimeSpan.FromSeconds(IsSleeping() ? 1 : 60) },
            tools: new ToolOptions { Infracost = tool, Opa = "/nonexistent", Conftest = "/nonexistent" });
        var bundle = await bench.BundleAsync("d", "sha256:code", new() { ["p.json"] = region is null ? "{}" : JsonSerializer.Serialize(new { aws_region = region }) }, "p.json");
        var judged = await bench.JudgePlanAsync(Encoding.UTF8.GetBytes($$"""{"resource_changes":[{{string.Join(',', changes)}}]}"""), "dev", profile, with: c => c with { Bundle = bundle });
        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Scratch));
        return judged;
    }

    // The one stand-in that must be killed does not have to be waited for.
    bool IsSleeping() => File.Exists(tool) && File.ReadAllText(tool).Contains("sleep", StringComparison.Ordinal);

    string Program(string text)
    {
        var path = folder.Write("infracost", text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
