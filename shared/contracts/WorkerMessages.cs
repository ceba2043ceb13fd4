using System.Text.Json;

namespace InfraAgent.Contracts;

// Worker commands and their outcomes. Every one names deployment, run and attempt, so that a late outcome is known by name
// and a repeated command does not repeat an effect. The namespace and record name are the wire identity: never move or rename.

/// <summary>Common to every message about one stage of one run.</summary>
public interface IRunMessage
{
    string DeploymentId { get; }
    Guid RunId { get; }
    /// <summary>1 for the first try of this stage in the run; a re-plan after a lost apply is 2.</summary>
    int Attempt { get; }
}

/// <summary>Command to the generator. Pure: the same content gives the same bytes.</summary>
public sealed record GenerateBundle : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required int Revision { get; init; }
    public required string Environment { get; init; }
    public required string Runtime { get; init; }
    public required JsonElement TemplateSpec { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public OrganisationStandards Standards { get; init; } = new();
    /// <summary>SHA-256 of the RFC 8785 form of what the bundle depends on.</summary>
    public required string RequestDigest { get; init; }
}

/// <summary>Outcome: the bundle is stored.</summary>
public sealed record BundleGenerated : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required int Revision { get; init; }
    public required BundleRef Bundle { get; init; }
}

/// <summary>Outcome: the specification cannot be built. An answer, not a fault.</summary>
public sealed record BundleRefused : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required IReadOnlyList<Finding> Findings { get; init; }
}

/// <summary>Command to policy: spec and profile compatibility, and static analysis of the bundle.</summary>
public sealed record JudgeBundle : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required int Revision { get; init; }
    public required string Environment { get; init; }
    public required string Runtime { get; init; }
    public string? PolicyProfile { get; init; }
    public required JsonElement TemplateSpec { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public required BundleRef Bundle { get; init; }
    /// <summary>Waivers of the request, as the edges checked them.</summary>
    public IReadOnlyList<GivenWaiver> Waivers { get; init; } = [];
    /// <summary>Who asked for the run: where a second person is asked for, a waiver of theirs counts for nothing that matters.</summary>
    public Actor? Requester { get; init; }
    public CostRequest? Cost { get; init; }
    /// <summary>The report of the judgement before this one, to tell what is new.</summary>
    public ArtifactRef? PreviousReport { get; init; }
}

/// <summary>Outcome of <see cref="JudgeBundle"/>.</summary>
public sealed record BundleJudged : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    /// <summary>See <see cref="Contracts.Verdict"/>.</summary>
    public required string Verdict { get; init; }
    /// <summary>What is mandatory is broken (<c>fail</c>), or cannot be seen to be kept (<c>incomplete</c>): the revision is not usable. A check that could not be made
    /// for want of its tool is incomplete too, and refuses nothing. Of a service that does not say it: as the verdict has it.</summary>
    public bool Refused { get => refused ?? Verdict == Contracts.Verdict.Fail; init => refused = value; }
    readonly bool? refused;
    /// <summary>The profile that judged; null where there is none of the name that was asked for.</summary>
    public string? Profile { get; init; }
    public IReadOnlyList<Check> Checks { get; init; } = [];
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    /// <summary>Waivers that were used.</summary>
    public IReadOnlyList<WaiverUse> Waivers { get; init; } = [];
    /// <summary>The verdict hangs on a waiver that ends then; null where it hangs on none.</summary>
    public DateTimeOffset? WaivedUntil { get; init; }
    /// <summary>Null where nothing could be worked out before there is a plan.</summary>
    public CostEstimate? Cost { get; init; }
    /// <summary>The judgement as SARIF 2.1.0.</summary>
    public ArtifactRef? Report { get; init; }
}

/// <summary>What the executor and the drift service need to start a tool on a revision.</summary>
public sealed record Target
{
    public required string Environment { get; init; }
    public required string Runtime { get; init; }
    public required string Cloud { get; init; }
    public required int Revision { get; init; }
    public required BundleRef Bundle { get; init; }
    public string? PolicyProfile { get; init; }
    /// <summary>Plan and apply the removal of everything.</summary>
    public bool Destroy { get; init; }
}

/// <summary>Command to the executor: make a plan. Queued in its database; the message is the doorbell.</summary>
public sealed record PlanDeployment : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required Target Target { get; init; }
}

/// <summary>Counts of planned actions; a replacement counts in <c>Replace</c> alone.</summary>
public sealed record PlanSummary(int Add, int Change, int Destroy, int Replace)
{
    public bool HasChanges => Add + Change + Destroy + Replace > 0;
}

/// <summary>Outcome: a plan was made. <c>Changes</c> holds the masked changes as JSON; no secret is in it.</summary>
public sealed record PlanMade : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required string PlanDigest { get; init; }
    /// <summary>Also true when only outputs change.</summary>
    public required bool HasChanges { get; init; }
    public required PlanSummary Summary { get; init; }
    public required ArtifactRef Changes { get; init; }
    public string? LogsRef { get; init; }
}

/// <summary>Command to policy: judge the masked plan.</summary>
public sealed record JudgePlan : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required string Environment { get; init; }
    public required string Runtime { get; init; }
    public string? PolicyProfile { get; init; }
    public required string PlanDigest { get; init; }
    public required ArtifactRef Changes { get; init; }
    public required bool Destroy { get; init; }
    /// <summary>Waivers of the request, as the edges checked them.</summary>
    public IReadOnlyList<GivenWaiver> Waivers { get; init; } = [];
    /// <summary>Who asked for the run: where a second person is asked for, a waiver of theirs counts for nothing that matters.</summary>
    public Actor? Requester { get; init; }
    /// <summary>The report of the judgement before this one, to tell what is new.</summary>
    public ArtifactRef? PreviousReport { get; init; }
    /// <summary>What was planned, and what of the request it was made from: to say where a finding comes from. Findings have addresses alone without them.</summary>
    public BundleRef? Bundle { get; init; }
    public JsonElement? TemplateSpec { get; init; }
    public CostRequest? Cost { get; init; }
}

/// <summary>Outcome of <see cref="JudgePlan"/>.</summary>
public sealed record PlanJudged : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required string PlanDigest { get; init; }
    public required string Verdict { get; init; }
    /// <summary>What is mandatory is broken (<c>fail</c>), or cannot be seen to be kept (<c>incomplete</c>): the plan is not applied. Of a service that does not say it: whatever has not passed.</summary>
    public bool Refused { get => refused ?? Verdict != Contracts.Verdict.Pass; init => refused = value; }
    readonly bool? refused;
    /// <summary>The profile that judged.</summary>
    public string? Profile { get; init; }
    /// <summary>A person must approve this digest before it is applied.</summary>
    public bool ApprovalRequired { get; init; }
    /// <summary>How long an approval is waited for, and counts; null for ever.</summary>
    public TimeSpan? ApproveWithin { get; init; }
    /// <summary>The person is another one than the run's requester.</summary>
    public bool FourEyes { get; init; }
    public IReadOnlyList<Check> Checks { get; init; } = [];
    public IReadOnlyList<Finding> Findings { get; init; } = [];
    /// <summary>Waivers that were used.</summary>
    public IReadOnlyList<WaiverUse> Waivers { get; init; } = [];
    /// <summary>The verdict hangs on a waiver that ends then; null where it hangs on none.</summary>
    public DateTimeOffset? WaivedUntil { get; init; }
    /// <summary>Null where the plan could not be read.</summary>
    public CostEstimate? Cost { get; init; }
    /// <summary>The judgement as SARIF 2.1.0.</summary>
    public ArtifactRef? Report { get; init; }
}

/// <summary>Command to the executor: apply the judged plan and no other.</summary>
public sealed record ApplyPlan : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required Target Target { get; init; }
    public required string PlanDigest { get; init; }
}

/// <summary>Outcome: the tool finished with success.</summary>
public sealed record PlanApplied : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required string PlanDigest { get; init; }
    public string? LogsRef { get; init; }
}

/// <summary>Outcome: the world is not as the judged plan assumed (the plan differs now, or an apply was lost on the way):
/// plan again, judge again. Nothing of <c>PlanDigest</c> is applied any more under this attempt.</summary>
public sealed record PlanOutdated : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required string PlanDigest { get; init; }
    public required string Reason { get; init; }
    /// <summary>An apply had begun: some of its changes may be in the world.</summary>
    public bool ApplyLost { get; init; }
    public string? LogsRef { get; init; }
}

/// <summary>Command to the executor: check that what was applied is there, and read its outputs.</summary>
public sealed record VerifyDeployment : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required Target Target { get; init; }
}

/// <summary>One output of a deployment; a sensitive one has no value, only the reference by which it can be read.</summary>
public sealed record Output
{
    public JsonElement? Value { get; init; }
    public bool Sensitive { get; init; }
    public string? Reference { get; init; }
}

/// <summary>Outcome of <see cref="VerifyDeployment"/>. <c>Health</c> is <c>healthy</c> or <c>degraded</c>.</summary>
public sealed record DeploymentVerified : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required string Health { get; init; }
    public string? Reason { get; init; }
    public IReadOnlyDictionary<string, Output> Outputs { get; init; } = new Dictionary<string, Output>();
    public string? LogsRef { get; init; }
}

/// <summary>Command to the executor: stop the run's work. A tool that runs is interrupted once and given its grace period.</summary>
public sealed record CancelRun : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public string? Reason { get; init; }
}

/// <summary>Outcome of <see cref="CancelRun"/>: nothing of the run is running any more. <c>Changed</c>: an apply had begun.</summary>
public sealed record RunCancelled : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public bool Changed { get; init; }
    public string? LogsRef { get; init; }
}

/// <summary>Outcome of any executor or drift command: it failed, and the failure is recorded.</summary>
public sealed record StageFailed : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required Failure Failure { get; init; }
}

/// <summary>Coalesced progress: <c>Phase</c> is <c>queued</c>, <c>planning</c>, <c>applying</c>, <c>verifying</c> or <c>scanning</c>;
/// <c>Position</c> is the place in the queue, 1-based, while queued.</summary>
public sealed record RunProgressed : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required string Phase { get; init; }
    public int? Position { get; init; }
    /// <summary>What a queued run waits for: <c>slot</c>, <c>deployment</c>, <c>environment</c> or <c>paused</c>.</summary>
    public string? WaitingOn { get; init; }
    /// <summary>While applying: <c>resources_done</c> of <c>resources_total</c>.</summary>
    public int? Done { get; init; }
    public int? Total { get; init; }
}

/// <summary>Command to the drift service: compare the world with the state. It never changes anything.</summary>
public sealed record ScanDrift : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required Target Target { get; init; }
    public IReadOnlyList<string>? Scope { get; init; }
}

/// <summary>Command to the drift service: stop a scan, because a run that changes the deployment is to begin. Answered like <see cref="CancelRun"/>.</summary>
public sealed record CancelScan : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public string? Reason { get; init; }
}

/// <summary>One resource that differs: <c>Action</c> is <c>update</c> or <c>delete</c>; <c>Attributes</c> are the names that differ, never values.</summary>
public sealed record DriftedResource(string Address, string Type, string Action, IReadOnlyList<string> Attributes);

/// <summary>Outcome of <see cref="ScanDrift"/>.</summary>
public sealed record DriftScanned : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required bool Drifted { get; init; }
    public IReadOnlyList<DriftedResource> Resources { get; init; } = [];
    public string? LogsRef { get; init; }
}
