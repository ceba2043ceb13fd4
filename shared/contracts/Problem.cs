namespace InfraAgent.Contracts;

/// <summary>Why something was refused or failed, as RFC 9457 has it. Callers of the API and of the broker get the same body.
/// Members that do not apply are left out.</summary>
public sealed record Problem
{
    public const string ContentType = "application/problem+json";

    /// <summary>Stable: <c>urn:infra-agent:problem:invalid-request</c>. Callers may decide by it.</summary>
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required int Status { get; init; }
    /// <summary>What happened this time, for a person: what, where, and what to do instead.</summary>
    public string? Detail { get; init; }
    /// <summary>The same request may succeed when asked again, with nothing changed by the caller.</summary>
    public bool Retryable { get; init; }
    public string? DeploymentId { get; init; }

    /// <summary>422: everything that is wrong, not only the first. 400: where reading stopped.</summary>
    public IReadOnlyList<Finding>? Errors { get; init; }
    /// <summary>Set when <see cref="Errors"/> was cut short.</summary>
    public int? MoreErrors { get; init; }

    /// <summary>409: the status that stands in the way, and the run that holds the deployment.</summary>
    public string? CurrentStatus { get; init; }
    public Guid? RunId { get; init; }
    /// <summary>Relation → address: what may be called now (<c>status</c>, <c>cancel</c>).</summary>
    public IReadOnlyDictionary<string, string>? Links { get; init; }
    /// <summary>412: the plan that waits for a decision now.</summary>
    public string? PlanDigest { get; init; }

    /// <summary>424 and 502: the tool, how it ended, at which stage, and where its output opens.</summary>
    public string? Tool { get; init; }
    public int? ExitCode { get; init; }
    public string? Stage { get; init; }
    public string? LogsRef { get; init; }

    /// <summary>413: the limit in bytes.</summary>
    public long? LimitBytes { get; init; }
}
