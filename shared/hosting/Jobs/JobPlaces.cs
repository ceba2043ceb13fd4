using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Jobs;

/// <summary>A waiting job's place, 1-based, and what it waits for: <c>slot</c>, <c>deployment</c>, <c>environment</c> or <c>paused</c>.</summary>
public sealed record JobPlace(Guid JobId, int Position, string WaitingOn, long QueuedAt, int ReportedPosition, string? ReportedWaitingOn);

/// <summary>Places are derived, never stored: the order is the order in which jobs are claimed.</summary>
public static class JobPlaces
{
    public static async Task<IReadOnlyList<JobPlace>> OfAsync(AgentDb db, string queue, JobOptions options, CancellationToken cancel)
    {
        var waiting = await db.Set<Job>().AsNoTracking().Where(j => j.Queue == queue && j.State == JobStates.Queued)
            .OrderBy(j => j.RunQueuedAt).ThenBy(j => j.QueuedAt).ThenBy(j => j.JobId)
            .Select(j => new { j.JobId, j.DeploymentId, j.Environment, j.QueuedAt, j.ReportedPosition, j.ReportedWaitingOn })
            .ToListAsync(cancel);
        if (waiting.Count == 0) return [];

        var paused = await db.Set<JobQueueState>().AnyAsync(q => q.Queue == queue && q.Paused, cancel);
        var running = await db.Set<Job>().AsNoTracking().Where(j => j.Queue == queue && j.State == JobStates.Running)
            .Select(j => new { j.DeploymentId, j.Environment }).ToListAsync(cancel);
        var deployments = running.Select(j => j.DeploymentId).ToHashSet(StringComparer.Ordinal);
        var environments = running.CountBy(j => j.Environment).ToDictionary(StringComparer.Ordinal);
        return [.. waiting.Select((job, index) => new JobPlace(
            job.JobId, index + 1,
            paused ? "paused"
                : deployments.Contains(job.DeploymentId) ? "deployment"
                : environments.GetValueOrDefault(job.Environment) >= Limit(options, job.Environment) ? "environment"
                : "slot",
            job.QueuedAt, job.ReportedPosition, job.ReportedWaitingOn))];
    }

    static int Limit(JobOptions options, string environment) =>
        options.EnvironmentLimits.TryGetValue(environment, out var limit) ? limit : options.EnvironmentLimit ?? int.MaxValue;
}
