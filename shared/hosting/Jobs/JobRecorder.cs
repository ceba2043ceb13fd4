using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Jobs;

/// <summary>Writes how a job ended and sends it, in one transaction, if the job is still ours. A database that is away is waited for.</summary>
sealed class JobRecorder(Job job, JobContext context, IJobHandler handler, IServiceScopeFactory scopes, ILogger log)
{
    /// <param name="outcome">Null hands the job back to the queue.</param>
    /// <param name="abandon">The process cannot wait any longer; the lease will run out and another worker takes the job over.</param>
    public async Task RecordAsync(IRunMessage? outcome, CancellationToken abandon)
    {
        var wait = TimeSpan.FromMilliseconds(100);
        while (!abandon.IsCancellationRequested)
        {
            try
            {
                await TryRecordAsync(outcome, abandon);
                return;
            }
            catch (DbUpdateConcurrencyException)
            {
                // A cancellation was written in between. What has ended has ended; look at the row again.
            }
            catch (Exception away) when (!abandon.IsCancellationRequested)
            {
                log.LogWarning("The outcome of {Step} of run {RunId} could not be recorded yet: {Error}", job.Step, job.RunId, away.GetBaseException().Message);
                await Task.Delay(wait, abandon).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                wait = wait < TimeSpan.FromSeconds(5) ? wait * 2 : wait;
            }
        }
    }

    async Task TryRecordAsync(IRunMessage? outcome, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var row = await db.Set<Job>().SingleOrDefaultAsync(j => j.JobId == job.JobId, cancel);
        if (row is null || row.LeaseEpoch != job.LeaseEpoch || row.State != JobStates.Running)
        {
            log.LogWarning("{Step} of run {RunId} was taken over by another worker; its own end is not recorded", job.Step, job.RunId);
            return;
        }

        if (outcome is null && row.CancelRequested)
            outcome = new RunCancelled { DeploymentId = job.DeploymentId, RunId = job.RunId, Attempt = job.Attempt, LogsRef = context.LogsRef };
        if (outcome is RunCancelled cancelled)
        {
            var earlier = await db.Set<Job>().AnyAsync(j => j.Queue == job.Queue && j.RunId == job.RunId && j.Started, cancel);
            outcome = cancelled with { Changed = cancelled.Changed || earlier };
        }

        row.LogsRef = context.LogsRef;
        if (outcome is null)
        {
            (row.State, row.LeaseUntil) = (JobStates.Queued, 0);
            row.Version++;
            await db.SaveChangesAsync(cancel);
            log.LogInformation("{Step} of run {RunId} was handed back to the queue", job.Step, job.RunId);
            return;
        }

        JobOutcomes.Record(row, outcome, await db.Clock.NowMsAsync(db, cancel));
        await JobOutcomes.PublishAsync(row, scope.ServiceProvider.GetRequiredService<IPublishEndpoint>(), cancel);
        await db.SaveChangesAsync(cancel);
        log.LogInformation("{Step} of run {RunId} ended with {Outcome}", job.Step, job.RunId, row.OutcomeType);
        try
        {
            await handler.RecordedAsync(row, outcome);
        }
        catch (Exception untidy)
        {
            log.LogWarning(untidy, "Tidying up after {Step} of run {RunId} failed", job.Step, job.RunId);
        }
    }
}
