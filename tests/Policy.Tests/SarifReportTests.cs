using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;
using InfraAgent.Policy.Reports;
using InfraAgent.Policy.Rules;
using NJsonSchema;

namespace InfraAgent.Policy.Tests;

public sealed class SarifReportTests
{
    static readonly PolicyCatalog Catalog = PolicyCatalog.Load([]);
    static readonly Task<JsonSchema> Schema = JsonSchema.FromFileAsync(Path.Combine(AppContext.BaseDirectory, "sarif-2.1.0.json"));

    static readonly Finding Bucket = new()
    {
        RuleId = "SEC1101", Severity = "warning", Message = "module.logs.aws_s3_bucket.this: needs a block.", Remediation = "Add one.",
        Resource = "module.logs.aws_s3_bucket.this[\"a b\"]", File = "modules/büro x/main.tf", Line = 12, Column = 3, Pointer = "/template_spec/modules/0",
    };

    static readonly Finding Image = new() { RuleId = "POL101", Message = "It has no version.", Pointer = "/parameters/container_image" };

    static byte[] Write(IReadOnlyList<Finding> findings, byte[]? previous = null, params Check[] checks) =>
        SarifReport.Write("bundle", "infra-2025-114", checks, findings, Catalog, previous is null ? null : PreviousReport.Read(previous));

    static JsonNode Run(byte[] sarif) => JsonNode.Parse(sarif)!["runs"]![0]!;

    [Fact]
    public async Task Reports_are_valid_SARIF()
    {
        var first = Write([Bucket, Image], null, new Check { Name = "terraform_validate", Status = "not_run", Reason = "terraform is not installed" });
        foreach (var report in new[] { Write([]), first, Write([Image with { Severity = "note" }], first) })
            Assert.Empty((await Schema).Validate(Encoding.UTF8.GetString(report)));
    }

    [Fact]
    public void A_finding_is_where_it_was_found()
    {
        var result = Run(Write([Bucket]))["results"]![0]!;
        var location = result["locations"]![0]!;

        Assert.Equal(("SEC1101", "warning", 0), ((string)result["ruleId"]!, (string)result["level"]!, (int)result["ruleIndex"]!));
        Assert.Equal("module.logs.aws_s3_bucket.this: needs a block. Add one.", (string)result["message"]!["text"]!);
        Assert.Equal("modules/b%C3%BCro%20x/main.tf", (string)location["physicalLocation"]!["artifactLocation"]!["uri"]!);
        Assert.Equal((12, 3), ((int)location["physicalLocation"]!["region"]!["startLine"]!, (int)location["physicalLocation"]!["region"]!["startColumn"]!));
        Assert.Equal([Bucket.Resource, Bucket.Pointer], location["logicalLocations"]!.AsArray().Select(l => (string)l!["fullyQualifiedName"]!));
    }

    [Fact]
    public void A_rule_says_what_it_is_and_how_bad()
    {
        var rules = Run(Write([Image, Bucket]))["tool"]!["driver"]!["rules"]!.AsArray();

        Assert.Equal(["POL101", "SEC1101"], rules.Select(r => (string)r!["id"]!));
        Assert.Equal(("Buckets are closed to the public", "high", "8.0"),
            ((string)rules[1]!["shortDescription"]!["text"]!, (string)rules[1]!["properties"]!["severity"]!, (string)rules[1]!["properties"]!["security-severity"]!));
    }

    [Fact]
    public void A_tool_that_is_missing_is_told_and_the_run_is_no_success()
    {
        var invocation = Run(Write([], null, new Check { Name = "tflint", Status = "not_run", Reason = "it is not installed" }))["invocations"]![0]!;

        Assert.False((bool)invocation["executionSuccessful"]!);
        Assert.Equal("tflint was not run: it is not installed", (string)invocation["toolExecutionNotifications"]![0]!["message"]!["text"]!);
    }

    [Fact]
    public void An_addition_that_is_missing_is_told_and_takes_nothing_from_the_success()
    {
        var invocation = Run(Write([], null, new Check { Name = "tflint", Status = "not_run", Reason = "it is not installed", Optional = true }))["invocations"]![0]!;

        Assert.True((bool)invocation["executionSuccessful"]!);
        Assert.Equal(("note", "tflint was not run: it is not installed"), ((string)invocation["toolExecutionNotifications"]![0]!["level"]!, (string)invocation["toolExecutionNotifications"]![0]!["message"]!["text"]!));
    }

    [Fact]
    public void Against_the_report_before_a_finding_is_new_unchanged_or_absent_wherever_its_lines_went()
    {
        var before = Write([Bucket, Image]);
        var now = Run(Write([Bucket with { Line = 99 }, Image with { Pointer = "/parameters/other" }], before))["results"]!.AsArray();

        Assert.Equal([("SEC1101", "unchanged"), ("POL101", "new"), ("POL101", "absent")], now.Select(r => ((string)r!["ruleId"]!, (string)r["baselineState"]!)));
        Assert.All(Run(before)["results"]!.AsArray(), r => Assert.Null(r!["baselineState"]));
        // What is absent now is not absent once more in the next.
        Assert.Equal(2, Run(Write([Bucket, Image with { Pointer = "/parameters/other" }], Write([Bucket, Image with { Pointer = "/parameters/other" }], before)))["results"]!.AsArray().Count);
    }

    [Fact]
    public void Two_findings_of_one_rule_in_one_place_stay_two()
    {
        var prints = Run(Write([Image, Image]))["results"]!.AsArray().Select(r => (string)r!["partialFingerprints"]![SarifReport.Fingerprint]!).ToList();

        Assert.Equal(prints[0] + "/2", prints[1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"runs\": [{\"results\": [{}]}]}")]
    public void What_is_no_report_of_ours_is_no_baseline(string previous) => Assert.Null(PreviousReport.Read(Encoding.UTF8.GetBytes(previous)));

    [Fact]
    public async Task Judgements_are_kept_as_reports_and_a_second_one_that_differs_beside_the_first()
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync();

        var judged = await bench.JudgeAsync(command);
        var again = await bench.JudgeAsync(command);
        var stricter = await bench.JudgeAsync(command with { Environment = "prod", PreviousReport = judged.Report });

        Assert.Equal($"{command.DeploymentId}/runs/{command.RunId:D}/bundle-1.sarif", judged.Report!.Path);
        Assert.Equal(judged.Report, again.Report);
        Assert.NotEqual(judged.Report.Path, stricter.Report!.Path);
        Assert.Equal(judged.Findings.Count, Run(await bench.Artifacts.GetAsync(judged.Report, default))["results"]!.AsArray().Count);
        Assert.All(Run(await bench.Artifacts.GetAsync(stricter.Report, default))["results"]!.AsArray(), r => Assert.Equal("unchanged", (string)r!["baselineState"]!));
    }
}
