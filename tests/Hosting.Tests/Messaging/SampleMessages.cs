using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Tests.Messaging;

// A small process of the same shape as the agent's: a saga that commands a worker twice.

public sealed record StartRun
{
    public required string DeploymentId { get; init; }
    public int TimeoutMs { get; init; }
}

public sealed record DoStep : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required int Step { get; init; }
}

public sealed record StepDone : IRunMessage
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public int Attempt { get; init; } = 1;
    public required int Step { get; init; }
}

public sealed record RunTimeout
{
    public required string DeploymentId { get; init; }
}

public sealed record Poke
{
    public required string DeploymentId { get; init; }
    public int Number { get; init; }
    public bool Refuse { get; init; }
}

/// <summary>Nobody in the sample consumes it.</summary>
public sealed record RunEnded
{
    public required string DeploymentId { get; init; }
    public required string Outcome { get; init; }
}

/// <summary>Payload by which the saga answers whoever dispatched a message to it.</summary>
public sealed class Answer
{
    public string? Text { get; set; }
}
