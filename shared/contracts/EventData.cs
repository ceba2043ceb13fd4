namespace InfraAgent.Contracts;

/// <summary>What an event says beyond who, when and which. Members that do not apply are absent; the fold into
/// <see cref="DeploymentStatus"/> reads these members and nothing else.</summary>
public sealed record EventData
{
    /// <summary>The status word from this event on; absent where the status does not change.</summary>
    public string? Status { get; init; }
    public string? Kind { get; init; }
    public string? Runtime { get; init; }
    public string? Cloud { get; init; }
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
    public string? Phase { get; init; }
    public int? Position { get; init; }
    public string? WaitingOn { get; init; }
    public int? Done { get; init; }
    public int? Total { get; init; }
    public int? Attempt { get; init; }
    public string? Digest { get; init; }
    public IReadOnlyList<ArtifactRef>? Artifacts { get; init; }
    public string? Verdict { get; init; }
    /// <summary>Of a judgement: nothing goes on from here. Absent where it does.</summary>
    public bool? Refused { get; init; }
    public IReadOnlyList<Check>? Checks { get; init; }
    public IReadOnlyList<Finding>? Findings { get; init; }
    /// <summary>Waivers that were used in the judgement.</summary>
    public IReadOnlyList<WaiverUse>? Waivers { get; init; }
    /// <summary>SARIF reports by stage (<c>bundle</c>, <c>plan</c>).</summary>
    public IReadOnlyDictionary<string, ArtifactRef>? Reports { get; init; }
    /// <summary>Estimates by stage (<c>bundle</c>, <c>plan</c>).</summary>
    public IReadOnlyDictionary<string, CostEstimate>? Costs { get; init; }
    public PlanStatus? Plan { get; init; }
    public IReadOnlyDictionary<string, Output>? Outputs { get; init; }
    public DriftStatus? Drift { get; init; }
    public Serving? Serving { get; init; }
    /// <summary>Nothing runs any more: <see cref="Serving"/> ends.</summary>
    public bool? ServingEnded { get; init; }
    public Failure? Failure { get; init; }
    public string? Outcome { get; init; }
    public string? Reason { get; init; }
    public Condition? Condition { get; init; }
    public string? LogsRef { get; init; }
    public long? DurationMs { get; init; }
}

/// <summary>The types of <see cref="DeploymentEvent"/>.</summary>
public static class EventType
{
    public const string RunAccepted = "run_accepted";
    public const string BundleGenerated = "bundle_generated";
    public const string BundleJudged = "bundle_judged";
    public const string RunProgressed = "run_progressed";
    public const string ApplyProgressed = "apply_progressed";
    public const string PlanMade = "plan_made";
    public const string PlanJudged = "plan_judged";
    public const string PlanOutdated = "plan_outdated";
    public const string ApprovalRequested = "approval_requested";
    public const string PlanApproved = "plan_approved";
    public const string PlanRejected = "plan_rejected";
    public const string ApprovalExpired = "approval_expired";
    public const string ApplyStarted = "apply_started";
    public const string PlanApplied = "plan_applied";
    public const string CancelRequested = "cancel_requested";
    public const string DriftDetected = "drift_detected";
    public const string DriftCleared = "drift_cleared";
    public const string RunFinished = "run_finished";
}
