using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Policy.Tests;

/// <summary>What of <c>Policy:Folders</c> is wrong is told with file, line and reason, and stops what needs it, and nothing else.</summary>
public sealed class BrokenFilesTests : IDisposable
{
    const string Good = "rules:\n  - { id: ACME001, title: t, phase: bundle, check: required-tags, remediation: r, with: { tags: [a] } }\n";

    readonly string folder = Directory.CreateTempSubdirectory("policy-folder-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    PolicyCatalog Load() => PolicyCatalog.Load([folder]);

    static string Why(PolicyCatalog catalog, string profile) => catalog.Unusable.Single(p => p.Key == profile).Value.ToString();

    [Fact]
    public void A_profile_with_a_mistake_cannot_be_used_and_those_beside_it_can()
    {
        var file = Write("acme.yaml", Good + """
            profiles:
              - name: acme
                title: t
                rules: { ACME001: { level: advisory } }
              - name: acme-strict
                title: t
                extends: acme
                rules:
                  POL101: { level: mandatory }
                  ACME001: { level: strict }
              - { name: acme-stricter, title: t, extends: acme-strict }
            """);

        var catalog = Load();

        Assert.NotNull(catalog.Find("acme"));
        Assert.NotNull(catalog.Find("baseline"));
        Assert.Equal(["acme-strict", "acme-stricter"], catalog.Unusable.Select(p => p.Key));
        Assert.StartsWith($"{file}:12: ", Why(catalog, "acme-strict"), StringComparison.Ordinal);
        Assert.Contains("'level' is 'strict'", Why(catalog, "acme-strict"), StringComparison.Ordinal);
        Assert.StartsWith($"{file}:13: Profile 'acme-stricter' extends 'acme-strict', which cannot be used: {file}:12: ", Why(catalog, "acme-stricter"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_with_a_mistake_stops_the_profiles_that_name_it()
    {
        var file = Write("rules.yaml", "rules:\n  - { id: ACME001, title: t, phase: bundle, check: required-tag, remediation: r }\n  - { id: ACME002, title: t, phase: plan, check: any-change, remediation: r }\n");
        Write("profiles.yaml", "profiles: [{ name: one, title: t, rules: { ACME001: { level: advisory } } }, { name: two, title: t, rules: { ACME002: { level: advisory } } }]");

        var catalog = Load();

        Assert.Equal(["one"], catalog.Unusable.Select(p => p.Key));
        Assert.Contains($"names the rule ACME001, which cannot be used: {file}:2: ACME001: there is no check 'required-tag'", Why(catalog, "one"), StringComparison.Ordinal);
        Assert.NotNull(catalog.Find("two"));
    }

    [Fact]
    public void A_file_with_an_unknown_key_takes_everything_in_it_along()
    {
        var file = Write("a.yaml", Good + "profiles:\n  - { name: one, title: t, rulez: {} }\n  - { name: two, title: t }\n");
        Write("b.yaml", "profiles: [{ name: three, title: t, rules: { ACME001: { level: advisory } } }, { name: four, title: t, extends: two }, { name: five, title: t }]");

        var catalog = Load();

        Assert.Equal(["four", "one", "three", "two"], catalog.Unusable.Select(p => p.Key));
        Assert.All(catalog.Unusable, p => Assert.Contains($"{file}:4: ", p.Value.ToString(), StringComparison.Ordinal));
        Assert.NotNull(catalog.Find("five"));
        Assert.DoesNotContain(catalog.Rules, r => r.Id == "ACME001");
    }

    [Fact]
    public void What_is_built_on_an_unknown_profile_says_so()
    {
        Write("a.yaml", "profiles: [{ name: one, title: t, extends: two }, { name: two, title: t, extends: basline }]");

        Assert.Contains("extends 'two', which cannot be used", Why(Load(), "one"), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'baseline'?", Why(Load(), "one"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rules: [{ id: POL101, title: t, phase: plan, check: any-change, remediation: r }]", "{ name: other, title: t, extends: baseline, rules: { POL101: { level: mandatory } } }")]
    [InlineData("profiles: [{ name: baseline, title: t }]", "{ name: other, title: t, extends: baseline }")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: any-change, remediation: r }, { id: ACME001, title: t, phase: plan, check: any-change, remediation: r }, { id: ACME001, title: t, phase: plan, check: any-change, remediation: r }]",
        "{ name: other, title: t, rules: { ACME001: { level: mandatory } } }")]
    [InlineData("profiles: [{ name: acme, title: t }, { name: acme, title: t }]", "{ name: other, title: t, extends: acme }")]
    public void Of_two_with_one_name_no_profile_of_a_folder_is_judged_by_either(string twice, string other)
    {
        Write("twice.yaml", twice);
        Write("other.yaml", $"profiles: [{other}]");

        var catalog = Load();

        Assert.Contains("declared twice", Why(catalog, "other"), StringComparison.Ordinal);
        Assert.NotNull(catalog.Find("baseline"));
        Assert.NotNull(catalog.Find("production-guardrails"));
    }

    [Fact]
    public async Task Requests_that_need_what_is_broken_are_refused_and_others_are_served()
    {
        var broken = Write("acme.yaml", "profiles:\n  - { name: acme, titel: t }\n");
        var closed = Write("closed.yaml", "profiles:\n  - { name: closed, title: [ }\n");
        await using var bench = new Bench(options: o => o with
        {
            Folders = [folder],
            Environments = e => e == "live" ? new EnvironmentPolicy("acme", false) : null,
        });

        foreach (var command in new[] { await bench.SeedCommandAsync(profile: "acme"), await bench.SeedCommandAsync("live", profile: null), await bench.SeedCommandAsync("live", "baseline") })
        {
            var refused = await bench.JudgeAsync(command);
            var error = Assert.Single(refused.Findings);
            Assert.Equal((Verdict.Fail, "POL011", "error", "/policy_profile"), (refused.Verdict, error.RuleId, error.Severity, error.Pointer));
            Assert.Contains($"{broken}:2: ", error.Message, StringComparison.Ordinal);
            Assert.Contains("titel", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("POL011", Assert.Single((await bench.JudgePlanAsync("{}", profile: "acme")).Findings).RuleId);
        var unknown = Assert.Single((await bench.JudgeAsync(await bench.SeedCommandAsync(profile: "closed"))).Findings);
        Assert.Equal("POL001", unknown.RuleId);
        Assert.Contains($"It may be in a file that cannot be read: {closed}:2: ", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(Verdict.Pass, (await bench.JudgeAsync(await bench.SeedCommandAsync())).Verdict);
    }

    [Fact]
    public void What_ships_is_without_mistakes() => Assert.Empty(PolicyCatalog.Load([]).Problems);

    [Theory]
    [InlineData("7")]
    [InlineData("[]")]
    [InlineData("rules: { id: ACME001 }")]
    [InlineData("rules: [{ id: ~ }]")]
    [InlineData("rules: [{ id: [ACME001], title: t }]")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, remediation: r, assert: { and: [~] }, resource_types: [~] }]")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, remediation: r, assert: { attribute: a, operator: ~ }, resource_types: [a], references: [~], runtimes: [~] }]")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, remediation: r, check: stateful-loss, with: { types: [~] } }]")]
    [InlineData("profiles: [{ name: ~, title: t }]")]
    [InlineData("profiles: [{ name: a, title: t, extends: ~, rules: { POL101: { level: ~, environments: ~ } } }]")]
    [InlineData("profiles: [{ name: a, title: t, rules: { POL101: { level: advisory, environments: { prod: ~ } } } }]")]
    [InlineData("profiles: [{ name: a, title: t, rules: { POL101: { level: advisory, with: { moving_tags: { a: b } } } } }]")]
    [InlineData("profiles: [{ name: a, title: t, rules: { ~: { level: advisory } } }]")]
    [InlineData("profiles: [{ name: a, title: t, extends: a }]")]
    [InlineData("a: &a [*a]")]
    [InlineData("rules: [\nprofiles: { name: shop }\n")]
    [InlineData("--- {}\n---\nrules: []")]
    [InlineData("\0")]
    public void Whatever_stands_in_a_file_the_agent_starts(string text)
    {
        Write("x.yaml", text);

        var catalog = Load();

        Assert.NotEmpty(catalog.Problems);
        Assert.NotNull(catalog.Find("production-guardrails"));
    }

    [Fact]
    public void Nor_does_what_is_nested_deep_stop_it()
    {
        Write("x.yaml", $"rules: [{{ id: ACME001, assert: {string.Concat(Enumerable.Repeat("[", 100_000))}");

        Assert.Contains("nested deeper", Assert.Single(Load().Problems).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("&a [*a, *a]")]
    [InlineData("&a { and: [*a, *a] }")]
    [InlineData("&a { not: *a }")]
    public void Nor_does_a_condition_that_holds_itself(string condition)
    {
        Write("x.yaml", $"rules: [{{ id: ACME001, title: t, phase: plan, resource_types: [x], remediation: r, assert: {condition} }}]");

        Assert.Single(Load().Problems);
    }

    [Fact]
    public void Nor_do_copies_of_copies()
    {
        var copies = string.Concat(Enumerable.Range(1, 30).Select(i => $"  - &a{i} {{ and: [*a{i - 1}, *a{i - 1}] }}\n"));
        Write("x.yaml", $"rules:\n- id: ACME001\n  title: t\n  phase: plan\n  resource_types: [x]\n  remediation: r\n  assert:\n  - &a0 {{ attribute: a, operator: exists }}\n{copies}");

        Assert.Contains("more than", Assert.Single(Load().Problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_sees_it_in_the_health_of_the_service()
    {
        Write("acme.yaml", "rulez: []");
        await using var services = new ServiceCollection().AddLogging().AddPolicy(new PolicyOptions { Folders = [folder] }).BuildServiceProvider();

        var health = await services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>().CheckHealthAsync();

        Assert.Equal(Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Degraded, health.Status);
    }
}
