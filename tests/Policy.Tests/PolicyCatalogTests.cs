using InfraAgent.Policy.Rules;
using InfraAgent.Policy.Tests.Rego;
using InfraAgent.TestBed;

namespace InfraAgent.Policy.Tests;

public sealed class PolicyCatalogTests
{
    const string Rule = "{ id: ACME001, title: t, phase: bundle, check: required-tags, remediation: r, with: { tags: [a] } }";

    static string Refusal(string yaml) => Assert.Throws<PolicyFileException>(() => PolicyCatalog.FromTexts(("acme.yaml", yaml))).Message;

    [Fact]
    public void A_folder_adds_rules_and_profiles_and_extends_built_in_ones()
    {
        var catalog = PolicyCatalog.FromTexts(("acme.yaml", $$"""
            rules:
              - {{Rule}}
            profiles:
              - { name: acme-strict, title: t, extends: acme, rules: { ACME001: { level: mandatory } } }
              - { name: acme, title: t, extends: production-guardrails, rules: { ACME001: { level: advisory, with: { tags: [a, b] } }, POL202: { level: mandatory, with: { replaced: 0 } } } }
            """));

        var strict = catalog.Find("acme-strict")!;
        Assert.True(strict.Includes("baseline"));
        Assert.Equal(Level.Mandatory, strict.Rules.Single(r => r.Rule.Id == "ACME001").LevelIn("dev"));
        Assert.Equal(Level.Mandatory, strict.Rules.Single(r => r.Rule.Id == "POL202").LevelIn("dev"));
        Assert.Equal(Level.Mandatory, strict.Rules.Single(r => r.Rule.Id == "POL101").LevelIn("prod"));
        Assert.Equal(Level.Advisory, strict.Rules.Single(r => r.Rule.Id == "POL101").LevelIn("staging"));
    }

    [Theory]
    [InlineData("rules: [", "acme.yaml:2: ")]
    [InlineData("rulez: []", "rulez")]
    [InlineData("rules: [{ id: ACME001, titel: x }]", "titel")]
    [InlineData("rules: [{ id: bad id }]", "'bad id' is no rule id")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plam, check: any-change, remediation: r }]", "bundle or plan")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: any-chance, remediation: r }]", "no check 'any-chance'")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: bundle, check: any-change, remediation: r }]", "no check 'any-change' in this phase")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: any-change }]", "'remediation' is missing")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: any-change, remediation: r, on_destroy: maybe }]", "'on_destroy' is 'maybe'")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: blast-radius, remediation: r, with: { replaced: 1 } }]", "'deleted'")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: blast-radius, remediation: r, with: { replaced: -1, deleted: 1 } }]", "'replaced'")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: blast-radius, remediation: r, with: { replaced: 1, deleted: 1, delted: 1 } }]", "'delted'")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: bundle, check: required-tags, remediation: r, with: { tags: a } }]", "'tags'")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: open-ports, remediation: r, with: { ports: [ssh] } }]", "'ssh'")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: stateful-loss, remediation: r, with: { types: ['a?'] } }]", "'a?'")]
    [InlineData("rules: [{ id: POL101, title: t, phase: plan, check: any-change, remediation: r }]", "declared twice")]
    [InlineData("profiles: [{ name: Bad Name, title: t }]", "no profile name")]
    [InlineData("profiles: [{ name: baseline, title: t }]", "declared twice")]
    [InlineData("profiles: [{ name: a }]", "'title' is missing")]
    [InlineData("profiles: [{ name: a, title: t, extends: baselin }]", "Did you mean 'baseline'?")]
    [InlineData("profiles: [{ name: a, title: t, extends: b }, { name: b, title: t, extends: a }]", "extends it in turn")]
    [InlineData("profiles: [{ name: a, title: t, rules: { POL10l: { level: advisory } } }]", "Did you mean POL101?")]
    [InlineData("profiles: [{ name: a, title: t, rules: { POL101: { level: strict } } }]", "'level' is 'strict'")]
    [InlineData("profiles: [{ name: a, title: t, rules: { POL101: { environments: { prod: mandatory } } } }]", "'level' is missing")]
    [InlineData("profiles: [{ name: a, title: t, rules: { POL101: { level: advisory, environments: { 'p?': mandatory } } } }]", "no pattern")]
    [InlineData("profiles: [{ name: a, title: t, extends: baseline, rules: { POL201: { level: 'off' } } }]", "lower than")]
    [InlineData("profiles: [{ name: a, title: t, extends: baseline, rules: { POL201: { unknown: advisory } } }]", "lower than")]
    [InlineData("profiles: [{ name: a, title: t, rules: { POL201: { level: approval, unknown: 'off' } } }]", "is told at least")]
    [InlineData("profiles: [{ name: a, title: t, extends: production-guardrails, rules: { POL203: { level: 'off' } } }]", "lower than")]
    [InlineData("profiles: [{ name: a, title: t, extends: baseline, rules: { POL201: { environments: { 'st*': advisory } } } }]", "environment 'st*'")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: bundle, check: required-tags, remediation: r, with: { tags: [a] }, on_destroy: 'off' }]", "'on_destroy' is for rules of the phase plan")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, assert: { attribute: a, operator: exists }, resource_types: [], remediation: r }]", "resource_types")]
    [InlineData("profiles: [{ name: a, title: t, rules: { POL101: } }]", "'level' is missing")]
    [InlineData("rules: [{ id: ACME001, title: t, phase: plan, check: any-change, remediation: r }, ~]", "is empty")]
    [InlineData("rules: ~\nprofiles: [{ name: a, title: t, rules: ~ }, { name: a, title: t }]", "declared twice")]
    public void A_file_that_is_wrong_is_refused_with_its_line_and_why(string yaml, string reason)
    {
        var message = Refusal(yaml);

        Assert.Matches("^acme.yaml(:[12])?: ", message);
        Assert.Contains(reason, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_does_not_exist_stops_the_start() =>
        Assert.Contains("does not exist", Assert.Throws<PolicyFileException>(() => PolicyCatalog.Load(["/nowhere/at/all"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Files_are_found_at_any_depth_but_not_among_examples()
    {
        var folder = Directory.CreateTempSubdirectory("policy-folder-");
        try
        {
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory("a/b").FullName, "x.yaml"), $"rules:\n  - {Rule}\n");
            File.WriteAllText(Path.Combine(folder.CreateSubdirectory("a/examples").FullName, "ACME001.pass.yaml"), "services: {}\n");

            var catalog = PolicyCatalog.Load([folder.FullName]);

            Assert.Contains(catalog.Rules, r => r.Id == "ACME001");
            Assert.Empty(catalog.Problems);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Of_several_patterns_that_match_the_hardest_counts()
    {
        var profile = PolicyCatalog.FromTexts(("a.yaml",
            "profiles: [{ name: a, title: t, rules: { POL101: { level: mandatory, environments: { 'dev*': 'off', 'dev-x*': approval, '*-y': advisory } } } }]")).Find("a")!;
        var rule = Assert.Single(profile.Rules);

        Assert.Equal((Level.Mandatory, Level.Off, Level.Approval, Level.Advisory, Level.Approval),
            (rule.LevelIn("prod"), rule.LevelIn("dev-1"), rule.LevelIn("dev-x1"), rule.LevelIn("dev-y"), rule.LevelIn("dev-x-y")));
    }
}
