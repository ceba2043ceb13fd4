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

        Assert.Equal((0, "3 rules on 6 examples: all as they say."), (exit, output.Trim()));
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
