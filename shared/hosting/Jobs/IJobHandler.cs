using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Jobs;

/// <summary>What one step does when it has a slot. It knows the tool; the queue knows leases, cancellation, hand-over and recording.</summary>
public interface IJobHandler
{
    /// <summary><see cref="JobQueues"/></summary>
    string Queue { get; }

    /// <summary><see cref="JobSteps"/></summary>
    string Step { get; }

    /// <summary>The stage as failures and log lines name it: <c>plan</c>, <c>drift_scan</c>.</summary>
    string Stage { get; }

    /// <summary>The run's phase while it works: <c>planning</c>.</summary>
    string Phase { get; }

    /// <summary>Name of its span: <c>infra.plan</c>.</summary>
    string Span { get; }

    /// <summary>Does the work, with no transaction open. The token fires when the work must stop: interrupt the tool, wait for it, answer
    /// <see cref="JobResult.Interrupted"/>.</summary>
    Task<JobResult> RunAsync(JobContext job, CancellationToken cancel);

    /// <summary>The worker that had this job died. Ends whatever it may have left running on this host, and waits until it is gone.</summary>
    Task EndLeftoversAsync(JobContext job, CancellationToken cancel);

    /// <summary>The outcome of a step that had begun to change things when its worker was lost or had to stop. Only steps that call
    /// <see cref="JobContext.StartingAsync"/> are asked.</summary>
    IRunMessage Lost(JobContext job, string reason);

    /// <summary>The job's outcome was recorded, for the first and only time: count it, tidy up. A failure here changes nothing.</summary>
    Task RecordedAsync(Job job, IRunMessage outcome);
}

/// <summary>What a handler answers.</summary>
public abstract record JobResult
{
    JobResult()
    {
    }

    /// <summary>The step is done, well or badly, and this is said of it.</summary>
    public sealed record Finished(IRunMessage Outcome) : JobResult;

    /// <summary>The tool was stopped before it was done. What that means depends on why (<see cref="JobContext.Stop"/>) and on whether it had begun.</summary>
    public sealed record Interrupted : JobResult;

    public static JobResult Of(IRunMessage outcome) => new Finished(outcome);

    public static JobResult Stopped { get; } = new Interrupted();
}

/// <summary>Why a running job has to stop.</summary>
public enum JobStop
{
    No,
    Cancelled,
    ShuttingDown,
    /// <summary>The lease could not be renewed, or another worker has it.</summary>
    LeaseLost,
}
