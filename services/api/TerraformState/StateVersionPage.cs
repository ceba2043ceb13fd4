namespace InfraAgent.Api.TerraformState;

/// <summary>200 of <c>GET /deployments/{id}/state/versions</c>; <c>next</c> is the path of the next page.</summary>
public sealed record StateVersionPage
{
    public required string DeploymentId { get; init; }
    public int? CurrentVersion { get; init; }
    public required IReadOnlyList<ListedStateVersion> Versions { get; init; }
    public string? Next { get; init; }
}

/// <summary>What was written when, and by which run; never the state itself.</summary>
public sealed record ListedStateVersion
{
    public required int Version { get; init; }
    /// <summary><c>state</c>, <c>stray</c> or <c>deleted</c>.</summary>
    public required string Kind { get; init; }
    public required bool Current { get; init; }
    public long? Serial { get; init; }
    public string? Lineage { get; init; }
    public string? Digest { get; init; }
    public required long Size { get; init; }
    public required Guid RunId { get; init; }
    public required long Epoch { get; init; }
    public string? Reason { get; init; }
    public required DateTime At { get; init; }
}
