namespace InfraAgent.Policy.Rules;

/// <summary>When a rule can be judged.</summary>
public enum Phase { Bundle, Plan }

/// <summary>How bad it is where the rule is broken, whatever a profile makes of it.</summary>
public enum Severity { Low, Medium, High, Critical }

/// <summary>A rule as its file declares it. What it means is its check's or its condition's; what follows from it, the profile's.</summary>
public sealed record Rule
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required Phase Phase { get; init; }
    /// <summary>Why it matters; empty when the title says it all.</summary>
    public string Rationale { get; init; } = "";
    public Severity Severity { get; init; } = Severity.Medium;
    /// <summary>Runtimes that it can be judged for; empty for all of its phase.</summary>
    public IReadOnlyList<string> Runtimes { get; init; } = [];
    /// <summary>Name in <see cref="Checks"/>; empty for a rule with a condition of its own.</summary>
    public required string Check { get; init; }
    public required string Remediation { get; init; }
    /// <summary>Addresses of what says more.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
    /// <summary>The most it may lead to when everything is to be removed on request; null: as always.</summary>
    public Level? OnDestroy { get; init; }
    /// <summary>Attributes that are as good as null to its condition where code does not set them, whatever a provider makes of that.</summary>
    public IReadOnlyList<string> NullIfUnset { get; init; } = [];
    public RuleSettings With { get; init; } = RuleSettings.None;
    /// <summary>Types of resources that its condition looks at, with <c>*</c> for any characters; empty for a rule with a check.</summary>
    public IReadOnlyList<string> ResourceTypes => Assertion?.Types ?? [];
    internal Assertions.Assertion? Assertion { get; init; }
}
