using System.Diagnostics;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Jobs;

/// <summary>What consumers do to the queue. They only track changes and outgoing messages: the inbox saves them as one, and acknowledges.</summary>
public sealed class JobQueue(AgentDb db, JobBell bell, ILogger<JobQueue> log)
{
    /// <summary>Queues a step, once. A step that has its outcome already sends that outcome again, and does not run again.</summary>
    public async Task EnqueueAsync<T>(string queue, string step, string environment, T command, IPublishEndpoint publish, CancellationToken cancel)
        where T : class, IRunMessage
    {
        var id = Job.IdOf(command.RunId, step, command.Attempt);
        if (await db.Set<Job>().SingleOrDefaultAsync(j => j.JobId == id, cancel) is { } known)
        {
            if (known.State == JobStates.Done) await JobOutcomes.PublishAsync(known, publish, cancel);
            return;
        }

        var now = await db.Clock.NowMsAsync(db, cancel);
        var run = await RunAsync(queue, command, now, cancel);
        if (run.Cancelled && step != JobSteps.Verify)
        {
            log.LogInformation("Run {RunId} was cancelled before its {Step} was queued", command.RunId, step);
            var changed = await db.Set<Job>().AnyAsync(j => j.Queue == queue && j.RunId == command.RunId && j.Started, cancel);
            await publish.Publish(Cancelled(command, changed, null), cancel);
            return;
        }

        db.AfterCommit(bell.Ring);
        db.Add(new Job
        {
            JobId = id,
            Queue = queue,
            DeploymentId = command.DeploymentId,
            RunId = command.RunId,
            Step = step,
            Attempt = command.Attempt,
            Environment = environment,
            Command = JsonSerializer.Serialize(command, Json.Options),
            TraceParent = Activity.Current?.Id,
            RunQueuedAt = run.QueuedAt,
            QueuedAt = now,
        });
    }

    /// <summary>Stops a run's work: what is queued ends at once, what runs is interrupted and then answers by itself.
    /// A finished apply or verify stands, so its outcome is sent again instead.</summary>
    public async Task CancelAsync(string queue, IRunMessage command, IPublishEndpoint publish, CancellationToken cancel)
    {
        var now = await db.Clock.NowMsAsync(db, cancel);
        var run = await RunAsync(queue, command, now, cancel);
        run.Cancelled = true;

        var jobs = await db.Set<Job>().Where(j => j.Queue == queue && j.RunId == command.RunId)
            .OrderBy(j => j.QueuedAt).ThenBy(j => j.JobId).ToListAsync(cancel);
        var changed = jobs.Any(j => j.Started);
        var finished = jobs.TrueForAll(j => j.State == JobStates.Done);
        foreach (var job in jobs)
        {
            if (job.State == JobStates.Queued) JobOutcomes.Record(job, Cancelled(command, changed, job.LogsRef), now);
            else if (job.State == JobStates.Running && !job.CancelRequested)
            {
                job.CancelRequested = true;
                job.Version++;
            }
        }

        db.AfterCommit(bell.Ring);
        if (jobs.Exists(j => j.State == JobStates.Running)) return;
        var last = jobs.Count == 0 ? null : jobs[^1];
        if (finished && last is { Step: not JobSteps.Plan }) await JobOutcomes.PublishAsync(last, publish, cancel);
        else await publish.Publish(Cancelled(command, changed, last?.LogsRef), cancel);
    }

    /// <summary>No replica claims anything more from the queue; what runs goes on. Saved by the caller.</summary>
    public async Task PauseAsync(string queue, string? reason, CancellationToken cancel)
    {
        var state = await StateAsync(queue, cancel);
        (state.Paused, state.Reason, state.ChangedAt) = (true, reason, await db.Clock.NowMsAsync(db, cancel));
    }

    public async Task ResumeAsync(string queue, CancellationToken cancel)
    {
        db.AfterCommit(bell.Ring);
        var state = await StateAsync(queue, cancel);
        (state.Paused, state.Reason, state.ChangedAt) = (false, null, await db.Clock.NowMsAsync(db, cancel));
    }

    async Task<JobRun> RunAsync(string queue, IRunMessage command, long now, CancellationToken cancel)
    {
        var run = await db.Set<JobRun>().SingleOrDefaultAsync(r => r.Queue == queue && r.RunId == command.RunId, cancel);
        if (run is null) db.Add(run = new JobRun { Queue = queue, RunId = command.RunId, DeploymentId = command.DeploymentId, QueuedAt = now });
        run.Version++;
        return run;
    }

    async Task<JobQueueState> StateAsync(string queue, CancellationToken cancel)
    {
        var state = await db.Set<JobQueueState>().SingleOrDefaultAsync(q => q.Queue == queue, cancel);
        if (state is null) db.Add(state = new JobQueueState { Queue = queue });
        return state;
    }

    static RunCancelled Cancelled(IRunMessage command, bool changed, string? logsRef) =>
        new() { DeploymentId = command.DeploymentId, RunId = command.RunId, Attempt = command.Attempt, Changed = changed, LogsRef = logsRef };
}
