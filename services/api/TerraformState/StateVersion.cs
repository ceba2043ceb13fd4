namespace InfraAgent.Api.TerraformState;

/// <summary>One state as it was written. Versions are added and never changed; past their retention (<see cref="StateRetention"/>) those that
/// are not current are removed.</summary>
public sealed class StateVersion
{
    public required string DeploymentId { get; init; }
    /// <summary>1, 2, 3… per deployment, in the order of arrival, strays included.</summary>
    public required int Version { get; init; }
    /// <summary><see cref="State"/>, <see cref="Stray"/> or <see cref="Deleted"/>.</summary>
    public required string Kind { get; init; }
    /// <summary>Terraform's own counter and identity of the state.</summary>
    public long? Serial { get; init; }
    public string? Lineage { get; init; }
    /// <summary>SHA-256 of the plain state, <c>sha256:hex</c>; empty for a deletion.</summary>
    public required string Digest { get; init; }
    /// <summary>Bytes of the plain state.</summary>
    public required long Size { get; init; }
    public required Guid RunId { get; init; }
    public required long Epoch { get; init; }
    /// <summary>Why a stray is one.</summary>
    public string? Reason { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Compressed and sealed; null for a deletion.</summary>
    public byte[]? Body { get; init; }

    /// <summary>It became the current state.</summary>
    public const string State = "state";
    /// <summary>Kept as evidence, never current: it came from a superseded incarnation or without the lock.</summary>
    public const string Stray = "stray";
    /// <summary>A tombstone.</summary>
    public const string Deleted = "deleted";
}
