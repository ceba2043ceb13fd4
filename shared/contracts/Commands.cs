namespace InfraAgent.Contracts;

// What an edge hands to the saga after parsing: the body, who asked, and what makes two requests the same.

/// <summary>Common to every command that the saga decides on.</summary>
public interface IDeploymentCommand
{
    Guid CommandId { get; }
    string DeploymentId { get; }
    Actor Actor { get; }
    /// <summary>SHA-256 of the RFC 8785 form of the received content, without <c>request_id</c>: equal for equal requests on either edge.</summary>
    string ContentDigest { get; }
    /// <summary><c>request_id</c>, <c>Idempotency-Key</c> or AMQP <c>message_id</c>; null when the caller gave none.</summary>
    string? IdempotencyKey { get; }
}

public abstract record DeploymentCommand<TBody> where TBody : class
{
    public required Guid CommandId { get; init; }
    public required string DeploymentId { get; init; }
    public required Actor Actor { get; init; }
    public required string ContentDigest { get; init; }
    public string? IdempotencyKey { get; init; }
    public required TBody Body { get; init; }
}

public sealed record RequestGeneration : DeploymentCommand<GenerateRequest>, IDeploymentCommand
{
    /// <summary>The edge has checked that the sender may approve in the environment: its waivers count also for what is mandatory.</summary>
    public bool FromApprover { get; init; }
}

public sealed record RequestDeployment : DeploymentCommand<DeployRequest>, IDeploymentCommand
{
    /// <summary>As of <see cref="RequestGeneration.FromApprover"/>.</summary>
    public bool FromApprover { get; init; }
}

public sealed record RequestDriftScan : DeploymentCommand<DriftScanRequest>, IDeploymentCommand;

public sealed record RequestRollback : DeploymentCommand<RollbackRequest>, IDeploymentCommand;

public sealed record RequestDestruction : DeploymentCommand<DestroyRequest>, IDeploymentCommand;

public sealed record RequestCancellation : DeploymentCommand<CancelRequest>, IDeploymentCommand;

public sealed record ApprovePlan : DeploymentCommand<ApproveRequest>, IDeploymentCommand;

public sealed record RejectPlan : DeploymentCommand<RejectRequest>, IDeploymentCommand;

/// <summary>A working state has lasted longer than it should: the saga sends its command again, or gives up on a pure worker.</summary>
public sealed record StageOverdue
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public required string State { get; init; }
    public required long DueAt { get; init; }
}
