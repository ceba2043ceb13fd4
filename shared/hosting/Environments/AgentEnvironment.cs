using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Environments;

/// <summary>What a name such as <c>prod</c> means here.</summary>
public sealed record AgentEnvironment
{
    /// <summary><c>[a-z0-9][a-z0-9-]{0,31}</c></summary>
    public required string Name { get; init; }
    public string? Account { get; init; }
    public string? Region { get; init; }
    /// <summary>The least profile: a request may ask for a stricter one, never for a laxer one.</summary>
    public string? PolicyProfile { get; init; }
    /// <summary>Runs that may change this environment at the same time; null: no limit but the slots.</summary>
    public int? Concurrency { get; init; }
    public bool ApprovalRequired { get; init; }
    /// <summary>What each deployment may cost a month, in USD; null: what its profile says.</summary>
    public int? MonthlyBudgetUsd { get; init; }
    public IReadOnlyDictionary<string, string> DefaultTags { get; init; } = new Dictionary<string, string>();
    /// <summary>Names and versions of providers of what is built here.</summary>
    public OrganisationStandards Standards { get; init; } = new();
    /// <summary>Variables that tools get when they change things: name → reference.</summary>
    public IReadOnlyDictionary<string, CredentialReference> WriteCredentials { get; init; } = new Dictionary<string, CredentialReference>();
    /// <summary>Variables that tools get when they only look: name → reference.</summary>
    public IReadOnlyDictionary<string, CredentialReference> ReadCredentials { get; init; } = new Dictionary<string, CredentialReference>();
}
