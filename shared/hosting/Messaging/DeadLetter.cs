namespace InfraAgent.Hosting.Messaging;

/// <summary>A dead message, as people see it: without its body, which is the row's.</summary>
public sealed record DeadLetter
{
    /// <summary>To requeue or discard it by.</summary>
    public required Guid Id { get; init; }
    /// <summary>Of the message: the same over all its sendings.</summary>
    public required Guid MessageId { get; init; }
    /// <summary>The queue whose consumer gave it up.</summary>
    public required string Endpoint { get; init; }
    /// <summary>The contract's name.</summary>
    public required string MessageType { get; init; }
    /// <summary>Null where it is about none, or cannot be read.</summary>
    public string? DeploymentId { get; init; }
    /// <summary>Why it was given up.</summary>
    public required string Reason { get; init; }
    public required DateTimeOffset FailedAt { get; init; }
    /// <summary>Bytes of its envelope.</summary>
    public required int Size { get; init; }
}
