using InfraAgent.Contracts;

namespace InfraAgent.Policy;

/// <summary>What would be said of something that nobody deploys.</summary>
public sealed record PolicyVerdict
{
    /// <summary>See <see cref="Contracts.Verdict"/>.</summary>
    public required string Verdict { get; init; }
    public required string Environment { get; init; }
    /// <summary>The profile that judged; null where there is none of the name that was asked for.</summary>
    public string? Profile { get; init; }
    /// <summary>A run with this plan would wait for a person.</summary>
    public bool ApprovalRequired { get; init; }
    /// <summary>A run would be refused: what is mandatory is broken, or cannot be seen to be kept.</summary>
    public bool Refused { get; init; }
    /// <summary>Of a plan: what it costs and what it changes, by list prices.</summary>
    public CostEstimate? Cost { get; init; }
    public required IReadOnlyList<Finding> Findings { get; init; }
}
