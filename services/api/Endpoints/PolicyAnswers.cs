using InfraAgent.Policy.Rules;

namespace InfraAgent.Api.Endpoints;

/// <summary>200 of <c>GET /policy/profiles</c>. <c>Unusable</c>: profiles that are declared, and by which requests are refused; <c>Problems</c>: all that is wrong in
/// <c>Policy:Folders</c>, also where no profile needs it.</summary>
public sealed record ProfileList(IReadOnlyList<ProfileEntry> Profiles, IReadOnlyList<UnusableProfile> Unusable, IReadOnlyList<PolicyProblem> Problems);

public sealed record UnusableProfile(string Name, PolicyProblem Problem);

/// <summary>A profile; <c>Extends</c> is the one that it is at least as strict as. <c>Clouds</c> and <c>Runtimes</c> that it is for (empty: all), and where it may be used: an
/// environment's name has to match a pattern of each list.</summary>
public sealed record ProfileEntry(
    string Name, string Title, string? Extends, IReadOnlyList<string> Clouds, IReadOnlyList<string> Runtimes, IReadOnlyList<IReadOnlyList<string>> Environments, ProfileApprovals Approvals,
    IReadOnlyList<ProfileRule> Rules);

/// <summary>How plans are approved: how long that is waited for, and counts (<c>24h</c>), and whether by somebody else than the requester.</summary>
public sealed record ProfileApprovals(string ExpireAfter, bool FourEyes);

/// <summary>What a rule leads to: <c>off</c>, <c>advisory</c>, <c>approval</c> or <c>mandatory</c>; in environments whose names match a pattern, what that says.
/// <c>Unknown</c> is the most that it leads to where it cannot be judged before the apply; absent where that makes no difference.</summary>
public sealed record ProfileRule(string Id, string Level, IReadOnlyDictionary<string, string> Environments, string? Unknown, string Href);

/// <summary>200 of <c>GET /policy/rules</c>.</summary>
public sealed record RuleList(IReadOnlyList<ListedRule> Rules);

public sealed record ListedRule(string Id, string Title, string Severity, string Phase, string Href);

/// <summary>200 of <c>GET /policy/rules/{id}</c>. <c>Profiles</c>: name → level.</summary>
public sealed record RuleAnswer
{
    public required string Id { get; init; }
    public required string Title { get; init; }
    public string? Rationale { get; init; }
    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }
    /// <summary><c>bundle</c> or <c>plan</c>.</summary>
    public required string Phase { get; init; }
    public required IReadOnlyList<string> Runtimes { get; init; }
    public required IReadOnlyList<string> ResourceTypes { get; init; }
    public required string Remediation { get; init; }
    public required IReadOnlyList<string> References { get; init; }
    public required IReadOnlyDictionary<string, string> Profiles { get; init; }
}
