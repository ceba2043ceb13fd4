using System.Text;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Tests;

/// <summary><c>docs/policy-rules.md</c>: every built-in rule with a condition, as its file says it.</summary>
static class RulesPage
{
    public static string Of(PolicyCatalog catalog)
    {
        var page = new StringBuilder("""
            # Rules that ship

            Made from the rules' own files (`services/policy/Rules`), which also hold an example that keeps and one that breaks each of them. [policy.md](policy.md) tells how rules work,
            which profile makes what of them, and how to write one.

            """);
        foreach (var group in catalog.Rules.Where(r => r.Assertion is not null).GroupBy(Group).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            page.Append($"\n## {group.Key}\n\n| rule | severity | what is demanded | of | why | what to do | profiles |\n|---|---|---|---|---|---|---|\n");
            foreach (var rule in group.OrderBy(r => r.Id, StringComparer.Ordinal))
                page.Append($"| `{rule.Id}` | {rule.Severity.ToString().ToLowerInvariant()} | {Cell(rule.Title)} | {string.Join(", ", rule.Assertion!.Types.Select(t => $"`{t}`"))} | {Cell(rule.Rationale)}{References(rule)} | {Cell(rule.Remediation)} | {Profiles(catalog, rule)} |\n");
        }

        return page.ToString();
    }

    static string Group(Rule rule) => rule.Runtimes.Contains("kubernetes") ? "kubernetes and helm" : rule.Runtimes is [var runtime, ..] ? runtime : rule.Assertion!.Types[0].Split('_')[0];

    static string References(Rule rule) => string.Concat(rule.References.Select((r, i) => $" [[{i + 1}]]({r})"));

    static string Profiles(PolicyCatalog catalog, Rule rule) =>
        string.Join(", ", catalog.ProfileNames.Where(n => catalog.Find(n)!.Rules.Any(r => r.Rule.Id == rule.Id)).Select(n => $"`{n}`"));

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
