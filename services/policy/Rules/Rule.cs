namespace InfraAgent.Policy.Rules;

/// <summary>When a rule can be judged.</summary>
public enum Phase { Bundle, Plan }

/// <summary>A rule as its file declares it. What it means is the check's; how hard it is, the profile's.</summary>
public sealed record Rule
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required Phase Phase { get; init; }
    /// <summary>Name in <see cref="Checks"/>.</summary>
    public required string Check { get; init; }
    public required string Remediation { get; init; }
    /// <summary>The most it may lead to when everything is to be removed on request; null: as always.</summary>
    public Level? OnDestroy { get; init; }
    public RuleSettings With { get; init; } = RuleSettings.None;
}
