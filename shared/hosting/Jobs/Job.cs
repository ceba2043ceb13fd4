using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Jobs;

/// <summary>One step of one run, as a row: the queue's truth. The message that asked for it was only the doorbell.
/// Times are Unix milliseconds of the database's clock.</summary>
public sealed class Job
{
    /// <summary>See <see cref="IdOf"/>: the same command always names the same row.</summary>
    public required Guid JobId { get; init; }
    /// <summary>Which service works on it: <see cref="JobQueues"/>.</summary>
    public required string Queue { get; init; }
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    /// <summary><see cref="JobSteps"/>.</summary>
    public required string Step { get; init; }
    public required int Attempt { get; init; }
    public required string Environment { get; init; }
    /// <summary>The worker command as JSON.</summary>
    public required string Command { get; init; }
    /// <summary>W3C trace of the command, so that the work shows up under the request that caused it.</summary>
    public string? TraceParent { get; init; }

    public string State { get; set; } = JobStates.Queued;
    /// <summary>Optimistic concurrency: every change but a heartbeat raises it.</summary>
    public int Version { get; set; }

    /// <summary>When the run's first job came. The queue is first come, first served by run, so that what has begun ends before the next begins.</summary>
    public required long RunQueuedAt { get; init; }
    public required long QueuedAt { get; init; }
    public long? ClaimedAt { get; set; }
    public long? StartedAt { get; set; }
    public long? DoneAt { get; set; }

    /// <summary><c>worker/incarnation</c> of who has, or last had, the lease.</summary>
    public string? Worker { get; set; }
    /// <summary>Higher at every claim of any job of this deployment; the state backend refuses writes of a lower one.</summary>
    public long LeaseEpoch { get; set; }
    public long LeaseUntil { get; set; }
    /// <summary>How often the row was taken over from a worker that had died.</summary>
    public int Takeovers { get; set; }

    public bool CancelRequested { get; set; }
    /// <summary>Written before the tool may change anything, so that a lost apply is known as such.</summary>
    public bool Started { get; set; }

    /// <summary>Contract name of the outcome: <c>PlanMade</c>. Recorded once, sent again when the command is.</summary>
    public string? OutcomeType { get; set; }
    public string? Outcome { get; set; }
    public string? LogsRef { get; set; }

    /// <summary>The last place in the queue that was told to the saga; 0 before any.</summary>
    public int ReportedPosition { get; set; }
    public string? ReportedWaitingOn { get; set; }

    /// <summary>The same Guid for the same step of the same run, always (SHA-256, marked as an RFC 9562 version 8 UUID).</summary>
    public static Guid IdOf(Guid runId, string step, int attempt)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"job:{runId:N}:{step}:{attempt}")).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }

    public T ReadCommand<T>() => JsonSerializer.Deserialize<T>(Command, Json.Options)
        ?? throw new JsonException($"Job {JobId} holds no command.");
}

public static class JobStates
{
    public const string Queued = "queued";
    public const string Running = "running";
    public const string Done = "done";
}

/// <summary>Whose work it is. In the embedded agent both queues are in one table.</summary>
public static class JobQueues
{
    public const string Executor = "executor";
    public const string Drift = "drift";
}

public static class JobSteps
{
    public const string Plan = "plan";
    public const string Apply = "apply";
    public const string Verify = "verify";
    public const string Scan = "scan";
}
