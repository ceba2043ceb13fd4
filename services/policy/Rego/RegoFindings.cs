using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Rego;

/// <summary>What the Rego rules of a profile found, for those who judge.</summary>
sealed class RegoFindings
{
    readonly IReadOnlyDictionary<string, IReadOnlyList<Found>>? byRule;

    public RegoFindings(IReadOnlyDictionary<string, IReadOnlyList<Found>> byRule) => this.byRule = byRule;

    RegoFindings()
    {
    }

    /// <summary>Where no tool is run: such rules are not kept but unknown.</summary>
    public static RegoFindings NotAsked { get; } = new();

    public IReadOnlyList<Found> Of(Rule rule) =>
        byRule is null ? [new Found($"{rule.Title}: this is judged by opa or conftest, and a check without a deployment runs no tool.") { Unknown = true }]
        : byRule.GetValueOrDefault(rule.Id) ?? [];
}
