using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Tests;

public sealed class BundleJudgeTests
{
    [Fact]
    public async Task The_contracts_example_passes_in_staging_and_is_told_what_will_be_strict_in_production()
    {
        await using var bench = new Bench();

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal(Verdict.Pass, judged.Verdict);
        Assert.DoesNotContain(judged.Findings, f => f.Severity == "error");
        var image = Assert.Single(judged.Findings, f => f.RuleId == "POL101");
        Assert.Equal(("warning", "/parameters/container_image"), (image.Severity, image.Pointer));
        Assert.All(judged.Checks, c => Assert.Equal("passed", c.Status));
        Assert.Equal(["bundle_policy", "terraform_validate"], judged.Checks.Select(c => c.Name));
    }

    [Theory]
    [InlineData("prod")]
    [InlineData("prod-eu")]
    [InlineData("production")]
    public async Task The_same_image_is_refused_in_production(string environment)
    {
        await using var bench = new Bench();

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync(environment));

        Assert.Equal(Verdict.Fail, judged.Verdict);
        var error = Assert.Single(judged.Findings, f => f.Severity == "error");
        Assert.Equal(("POL101", "/parameters/container_image"), (error.RuleId, error.Pointer));
        Assert.Contains("'latest'", error.Message, StringComparison.Ordinal);
        Assert.Contains("digest", error.Remediation, StringComparison.Ordinal);
        Assert.Equal("failed", judged.Checks[0].Status);
    }

    [Fact]
    public async Task The_baseline_only_warns()
    {
        await using var bench = new Bench();

        Assert.Equal(Verdict.Pass, (await bench.JudgeAsync(await bench.SeedCommandAsync("prod", profile: null))).Verdict);
    }

    [Theory]
    [InlineData("nginx", false)]
    [InlineData("nginx:latest", false)]
    [InlineData("nginx:Latest", false)]
    [InlineData("localhost:5000/nginx", false)]
    [InlineData("nginx:1.27.3", true)]
    [InlineData("localhost:5000/a/nginx:1.27", true)]
    [InlineData("nginx@sha256:0123", true)]
    [InlineData("nginx:latest@sha256:0123", true)]
    public async Task An_image_names_a_version(string image, bool good)
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync("prod") with { Parameters = new Dictionary<string, JsonElement> { ["container_image"] = JsonSerializer.SerializeToElement(image) } };
        command = command with { Bundle = command.Bundle with { Entrypoints = new Dictionary<string, string>() } };

        Assert.Equal(good ? Verdict.Pass : Verdict.Fail, (await bench.JudgeAsync(command)).Verdict);
    }

    [Fact]
    public async Task An_image_deep_in_the_specification_is_found_by_its_pointer()
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync("prod") with
        {
            Parameters = new Dictionary<string, JsonElement>(),
            TemplateSpec = JsonElement.Parse("""{"cloud":"aws","modules":[{"name":"ecs-service","side/cars":[{"image":"envoy"}]}]}"""),
        };
        command = command with { Bundle = command.Bundle with { Entrypoints = new Dictionary<string, string>() } };

        var error = Assert.Single((await bench.JudgeAsync(command)).Findings, f => f.Severity == "error");

        Assert.Equal("/template_spec/modules/0/side~1cars/0/image", error.Pointer);
    }

    [Fact]
    public async Task A_default_of_the_catalog_is_judged_where_it_stands()
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync("prod") with { Parameters = new Dictionary<string, JsonElement>() };

        var error = Assert.Single((await bench.JudgeAsync(command)).Findings, f => f.Severity == "error");

        Assert.Equal((null, "env/prod.tfvars.json"), (error.Pointer, error.File));
    }

    [Fact]
    public async Task Labels_and_tags_together_say_whose_it_is()
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync();

        Assert.Equal("Missing: owner, cost-center.", Assert.Single((await bench.JudgeAsync(command)).Findings, f => f.RuleId == "POL102").Message);

        command = command with
        {
            Labels = new Dictionary<string, string> { ["owner"] = "team-a" },
            TemplateSpec = JsonElement.Parse("""{"cloud":"aws","modules":[],"tags":{"cost-center":"7"}}"""),
        };
        var judged = await bench.JudgeAsync(command);
        Assert.DoesNotContain(judged.Findings, f => f.RuleId == "POL102");
        Assert.Equal("Not declared: logging, metrics.", Assert.Single(judged.Findings, f => f.RuleId == "POL103").Message);
    }

    [Fact]
    public async Task An_unknown_profile_names_the_known_ones_and_the_likely_one()
    {
        await using var bench = new Bench();

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync(profile: "production-guardrail"));

        Assert.Equal(Verdict.Fail, judged.Verdict);
        var error = Assert.Single(judged.Findings);
        Assert.Equal(("POL001", "/policy_profile"), (error.RuleId, error.Pointer));
        Assert.Contains(string.Join(", ", PolicyCatalog.Load([]).ProfileNames), error.Message, StringComparison.Ordinal);
        Assert.Equal("Did you mean 'production-guardrails'?", error.Remediation);
    }

    [Fact]
    public async Task A_request_may_ask_for_more_than_its_environment_and_never_for_less()
    {
        await using var bench = new Bench(options: o => o with { Environments = e => e == "live" ? new EnvironmentPolicy("production-guardrails", false) : new("baseline", false) });

        var lax = await bench.JudgeAsync(await bench.SeedCommandAsync("live", "baseline"));
        Assert.Equal("POL002", Assert.Single(lax.Findings).RuleId);
        Assert.Contains("production-guardrails", lax.Findings[0].Remediation, StringComparison.Ordinal);

        Assert.Contains((await bench.JudgeAsync(await bench.SeedCommandAsync("live", profile: null))).Checks, c => c.Reason == "profile production-guardrails");
        Assert.Contains((await bench.JudgeAsync(await bench.SeedCommandAsync("staging", "production-guardrails"))).Checks, c => c.Reason == "profile production-guardrails");
    }

    [Fact]
    public async Task An_environment_that_names_an_unknown_profile_fails_closed()
    {
        await using var bench = new Bench(options: o => o with { Environments = _ => new EnvironmentPolicy("strict", false) });

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal((Verdict.Fail, "POL001"), (judged.Verdict, Assert.Single(judged.Findings).RuleId));
        Assert.Contains("environments.yaml", judged.Findings[0].Remediation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_tool_finds_refuses_and_says_where()
    {
        var finding = new Finding { RuleId = "STATIC003", Message = "Unsupported argument", File = "main.tf", Line = 3 };
        await using var bench = new Bench(new FakeRuntime((w, _) => Task.FromResult(FakeRuntime.Results("failed", finding))));

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync());

        Assert.Equal(Verdict.Fail, judged.Verdict);
        Assert.Contains(judged.Findings, f => f == finding);
    }

    [Fact]
    public async Task Rules_and_tool_are_answered_together()
    {
        await using var bench = new Bench(new FakeRuntime((_, _) => Task.FromResult(FakeRuntime.Results("failed", new Finding { RuleId = "STATIC003", Message = "m" }))));

        var judged = await bench.JudgeAsync(await bench.SeedCommandAsync(profile: "nope"));

        Assert.Equal(["POL001", "STATIC003"], judged.Findings.Select(f => f.RuleId));
    }

    [Fact]
    public async Task Unusual_specifications_are_judged_without_a_fault()
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync();
        foreach (var spec in new[] { "null", "[]", "7", """{"tags":7,"observability":[],"modules":{"image":{"image":[{"image":null}]}}}""", """{"image":"a b"}""" })
            Assert.Equal(Verdict.Pass, (await bench.JudgeAsync(command with { TemplateSpec = JsonElement.Parse(spec) })).Verdict);
    }

    [Fact]
    public void Every_built_in_rule_says_what_it_is_and_what_to_do()
    {
        var catalog = PolicyCatalog.Load([]);

        Assert.All(["baseline", "production-guardrails"], name => Assert.Contains(name, catalog.ProfileNames));
        Assert.NotEmpty(catalog.Rules);
        Assert.All(catalog.Rules, r => Assert.Matches(@"\A((POL|COST)[12][0-9]{2}|(SEC|NET|REL|TAG|REG|MOD)[0-5][0-9]{3})\z", r.Id));
        Assert.True(catalog.Find("production-guardrails")!.Includes("baseline"));
    }
}
