using System.Collections.Concurrent;
using System.Diagnostics;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Logs;
using InfraAgent.Hosting.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace InfraAgent.Hosting.Jobs;

/// <summary>Works on one queue: claims rows for free slots, runs them, and on SIGTERM brings them to an honest end.</summary>
public sealed class JobWorker : BackgroundService, IHealthCheck
{
    // A work's parent is in its row, not on this thread, so spans are started here and not where the tool is run.
    static readonly ActivitySource Spans = new(AgentTelemetry.Name);

    readonly string queue;
    readonly JobOptions options;
    readonly Dictionary<string, IJobHandler> handlers;
    readonly List<string> steps;
    readonly IServiceScopeFactory scopes;
    readonly WorkerIdentity identity;
    readonly JobBell bell;
    readonly JobQueueWatch watch;
    readonly ILogger<JobWorker> log;
    readonly string leaseFolder;
    readonly ConcurrentDictionary<Guid, (JobExecution Execution, Task Task)> running = new();
    readonly CancellationTokenSource abandon = new();
    volatile bool stopping;

    public JobWorker(
        string queue, string leaseFolder, IOptionsMonitor<JobOptions> options, IEnumerable<IJobHandler> handlers, IServiceScopeFactory scopes,
        WorkerIdentity identity, JobBell bell, IHostApplicationLifetime lifetime, ILogger<JobWorker> log)
    {
        (this.queue, this.leaseFolder, this.scopes, this.identity, this.bell, this.log) = (queue, leaseFolder, scopes, identity, bell, log);
        this.options = options.Get(queue);
        this.handlers = handlers.Where(handler => handler.Queue == queue).ToDictionary(handler => handler.Step, StringComparer.Ordinal);
        steps = [.. this.handlers.Keys];
        watch = new JobQueueWatch(queue, this.options, scopes, log);
        // Hosted services stop one after the other; claiming ends with the first of them.
        lifetime.ApplicationStopping.Register(() => stopping = true);
    }

    /// <summary>Jobs that this process runs now.</summary>
    public int Running => running.Count;

    /// <summary>Unhealthy from the moment the process was asked to stop: no new work comes here.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(stopping ? HealthCheckResult.Unhealthy("stopping") : HealthCheckResult.Healthy($"{running.Count} of {options.Slots} slots in use"));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var released = false;
        while (!stopping && !stoppingToken.IsCancellationRequested)
        {
            var next = bell.Next;
            var wait = options.Poll;
            try
            {
                released = released || await ReleaseOwnAsync(stoppingToken);
                while (running.Count < options.Slots && !stopping && await ClaimAsync(stoppingToken))
                {
                }

                wait = await watch.LookAsync(stoppingToken) ?? wait;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away)
            {
                log.LogWarning("The {Queue} queue cannot be read: {Error}", queue, away.GetBaseException().Message);
            }

            await JobBell.WaitAsync(next, wait < options.Poll ? wait : options.Poll, stoppingToken);
        }
    }

    /// <summary>Ends in this order: no new work; the grace period; an interrupt for what still runs; outcomes or hand-backs are written.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        stopping = true;
        await base.StopAsync(cancellationToken);
        var all = Task.WhenAll(running.Values.Select(run => run.Task));
        await Task.WhenAny(all, Task.Delay(options.ShutdownGrace, cancellationToken));
        foreach (var run in running.Values) run.Execution.Stop(JobStop.ShuttingDown);
        await Task.WhenAny(all, Task.Delay(Timeout.Infinite, cancellationToken));
        await abandon.CancelAsync();
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        abandon.Dispose();
        base.Dispose();
    }

    async Task<bool> ReleaseOwnAsync(CancellationToken cancel)
    {
        if (!identity.Exclusive) return true;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var left = await new JobSql(db).ReleaseAsync(db, queue, identity.Worker, identity.Incarnation, cancel);
        if (left > 0) log.LogWarning("{Count} jobs of the {Queue} queue were left by an earlier process of this worker", left, queue);
        return true;
    }

    async Task<bool> ClaimAsync(CancellationToken cancel)
    {
        // The lease is counted from before the question, so that ours ends first.
        var asked = LeaseFile.Now;
        Job? job;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            job = await new JobSql(db).ClaimAsync(db, queue, steps, identity.Incarnation, options, cancel);
        }

        if (job is null) return false;
        var handler = handlers[job.Step];
        var execution = new JobExecution(job, asked, handler, options, leaseFolder, scopes, bell, log);
        var begin = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[job.JobId] = (execution, RunAsync(job, handler, execution, begin.Task));
        begin.SetResult();
        return true;
    }

    async Task RunAsync(Job job, IJobHandler handler, JobExecution execution, Task begin)
    {
        await begin;
        using var scope = log.BeginStage(job.DeploymentId, job.Environment, handler.Stage, job.RunId);
        using var span = Spans.StartActivity(handler.Span, ActivityKind.Consumer, job.TraceParent);
        span?.SetTag("deployment_id", job.DeploymentId);
        span?.SetTag("environment", job.Environment);
        span?.SetTag("run_id", job.RunId);
        try
        {
            log.LogInformation("{Step} of run {RunId} begins{TakenOver}", job.Step, job.RunId, job.Takeovers > 0 ? ", taken over" : "");
            await execution.RunAsync(abandon.Token);
        }
        catch (Exception ex)
        {
            // The row keeps its lease until it ends, then the job is taken over.
            log.LogError(ex, "{Step} of run {RunId} was dropped", job.Step, job.RunId);
            span?.SetStatus(ActivityStatusCode.Error, ex.GetType().Name);
        }
        finally
        {
            running.TryRemove(job.JobId, out _);
            execution.Dispose();
            bell.Ring();
        }
    }
}
