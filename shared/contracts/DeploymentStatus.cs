using System.Text.Json;

namespace InfraAgent.Contracts;

/// <summary>The words of <c>status</c> on the wire.</summary>
public static class Status
{
    public const string Accepted = "accepted";
    public const string Generating = "generating";
    public const string Generated = "generated";
    public const string Rejected = "rejected";
    public const string Queued = "queued";
    public const string Planning = "planning";
    public const string Planned = "planned";
    public const string AwaitingApproval = "awaiting_approval";
    public const string Applying = "applying";
    public const string Verifying = "verifying";
    public const string Healthy = "healthy";
    public const string Degraded = "degraded";
    public const string Drifted = "drifted";
    public const string RollingBack = "rolling_back";
    public const string RolledBack = "rolled_back";
    public const string Cancelling = "cancelling";
    public const string Cancelled = "cancelled";
    public const string Destroying = "destroying";
    public const string Destroyed = "destroyed";
    public const string Failed = "failed";
    public const string NeedsAttention = "needs_attention";
}

/// <summary>What one run does.</summary>
public static class RunKind
{
    public const string Generate = "generate";
    public const string Deploy = "deploy";
    public const string DriftScan = "drift_scan";
    public const string Rollback = "rollback";
    public const string Destroy = "destroy";
}

/// <summary>How a run ended: <c>succeeded</c>, <c>rejected</c> (a rule or a person said no), <c>failed</c>, <c>cancelled</c> or <c>needs_attention</c>.</summary>
public static class RunOutcome
{
    public const string Succeeded = "succeeded";
    public const string Rejected = "rejected";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
    public const string NeedsAttention = "needs_attention";
}

/// <summary>The answer of <c>GET /status/{deployment_id}</c>: a pure fold of the deployment's events.</summary>
public sealed record DeploymentStatus
{
    public required string DeploymentId { get; init; }
    public required string Environment { get; init; }
    public required string Runtime { get; init; }
    public required string Cloud { get; init; }
    public required string Status { get; init; }
    /// <summary>The current revision: the last one that was generated.</summary>
    public int? Revision { get; init; }
    /// <summary>What runs now, also while an update fails.</summary>
    public Serving? Serving { get; init; }
    /// <summary>The live or, when nothing is live, the last run.</summary>
    public RunStatus? Run { get; init; }
    /// <summary>A drift scan that is under way.</summary>
    public RunStatus? Scan { get; init; }
    public IReadOnlyList<Condition> Conditions { get; init; } = [];
    public IReadOnlyList<Check> Checks { get; init; } = [];
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    /// <summary>The last judgement of each stage (<c>bundle</c>, <c>plan</c>) as SARIF 2.1.0.</summary>
    public IReadOnlyDictionary<string, ArtifactRef> Reports { get; init; } = new Dictionary<string, ArtifactRef>();
    /// <summary>What it costs a month, as the last judgement of each stage (<c>bundle</c>, <c>plan</c>) estimated it.</summary>
    public IReadOnlyDictionary<string, CostEstimate> Costs { get; init; } = new Dictionary<string, CostEstimate>();
    public PlanStatus? Plan { get; init; }
    public DriftStatus? Drift { get; init; }
    public IReadOnlyDictionary<string, Output> Outputs { get; init; } = new Dictionary<string, Output>();
    public IReadOnlyList<ArtifactRef> Artifacts { get; init; } = [];
    public Failure? Failure { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    /// <summary>When each status word was last entered.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> Timestamps { get; init; } = new Dictionary<string, DateTimeOffset>();
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    /// <summary>Sequence of the last event that is folded in.</summary>
    public required long Sequence { get; init; }
}

/// <summary>What runs now. <c>Health</c> is <c>healthy</c>, <c>degraded</c> or <c>unknown</c> (a change failed half-way).</summary>
public sealed record Serving(int Revision, string Health, DateTimeOffset Since);

public sealed record RunStatus
{
    public required Guid RunId { get; init; }
    public required string Kind { get; init; }
    public required string Phase { get; init; }
    public int? Revision { get; init; }
    public int? Position { get; init; }
    public string? WaitingOn { get; init; }
    public int? Done { get; init; }
    public int? Total { get; init; }
    public string? Outcome { get; init; }
    public required Actor Actor { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public string? LogsRef { get; init; }
}

/// <summary>A lasting fact in the vocabulary of Kubernetes conditions: <c>type</c>, <c>status</c> (<c>true</c>, <c>false</c>), why and since when.</summary>
public sealed record Condition(string Type, string Status, string Reason, DateTimeOffset Since);

public sealed record PlanStatus
{
    public required string Digest { get; init; }
    public required PlanSummary Summary { get; init; }
    public required int Revision { get; init; }
    public required ArtifactRef Changes { get; init; }
    public bool ApprovalRequired { get; init; }
    /// <summary>An approval must be given, and its apply begun, before.</summary>
    public DateTimeOffset? ApprovalExpiresAt { get; init; }
    /// <summary>Somebody else than the run's requester must approve.</summary>
    public bool FourEyes { get; init; }
    /// <summary>The sums of the estimate in <c>costs.plan</c>; absent until the plan is judged.</summary>
    public CostSummary? Cost { get; init; }
    public Actor? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
}

public sealed record DriftStatus
{
    public required bool Drifted { get; init; }
    public required DateTimeOffset ScannedAt { get; init; }
    public required Guid RunId { get; init; }
    public IReadOnlyList<DriftedResource> Resources { get; init; } = [];
    public string? LogsRef { get; init; }
}

/// <summary>One entry of a deployment's event log, as every subscriber sees it. <c>Sequence</c> has no gaps within a deployment.</summary>
public sealed record DeploymentEvent
{
    /// <summary>Version of this shape; additions do not change it.</summary>
    public int Schema { get; init; } = 1;
    public required Guid Id { get; init; }
    public required long Sequence { get; init; }
    /// <summary>Snake case, no dots: <c>plan_made</c>, <c>run_finished</c>.</summary>
    public required string Type { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required string DeploymentId { get; init; }
    public required string Environment { get; init; }
    public Guid? RunId { get; init; }
    public int? Revision { get; init; }
    public required Actor Actor { get; init; }
    public required JsonElement Data { get; init; }
}
