namespace InfraAgent.Hosting.Jobs;

/// <summary>What all jobs of a run on a queue share. Enqueuing and cancelling both raise <see cref="Version"/>, so that of a command and a
/// cancellation that cross each other one is retried and sees the other.</summary>
public sealed class JobRun
{
    public required string Queue { get; init; }
    public required Guid RunId { get; init; }
    public required string DeploymentId { get; init; }
    /// <summary>When its first job, or its cancellation, came: Unix milliseconds, the database's clock.</summary>
    public required long QueuedAt { get; init; }
    /// <summary>Jobs that change something and come later are answered with <c>RunCancelled</c>.</summary>
    public bool Cancelled { get; set; }
    public int Version { get; set; }
}

/// <summary>The queue's switch; no row means it runs.</summary>
public sealed class JobQueueState
{
    public required string Queue { get; init; }
    /// <summary>Nothing new is claimed by any replica; what runs goes on.</summary>
    public bool Paused { get; set; }
    public string? Reason { get; set; }
    public long ChangedAt { get; set; }
}
