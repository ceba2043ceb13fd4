using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Tests;

/// <summary>Every rule that ships does what it says: seen on its own examples.</summary>
public sealed class RuleExamplesTests
{
    static readonly PolicyCatalog Catalog = PolicyCatalog.Load([]);

    [Fact]
    public void Every_rule_has_an_example_that_keeps_it_and_one_that_breaks_it()
    {
        var declared = Catalog.Rules.Where(r => r.Assertion is not null || r.Phase == Phase.Bundle).Select(r => r.Id).Order(StringComparer.Ordinal).ToList();

        Assert.Equal(declared, RuleExamples.All.Where(e => e.Passes).Select(e => e.Rule).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(declared, RuleExamples.All.Where(e => !e.Passes).Select(e => e.Rule).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_of_rules_says_what_their_files_say()
    {
        var page = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../docs/policy-rules.md"));
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(page, RulesPage.Of(Catalog));

        Assert.Equal(RulesPage.Of(Catalog), File.ReadAllText(page));
    }

    [RealSchemasFact]
    public async Task What_keeps_a_rule_is_not_found_and_what_breaks_it_is()
    {
        var rules = Catalog.Rules.Where(r => r.Assertion is not null && r.Phase == Phase.Plan).ToList();
        var found = new Dictionary<(string Rule, string Module), Found>();
        foreach (var (rule, hit) in Judged(await RuleExamples.PlanAsync(), rules)) found.TryAdd((rule, hit.Resource!.Split('.')[1]), hit);

        var wrong = RuleExamples.Plans.Select(e => (e.File, e.Passes, Found: found.GetValueOrDefault((e.Rule, RuleExamples.Module(e.File)))))
            // What cannot be known before an apply proves nothing, in either direction.
            .Where(e => e.Passes ? e.Found is not null : e.Found is null or { Unknown: true })
            .Select(e => $"{Path.GetFileName(e.File)}: {(e.Found is { } f ? f.Message : "nothing was found")}");

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void What_keeps_a_rule_over_requests_and_rendered_bundles_is_not_found_and_what_breaks_it_is()
    {
        var tried = RuleTest.Try(Catalog, RuleExamples.Folder).Where(t => !t.File.EndsWith(".tf", StringComparison.Ordinal)).ToList();

        Assert.All(tried, t => Assert.True(t.Wrong is null, $"{t.File}: {t.Wrong}"));
        Assert.Equal(RuleExamples.All.Count - RuleExamples.Plans.Count(), tried.Count);
        // What is never looked at keeps everything.
        Assert.All(tried.Where(t => t.File.EndsWith(".yaml", StringComparison.Ordinal)), t =>
        {
            var rule = Catalog.Rules.Single(r => r.Id == t.Rule);
            Assert.Contains(RenderedSubjects.Read(rule.Runtimes[0], File.ReadAllText(t.File)), s => rule.Assertion!.LooksAt(s.Type));
        });
    }

    static IEnumerable<(string Rule, Found Found)> Judged(byte[] changes, List<Rule> rules)
    {
        var remaining = new List<PlannedChange>();
        Assert.Null(new PlanReader(4 << 20).Read(changes, change =>
        {
            if (change.Remains) remaining.Add(change);
        }));
        var subjects = remaining.ConvertAll(AssertionCheck.Of);
        var index = new Assertions.SubjectIndex(subjects);
        return rules.SelectMany(rule => subjects.Where(s => rule.Assertion!.LooksAt(s.Type)).Select(s => (rule.Id, Found: rule.Assertion!.Judge(s, index))))
            .Where(f => f.Found is not null).Select(f => (f.Id, f.Found!));
    }
}
