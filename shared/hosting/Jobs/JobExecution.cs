using InfraAgent.Contracts;
using InfraAgent.Hosting.Artifacts;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Jobs;

/// <summary>One claimed job from claim to recorded outcome: keeps the lease, stops the work when it must stop, and says truthfully how it ended.</summary>
sealed class JobExecution : IDisposable
{
    readonly Job job;
    readonly IJobHandler handler;
    readonly JobOptions options;
    readonly IServiceScopeFactory scopes;
    readonly JobBell bell;
    readonly JobRecorder recorder;
    readonly ILogger log;
    readonly JobContext context;
    readonly JobProgress progress;
    readonly LeaseFile lease;
    readonly CancellationTokenSource stop = new();
    readonly Lock gate = new();
    long deadline;
    volatile bool concluded;

    public JobExecution(Job job, long claimedAt, IJobHandler handler, JobOptions options, string leaseFolder, IServiceScopeFactory scopes, JobBell bell, ILogger log)
    {
        (this.job, this.handler, this.options, this.scopes, this.bell, this.log) = (job, handler, options, scopes, bell, log);
        deadline = claimedAt + (long)options.Lease.TotalMilliseconds;
        lease = new LeaseFile(Path.Combine(leaseFolder, $"{job.JobId:N}-{job.LeaseEpoch}"));
        progress = new JobProgress(job, handler.Phase, options.ProgressInterval, scopes, log);
        context = new JobContext(job, handler.Stage, lease.Path, StartingAsync, progress.Report);
        recorder = new JobRecorder(job, context, handler, scopes, log);
    }

    /// <param name="abandon">Fires when the process cannot wait any more for a database that does not answer.</param>
    public async Task RunAsync(CancellationToken abandon)
    {
        using var ended = new CancellationTokenSource();
        lease.Write(deadline);
        var beating = KeepLeaseAsync(ended.Token);
        var telling = progress.RunAsync(stop.Token);
        try
        {
            var result = await WorkAsync();
            // Progress is told before the outcome or not at all.
            await stop.CancelAsync();
            await telling;
            var outcome = Conclude(result);
            concluded = true;
            await recorder.RecordAsync(outcome, abandon);
        }
        finally
        {
            await ended.CancelAsync();
            await beating;
        }
    }

    /// <summary>The first reason counts.</summary>
    public void Stop(JobStop why)
    {
        lock (gate)
        {
            if (context.Stop != JobStop.No) return;
            context.Stop = why;
        }

        log.LogInformation("Stopping {Step} of run {RunId}: {Reason}", job.Step, job.RunId, why);
        try
        {
            stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended by itself.
        }
    }

    public void Dispose()
    {
        lease.Dispose();
        stop.Dispose();
    }

    async Task<JobResult> WorkAsync()
    {
        try
        {
            if (LeaseFile.Now >= Volatile.Read(ref deadline)) Stop(JobStop.LeaseLost);
            if (context.TakenOver) await handler.EndLeftoversAsync(context, stop.Token);
            if (job.CancelRequested) Stop(JobStop.Cancelled);
            if (context.Started && context.Stop == JobStop.No)
                return JobResult.Of(handler.Lost(context, "the worker died while it was applying"));
            if (context.Stop != JobStop.No) return JobResult.Stopped;
            if (job.Takeovers > options.MaxTakeovers)
                return JobResult.Of(Failed($"The worker died {job.Takeovers} times while it was {handler.Phase}; it is not tried again. See the log for how far it came.", retryable: true));
            return await handler.RunAsync(context, stop.Token);
        }
        catch (Exception ex) when (context.Stop != JobStop.No)
        {
            // Whatever breaks after we asked it to stop is a consequence of that.
            if (ex is not OperationCanceledException) log.LogWarning(ex, "{Step} of run {RunId} did not stop cleanly", job.Step, job.RunId);
            return JobResult.Stopped;
        }
        catch (ArtifactStoreAwayException away)
        {
            log.LogWarning("{Step} of run {RunId}: {Reason}", job.Step, job.RunId, away.Message);
            return JobResult.Of(Failed(away.Message + (context.Started ? " The tool had begun: some changes may have been made." : " Nothing was changed."), retryable: true));
        }
        catch (Exception ex)
        {
            // The message of an unexpected exception may quote anything, so it goes to our log alone.
            log.LogError(ex, "{Step} of run {RunId} failed for a reason of the agent's own", job.Step, job.RunId);
            return JobResult.Of(Failed($"The agent itself failed ({ex.GetType().Name}); the service's log has the details."
                + (context.Started ? " The tool had begun: some changes may have been made." : " Nothing was changed."), retryable: true));
        }
    }

    /// <summary>The outcome to record, or null to hand the job back to the queue.</summary>
    IRunMessage? Conclude(JobResult result)
    {
        if (result is JobResult.Finished finished) return finished.Outcome;
        if (context.Stop == JobStop.No)
        {
            // Nobody here asked the tool to stop: its supervisor saw the lease end before we did, or a stranger sent it a signal.
            if (LeaseFile.Now < Volatile.Read(ref deadline) && !context.Started)
                return Failed("The tool was interrupted from outside the agent.", retryable: true);
            Stop(JobStop.LeaseLost);
        }

        return context.Stop switch
        {
            JobStop.Cancelled => new RunCancelled
            {
                DeploymentId = job.DeploymentId, RunId = job.RunId, Attempt = job.Attempt, Changed = context.Started, LogsRef = job.LogsRef ?? context.LogsRef,
            },
            _ when !context.Started => null,
            JobStop.ShuttingDown => handler.Lost(context, "the worker was shut down while it was applying"),
            _ => handler.Lost(context, "the worker lost its lease while it was applying"),
        };
    }

    StageFailed Failed(string message, bool retryable) => new()
    {
        DeploymentId = job.DeploymentId,
        RunId = job.RunId,
        Attempt = job.Attempt,
        Failure = new Failure { Stage = handler.Stage, Message = message, Retryable = retryable, LogsRef = context.LogsRef },
    };

    async Task KeepLeaseAsync(CancellationToken ended)
    {
        var wait = options.Heartbeat;
        while (!ended.IsCancellationRequested)
        {
            // A ring may be the cancellation of this very job.
            await JobBell.WaitAsync(bell.Next, Shorter(wait, Left), ended);
            if (ended.IsCancellationRequested) return;
            try
            {
                if (!await BeatAsync(ended)) return;
                wait = options.Heartbeat;
            }
            catch (Exception lost) when (!ended.IsCancellationRequested)
            {
                wait = options.Heartbeat / 5;
                log.LogWarning("The lease of {Step} of run {RunId} could not be renewed, {Left} left: {Error}", job.Step, job.RunId, Left, lost.GetBaseException().Message);
            }
            catch (Exception)
            {
                return;
            }

            if (Left <= TimeSpan.Zero) Stop(JobStop.LeaseLost);
        }
    }

    TimeSpan Left => TimeSpan.FromMilliseconds(Math.Max(0, Volatile.Read(ref deadline) - LeaseFile.Now));

    /// <summary>While the lease lasts, wake up for its end; after it, only for the next try.</summary>
    static TimeSpan Shorter(TimeSpan wait, TimeSpan left) => left > TimeSpan.Zero && left < wait ? left : wait;

    async Task<bool> BeatAsync(CancellationToken ended)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ended);
        patience.CancelAfter(Left > TimeSpan.Zero ? Left : options.Heartbeat);
        var sent = LeaseFile.Now;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var beat = await new JobSql(db).HeartbeatAsync(db, job, options.Lease, patience.Token);
        if (beat is null)
        {
            // A job whose outcome is just being recorded is done, not lost.
            if (!concluded) Stop(JobStop.LeaseLost);
            return false;
        }

        var until = sent + (long)options.Lease.TotalMilliseconds;
        Volatile.Write(ref deadline, until);
        // A tool that was stopped because the lease had ended does not get it back: it is kept for the recording alone.
        if (context.Stop != JobStop.LeaseLost) lease.Write(until);
        if (beat.Value) Stop(JobStop.Cancelled);
        return true;
    }

    async Task StartingAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
                if (await new JobSql(db).StartAsync(db, job, stop.Token)) return;
                // Either a cancellation came, which the next heartbeat says, or the job is another worker's.
                if (!await BeatAsync(stop.Token) || context.Stop != JobStop.No) break;
            }
            catch (Exception lost) when (lost is not OperationCanceledException)
            {
                log.LogWarning("The start of {Step} of run {RunId} could not be recorded yet: {Error}", job.Step, job.RunId, lost.GetBaseException().Message);
                await Task.Delay(options.Heartbeat / 5, stop.Token);
            }
        }

        throw new OperationCanceledException("The job must stop.", stop.Token);
    }
}
