using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Tests;

/// <summary>Follows <c>docs/policy.md</c>: rules are written, tested and shipped as it says.</summary>
public sealed class PolicyPageTests : IDisposable
{
    readonly string above = Directory.CreateTempSubdirectory("policy-page-").FullName;

    public PolicyPageTests() => PolicyPage.WriteFiles(above);

    string Rules => Path.Combine(above, "acme-policy");

    public void Dispose() => Directory.Delete(above, recursive: true);

    // As the page types it, but for the folder that one is in.
    (int? Exit, string Output) Type()
    {
        var words = PolicyPage.Commands("Above the folder").Trim().Split(' ');
        Assert.Equal(["dotnet", "InfraAgent.Policy.dll"], words[..2]);
        using var output = new StringWriter();
        return (RuleTest.TryRun([.. words[2..].Select(w => w == "acme-policy" ? Rules : w)], output), output.ToString());
    }

    [Fact]
    public void The_rules_of_the_page_are_as_their_examples_say()
    {
        var (exit, output) = Type();

        Assert.Equal((0, "4 rules on 9 examples: all as they say."), (exit, output.Trim()));
        Assert.Contains($"`{output.Trim()}`", PolicyPage.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_mistake_of_the_page_is_told_as_the_page_says()
    {
        Assert.True(PolicyPage.Mistakes.Count >= 8);
        Assert.All(PolicyPage.Mistakes, mistake =>
        {
            PolicyPage.WriteFiles(above);
            var file = Path.Combine(Rules, mistake.File);
            var text = File.ReadAllText(file);
            var at = text.IndexOf(mistake.Right, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{mistake.File} has no {mistake.Right}");
            File.WriteAllText(file, string.Concat(text.AsSpan(0, at), mistake.Wrong, text.AsSpan(at + mistake.Right.Length)));

            var (exit, output) = Type();

            Assert.Equal(1, exit);
            Assert.Contains(output.Split('\n'), line => line.StartsWith($"{Rules}/{mistake.Report}", StringComparison.Ordinal) ? true : throw new Xunit.Sdk.XunitException($"{mistake.Report}\nis not in\n{output}"));
        });
    }

    [Fact]
    public void A_rule_without_examples_is_told()
    {
        File.Delete(Path.Combine(Rules, "examples/ACME002.fail.json"));
        File.Delete(Path.Combine(Rules, "examples/ACME003.pass.yaml"));
        File.WriteAllText(Path.Combine(Rules, "examples/ACME003.yaml"), "");

        var (exit, output) = Type();

        Assert.Equal(1, exit);
        Assert.Contains("ACME002 has no example that breaks it: write examples/ACME002.fail.json", output, StringComparison.Ordinal);
        Assert.Contains("ACME003 has no example that keeps it", output, StringComparison.Ordinal);
        Assert.Contains("ACME003.yaml: An example is named RULE.pass.json", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check: cost-increase, with: { usd: 100, percent: 20 }", 6, 7, false)]
    [InlineData("check: cost-increase, with: { usd: 100, percent: 20 }", 3, 6, true)]
    [InlineData("check: cost-increase, with: { usd: 100, percent: 20 }", 6, 3, false)]
    [InlineData("check: monthly-budget, with: { usd: 150 }", 9, 4, false)]
    [InlineData("check: monthly-budget, with: { usd: 150 }", 1, 5, true)]
    [InlineData("check: blast-radius, with: { replaced: 0, deleted: 2 }", 4, 2, false)]
    [InlineData("check: blast-radius, with: { replaced: 0, deleted: 2 }", 4, 1, true)]
    [InlineData("check: any-change", 2, 2, false)]
    [InlineData("check: any-change", 2, 3, true)]
    public void Rules_over_whole_plans_are_tried_on_plans(string check, int gateways, int wanted, bool breaks)
    {
        // Each is 37.35 USD a month in us-east-1.
        string Gateway(int i) =>
            $$"""{"address":"aws_nat_gateway.n[{{i}}]","type":"aws_nat_gateway","mode":"managed","change":{"actions":["{{(i >= gateways ? "create" : i >= wanted ? "delete" : "no-op")}}"],"before":{{(i < gateways ? "{}" : "null")}},"after":{{(i < wanted ? "{}" : "null")}} } }""";
        File.WriteAllText(Path.Combine(Rules, "plans.yaml"), $$"""rules: [{ id: ACME009, title: Whole plans, phase: plan, {{check}}, remediation: Ask. }]""");
        var plan = $$"""{"resource_changes":[{{string.Join(',', Enumerable.Range(0, Math.Max(gateways, wanted)).Select(Gateway))}}]}""";
        File.WriteAllText(Path.Combine(Rules, $"examples/ACME009.{(breaks ? "fail" : "pass")}.json"), plan);

        var (_, right) = Type();
        File.Move(Path.Combine(Rules, $"examples/ACME009.{(breaks ? "fail" : "pass")}.json"), Path.Combine(Rules, $"examples/ACME009.{(breaks ? "pass" : "fail")}.json"));
        var (_, wrong) = Type();

        Assert.DoesNotContain($"ACME009.{(breaks ? "fail" : "pass")}.json:", right, StringComparison.Ordinal);
        Assert.Contains($"ACME009.{(breaks ? "pass" : "fail")}.json: ACME009 is {(breaks ? "broken: " : "not broken")}", wrong, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pass", """{"cost":{"monthly_budget_usd":40}}""")]
    [InlineData("fail", """{"cost":{"monthly_budget_usd":30}}""")]
    [InlineData("fail", """{"cost":{"monthly_budget_usd":39},"parameters":{"aws_region":"eu-west-1"}}""")]
    [InlineData("fail", """{"environment":"prod-eu"}""")]
    [InlineData("pass", """{"environment":"dev"}""")]
    public void A_plan_is_tried_with_what_its_request_says_of_costs(string word, string request)
    {
        File.WriteAllText(Path.Combine(Rules, "plans.yaml"), """rules: [{ id: ACME009, title: A budget, phase: plan, check: monthly-budget, with: { usd: 50, environments: { "prod-*": 20 } }, remediation: Ask. }]""");
        var folder = Directory.CreateDirectory(Path.Combine(Rules, $"examples/ACME009.{word}")).FullName;
        File.WriteAllText(Path.Combine(folder, "plan.json"), """{"resource_changes":[{"address":"aws_nat_gateway.n","type":"aws_nat_gateway","mode":"managed","change":{"actions":["create"],"before":null,"after":{}}}]}""");
        File.WriteAllText(Path.Combine(folder, "request.json"), request);

        Assert.DoesNotContain($"ACME009.{word}:", Type().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACME002.fail.code.tf", "resource \"aws_sqs_queue\" \"q\" {}", "ACME002 is judged on plans; give what 'terraform show -json PLAN' writes, as .json.")]
    [InlineData("ACME001.fail.code.tf", "resource \"aws_sqs_queue\" \"q\" {}", "ACME001 does not look at what code costs; give a request as JSON.")]
    [InlineData("ACME004.fail.request.json", "{}", "ACME004 looks at what code costs; give that, as .tf.")]
    [InlineData("ACME004.fail.broken.tf", "resource {", "line 1")]
    [InlineData("ACME004.fail.empty/main.txt", "", "A folder that is an example holds main.tf or plan.json.")]
    [InlineData("ACME004.fail.nothing/before.tf", "", "A folder that is an example holds main.tf or plan.json.")]
    public void An_example_of_another_kind_says_what_to_give(string file, string content, string says)
    {
        var path = Path.Combine(Rules, "examples", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);

        var (exit, output) = Type();

        Assert.Equal(1, exit);
        var line = Assert.Single(output.Split('\n'), l => l.Contains($"examples/{file.Split('/')[0]}: ", StringComparison.Ordinal));
        Assert.Contains(says, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test")]
    [InlineData("test", "/nowhere/at/all")]
    public void A_command_that_is_wrong_says_how_it_goes(params string[] arguments)
    {
        using var output = new StringWriter();

        Assert.Equal(64, RuleTest.TryRun(arguments, output));
        Assert.Contains("Usage: test FOLDER", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_words_are_no_business_of_it() => Assert.Null(RuleTest.TryRun(["--urls=http://127.0.0.1:0"], TextWriter.Null));

    [Fact]
    public async Task The_folder_is_shipped_and_requests_are_judged_by_it()
    {
        await using var bench = new Bench(options: o => o with { Folders = [Rules], Environments = e => e == "prod" ? new EnvironmentPolicy("acme", false) : null });
        var command = await bench.SeedCommandAsync("prod", profile: null) with
        {
            TemplateSpec = JsonElement.Parse("""{"cloud":"aws","modules":[{"name":"postgres","version":"2.0.0"},{"name":"vpc","version":"3.21.0"}],"tags":{"on-call":"team-1"}}"""),
            Parameters = JsonElement.Parse("""{"aws_region":"us-east-2","ecs-service.container_image":"shop:1.4.0"}""").EnumerateObject().ToDictionary(p => p.Name, p => p.Value),
            Labels = new Dictionary<string, string> { ["cost-center"] = "4711" },
        };
        command = command with { Bundle = command.Bundle with { Entrypoints = new Dictionary<string, string>() } };

        var judged = await bench.JudgeAsync(command);

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Equal(
            [("MOD0001", "/template_spec/modules/0"), ("REG0001", "/parameters/aws_region"), ("TAG0001", "/template_spec/tags/on-call")],
            judged.Findings.Where(f => f.Severity == "error").Select(f => (f.RuleId, f.Pointer!)).Order());

        var mended = command with
        {
            TemplateSpec = JsonElement.Parse("""{"cloud":"aws","modules":[{"name":"postgres","version":"1.1.0"},{"name":"vpc"}],"tags":{"on-call":"team-orders"}}"""),
            Parameters = JsonElement.Parse("""{"aws_region":"eu-west-1"}""").EnumerateObject().ToDictionary(p => p.Name, p => p.Value),
        };
        Assert.Equal(Verdict.Pass, (await bench.JudgeAsync(mended)).Verdict);
        var unlabelled = mended with { TemplateSpec = JsonElement.Parse("""{"cloud":"aws","modules":[]}""") };
        Assert.Equal("ACME001", Assert.Single((await bench.JudgeAsync(unlabelled)).Findings, f => f.Severity == "error").RuleId);

        var plan = await bench.JudgePlanAsync(await File.ReadAllTextAsync(Path.Combine(Rules, "examples/ACME002.fail.json")), "staging", "acme");
        Assert.Equal(("ACME002", "error"), plan.Findings.Where(f => f.RuleId == "ACME002").Select(f => (f.RuleId, f.Severity)).Single());
    }

    [Fact]
    public void The_page_names_every_rule_that_is_no_condition_and_every_check()
    {
        var catalog = PolicyCatalog.Load([]);

        Assert.All(catalog.Rules.Where(r => r.Assertion is null), r => Assert.Contains($"| `{r.Id}` |", PolicyPage.Text, StringComparison.Ordinal));
        Assert.All(Checks.Bundle.Keys.Concat(Checks.Plan.Keys), c => Assert.Contains($"| `{c}` |", PolicyPage.Text, StringComparison.Ordinal));
        Assert.All(catalog.ProfileNames, p => Assert.Contains($"`{p}`", PolicyPage.Text, StringComparison.Ordinal));
    }
}
