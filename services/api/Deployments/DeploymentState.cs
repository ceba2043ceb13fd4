using InfraAgent.Contracts;
using MassTransit;

namespace InfraAgent.Api.Deployments;

/// <summary>The saga of one <c>deployment_id</c>: what is live, what runs, and what was promised. Bundles and plans are rows and artifacts.</summary>
public sealed class DeploymentState : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public int Version { get; set; }

    public string DeploymentId { get; set; } = "";
    public string Environment { get; set; } = "";
    public string Runtime { get; set; } = "";
    public string Cloud { get; set; } = "";
    /// <summary>Sequence of the newest event.</summary>
    public long Sequence { get; set; }

    /// <summary>The current revision: the last that was generated and passed.</summary>
    public int? Revision { get; set; }
    /// <summary>The last number given out; attempts that failed keep theirs, since artifacts never change.</summary>
    public int LastRevision { get; set; }
    /// <summary>The revision whose apply began last: what is in the world, wholly or in part.</summary>
    public int? DeployedRevision { get; set; }
    public int? ServingRevision { get; set; }

    // The live run that changes the deployment; RunId is null when there is none.
    public Guid? RunId { get; set; }
    public string? RunKind { get; set; }
    public string? RunDigest { get; set; }
    public int? RunRevision { get; set; }
    public string RunActor { get; set; } = "";
    public string RunActorVia { get; set; } = "";
    public long RunStartedAt { get; set; }
    public bool PlanOnly { get; set; }
    public int Attempt { get; set; }
    public string? PlanDigest { get; set; }
    public bool PlanHasChanges { get; set; }
    public string? ApprovedDigest { get; set; }
    /// <summary>Unix milliseconds: an approval must be given, and its apply begun, before; null while none was asked for, or it has no end.</summary>
    public long? ApproveBy { get; set; }
    /// <summary>Somebody else than the requester must approve.</summary>
    public bool FourEyes { get; set; }
    /// <summary>An apply of this run was handed to the executor.</summary>
    public bool ApplyBegan { get; set; }

    /// <summary>Unix milliseconds when the state is overdue; null in states that wait for nobody.</summary>
    public long? DueAt { get; set; }
    public int Resends { get; set; }

    // A drift scan beside it; it never changes the deployment.
    public Guid? ScanId { get; set; }
    public string? ScanDigest { get; set; }
    public string ScanActor { get; set; } = "";
    public string ScanActorVia { get; set; } = "";
    public int? ScanRevision { get; set; }
    public string? ScanScope { get; set; }
    public long? ScanDueAt { get; set; }
    public long ScanStartedAt { get; set; }

    public Actor Requester => new(RunActor, RunActorVia);
    public Actor Scanner => new(ScanActor, ScanActorVia);
    public bool IsLive => RunId is not null;
}
