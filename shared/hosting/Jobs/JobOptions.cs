using System.ComponentModel.DataAnnotations;

namespace InfraAgent.Hosting.Jobs;

/// <summary>How one replica works on its queue; bound from the service's own section (<c>Executor</c>, <c>Drift</c>).</summary>
public sealed class JobOptions : IValidatableObject
{
    /// <summary>Jobs at the same time in this process.</summary>
    [Range(1, 1024)]
    public int Slots { get; set; } = System.Environment.ProcessorCount;

    /// <summary>How often a running job's lease is renewed.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>A worker that was silent for this long is dead, and stops its own tools.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What a tool is given between the interrupt and the kill, and some more: a job is taken over only when both lease and grace have passed.
    /// It must exceed the supervisor's own grace period.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(40);

    /// <summary>How long a free slot waits before it looks again, when nobody rings.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Progress and places in the queue are told at most this often per run.</summary>
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What a running job may still take to finish by itself when the process is asked to stop.</summary>
    public TimeSpan ShutdownGrace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>A job whose workers died this often fails instead of killing the next one.</summary>
    [Range(1, 100)]
    public int MaxTakeovers { get; set; } = 5;

    /// <summary>How long finished rows are kept. A command that is repeated within this time is answered and not run again.</summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long a workspace is kept that no finished run has removed (a plan that waits for approval, say).</summary>
    public TimeSpan WorkspaceRetention { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Running jobs per environment over all replicas, where <see cref="EnvironmentLimits"/> does not name it; no limit when absent.</summary>
    [Range(1, int.MaxValue)]
    public int? EnvironmentLimit { get; set; }

    /// <summary>Running jobs per environment over all replicas, by environment name.</summary>
    public IDictionary<string, int> EnvironmentLimits { get; set; } = new Dictionary<string, int>(StringComparer.Ordinal);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Heartbeat <= TimeSpan.Zero || Heartbeat * 2 > Lease)
            yield return new($"Heartbeat ({Heartbeat}) must be positive and at most half of Lease ({Lease}), so that one lost heartbeat does not end a run.", [nameof(Heartbeat)]);
        if (Grace < TimeSpan.Zero || ShutdownGrace < TimeSpan.Zero)
            yield return new("Grace and ShutdownGrace must not be negative.", [nameof(Grace)]);
        if (Poll <= TimeSpan.Zero || ProgressInterval <= TimeSpan.Zero)
            yield return new("Poll and ProgressInterval must be positive.", [nameof(Poll)]);
        if (Retention < TimeSpan.FromHours(1))
            yield return new($"Retention ({Retention}) must be at least an hour: finished rows are what keeps a repeated command from running again.", [nameof(Retention)]);
        if (WorkspaceRetention <= TimeSpan.Zero)
            yield return new("WorkspaceRetention must be positive.", [nameof(WorkspaceRetention)]);
        foreach (var (environment, limit) in EnvironmentLimits)
            if (limit < 1) yield return new($"EnvironmentLimits:{environment} is {limit}; it must be at least 1.", [nameof(EnvironmentLimits)]);
    }
}
