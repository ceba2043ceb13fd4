using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Tests;

/// <summary>A profile judges what it is for. Elsewhere it is refused, rather than looked at by rules that find nothing because there is nothing that they can see.</summary>
public sealed class ProfileChoiceTests
{
    static Finding? Choose(string profile, string runtime, string? cloud, string environment = "staging", string? least = null, string? yaml = null)
    {
        var catalog = yaml is null ? PolicyCatalog.Load([]) : PolicyCatalog.FromTexts(("acme.yaml", yaml));
        var (chosen, finding) = new ProfileChoice(catalog, new PolicyOptions { Environments = _ => new EnvironmentPolicy(least, false) }).For(new ProfileUse(environment, runtime, cloud), profile);
        Assert.Equal(chosen is null, finding is { Severity: "error" });
        return finding;
    }

    [Theory]
    [InlineData("cis-aws", "terraform", "aws")]
    [InlineData("cis-aws", "terraform", null)]
    [InlineData("cis-azure", "terraform", "azure")]
    [InlineData("cis-gcp", "terraform", "gcp")]
    [InlineData("kubernetes-restricted", "kubernetes", "kubernetes")]
    [InlineData("kubernetes-restricted", "helm", "kubernetes")]
    [InlineData("compose-hardened", "docker-compose", "local")]
    [InlineData("baseline", "pulumi", "aws")]
    [InlineData("production-guardrails", "helm", "kubernetes")]
    [InlineData("production-guardrails", "docker-compose", "local")]
    [InlineData("production-guardrails", "terraform", "local")]
    public void A_profile_judges_what_it_is_for(string profile, string runtime, string? cloud)
    {
        Assert.Null(Choose(profile, runtime, cloud));
        Assert.Null(Choose(profile, runtime, cloud, "prod"));
    }

    [Theory]
    [InlineData("cis-aws", "terraform", "gcp", "SEC1101", "cis-gcp")]
    [InlineData("cis-aws", "pulumi", "aws", "SEC1201", "baseline")]
    [InlineData("cis-azure", "terraform", "aws", "SEC2101", "cis-aws")]
    [InlineData("kubernetes-restricted", "terraform", "aws", "SEC4001", "production-guardrails")]
    [InlineData("kubernetes-restricted", "pulumi", "kubernetes", "SEC4001", "baseline")]
    [InlineData("compose-hardened", "helm", "kubernetes", "SEC5001", "kubernetes-restricted")]
    public void Elsewhere_it_is_refused_with_the_rules_that_could_not_be_evaluated_and_what_to_use(string profile, string runtime, string cloud, string rule, string instead)
    {
        var refusal = Choose(profile, runtime, cloud)!;

        Assert.Equal(("POL013", "/policy_profile"), (refusal.RuleId, refusal.Pointer));
        Assert.Contains($"not for runtime '{runtime}' on cloud '{cloud}'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
        // What it inherits can be judged everywhere.
        Assert.DoesNotContain("POL101", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(instead, refusal.Remediation, StringComparison.Ordinal);
        Assert.DoesNotContain(profile, refusal.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pulumi", "aws", "SEC1102", "NET2201")]
    [InlineData("pulumi", "kubernetes", "SEC4001", "SEC1102")]
    public void What_is_mandatory_and_cannot_be_evaluated_refuses_and_what_is_not_is_told(string runtime, string cloud, string rule, string other)
    {
        var refusal = Choose("production-guardrails", runtime, cloud, "prod")!;
        Assert.Equal("POL013", refusal.RuleId);
        Assert.Contains(rule, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(other, refusal.Message, StringComparison.Ordinal);
        // What the profile itself says is at most a note where it cannot be judged.
        Assert.DoesNotContain("SEC1401", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("baseline", refusal.Remediation, StringComparison.Ordinal);

        var note = Choose("production-guardrails", runtime, cloud, "staging")!;
        Assert.Equal(("POL013", "note"), (note.RuleId, note.Severity));
        Assert.Contains(rule, note.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_to_use_instead_is_what_the_environment_allows()
    {
        var refusal = Choose("cis-aws", "pulumi", "aws", "prod", least: "cis-aws")!;

        Assert.Contains("No profile that the environment allows", refusal.Remediation, StringComparison.Ordinal);
        Assert.Equal("Leave 'policy_profile' out, or use one of: cost-guarded, production-guardrails.", Choose("baseline", "helm", "kubernetes", "prod", least: "production-guardrails")!.Remediation);
    }

    const string Acme = """
        profiles:
          - { name: acme, title: t, environments: [dev, "dev-*", staging] }
          - { name: acme-aws, title: t, extends: acme, clouds: [aws, gcp], environments: ["*-eu", staging] }
          - { name: acme-plans, title: t, extends: acme-aws, clouds: [aws], runtimes: [terraform] }
        """;

    [Theory]
    [InlineData("acme", "dev-1", true)]
    [InlineData("acme", "prod", false)]
    [InlineData("acme-aws", "dev-eu", true)]
    [InlineData("acme-aws", "staging", true)]
    [InlineData("acme-aws", "dev", false)]
    [InlineData("acme-aws", "prod-eu", false)]
    public void A_profile_says_where_it_may_be_used_and_what_it_extends_binds_it_too(string profile, string environment, bool allowed)
    {
        var refusal = Choose(profile, "terraform", "aws", environment, yaml: Acme);

        Assert.Equal(allowed ? null : "POL012", refusal?.RuleId);
        if (allowed) return;
        Assert.Contains($"'{environment}'; it is for dev, dev-*, staging", refusal!.Message, StringComparison.Ordinal);
        Assert.Contains("baseline", refusal.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme-aws", "pulumi", "gcp", true)]
    [InlineData("acme-aws", "terraform", "azure", false)]
    [InlineData("acme-plans", "terraform", "aws", true)]
    [InlineData("acme-plans", "terraform", "gcp", false)]
    [InlineData("acme-plans", "pulumi", "aws", false)]
    public void It_is_for_no_more_than_what_it_extends(string profile, string runtime, string cloud, bool fits) =>
        Assert.Equal(fits ? null : "POL013", Choose(profile, runtime, cloud, yaml: Acme)?.RuleId);

    [Theory]
    [InlineData("{ name: a, title: t, extends: cis-aws, clouds: [azure] }", "nothing is left")]
    [InlineData("{ name: a, title: t, extends: cis-aws, runtimes: [helm] }", "nothing is left")]
    [InlineData("{ name: a, title: t, runtimes: [teraform] }", "'runtimes' has 'teraform'")]
    [InlineData("{ name: a, title: t, runtimes: [~] }", "'runtimes' has ''")]
    [InlineData("{ name: a, title: t, clouds: [Not A Cloud] }", "no name of a cloud")]
    [InlineData("{ name: a, title: t, clouds: [~] }", "no name of a cloud")]
    [InlineData("{ name: a, title: t, environments: ['p?'] }", "no pattern of environment names")]
    public void What_can_be_for_nothing_is_a_mistake(string profile, string reason) =>
        Assert.Contains(reason, Assert.Throws<PolicyFileException>(() => PolicyCatalog.FromTexts(("acme.yaml", $"profiles: [{profile}]"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_rule_for_a_mistyped_runtime_would_never_be_judged_and_is_a_mistake() =>
        Assert.Contains("ACME001: 'runtimes' has 'kubernets'", Assert.Throws<PolicyFileException>(() => PolicyCatalog.FromTexts(("acme.yaml",
            "rules: [{ id: ACME001, title: t, phase: bundle, runtimes: [kubernets], resource_types: [Pod], assert: { attribute: a, operator: exists }, remediation: r }]"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task It_is_the_same_for_a_bundle_and_for_a_plan()
    {
        await using var bench = new Bench();

        var command = await bench.SeedCommandAsync(profile: "kubernetes-restricted");
        Assert.Equal((Verdict.Fail, "POL013"), ((await bench.JudgeAsync(command)).Verdict, Assert.Single((await bench.JudgeAsync(command)).Findings).RuleId));
        var plan = await bench.JudgePlanAsync("""{"resource_changes":[]}""", profile: "compose-hardened");
        Assert.Equal((Verdict.Fail, "POL013"), (plan.Verdict, Assert.Single(plan.Findings).RuleId));
        // A profile that got narrower does not keep what was made before from being removed.
        Assert.Equal(Verdict.Pass, (await bench.JudgePlanAsync("""{"resource_changes":[]}""", profile: "compose-hardened", destroy: true)).Verdict);
    }

    [Theory]
    [InlineData("baseline", "production-guardrails", "production-guardrails")]
    [InlineData("cost-guarded", "production-guardrails", "cost-guarded")]
    [InlineData("baseline", null, "baseline")]
    public void What_was_made_before_the_environment_asked_for_more_is_removed_under_what_it_asks_for_now(string profile, string? least, string judges)
    {
        var (chosen, finding) = new ProfileChoice(PolicyCatalog.Load([]), new PolicyOptions { Environments = _ => new EnvironmentPolicy(least, false) })
            .For(new ProfileUse("prod", "terraform", "gcp") { Removes = true }, profile);

        Assert.Null(finding);
        Assert.Equal(judges, chosen!.Name);
    }
}
