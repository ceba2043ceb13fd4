using InfraAgent.Api.Deployments;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Status;

/// <summary>Waits until a run has ended, or waits for a person; null when the time is up first. Ends that this process commits are told by
/// <see cref="EventSignal"/>; for those of other replicas one look a second serves all who wait, however many they are.</summary>
public sealed class OutcomeWaiter(IServiceScopeFactory scopes, EventSignal signal, ILogger<OutcomeWaiter> log) : BackgroundService
{
    const int LookedAtTogether = 500;

    readonly Dictionary<Guid, Run> waitedFor = [];

    /// <param name="deploymentId">Whose run it is.</param>
    /// <param name="runId">The run.</param>
    /// <param name="begun">It was begun by the very command whose caller waits: there is nothing to see yet, and should it end before we are
    /// listening, the look that serves all who wait finds it.</param>
    /// <param name="time">How long.</param>
    /// <param name="cancel">The caller has gone.</param>
    public async Task<EndedRun?> WaitAsync(string deploymentId, Guid runId, bool begun, TimeSpan time, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(time);
        while (true)
        {
            var run = Take(runId, deploymentId);
            try
            {
                // It may have ended before we came; from here on nothing is missed.
                if (!begun && await FindAsync(run, cancel) is { } outcome)
                    return outcome;
                begun = false;
                if (await run.Ended.WaitAsync(limit.Token) is { } told)
                    return told;
                // What woke us may be over already: a plan that waited for approval has got it.
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return null;
            }
            finally
            {
                Leave(run);
            }
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(EventSignal.LookAgain, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                foreach (var runs in Snapshot().Chunk(LookedAtTogether))
                    await LookAsync(runs, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception away)
            {
                // Who waits goes on waiting: the next look may succeed.
                log.LogWarning("Outcomes could not be looked for: {Reason}", away.Message);
            }
        }
    }

    async Task LookAsync(Run[] runs, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var ids = runs.Select(r => r.Id).ToList();
        var ended = await db.Set<RunRow>().Where(r => ids.Contains(r.RunId) && r.Outcome != null).Select(r => r.RunId).ToListAsync(cancel);
        var keys = runs.Select(r => r.Saga).ToList();
        var waiting = await db.Set<DeploymentState>()
            .Where(s => keys.Contains(s.CorrelationId) && s.CurrentState == nameof(DeploymentStateMachine.AwaitingApproval)).Select(s => s.RunId).ToListAsync(cancel);
        foreach (var id in ended.Concat(waiting.OfType<Guid>()))
            signal.End(id);
    }

    async Task<EndedRun?> FindAsync(Run waited, CancellationToken cancel)
    {
        // A scope for each look: a waiting request must not hold a connection.
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var found = await (
            from run in db.Set<RunRow>().Where(r => r.RunId == waited.Id)
            from revision in db.Set<RevisionRow>().Where(r => r.DeploymentId == run.DeploymentId && r.Number == run.Revision).DefaultIfEmpty()
            select new EndedRun(run, revision)).AsNoTracking().FirstOrDefaultAsync(cancel);
        if (found is null or { Run.Outcome: not null })
            return found;
        // A generation waits for nobody.
        if (found.Run.Kind == RunKind.Generate)
            return null;
        if (!await db.Set<DeploymentState>().AnyAsync(
                s => s.CorrelationId == waited.Saga && s.RunId == waited.Id && s.CurrentState == nameof(DeploymentStateMachine.AwaitingApproval), cancel))
            return null;
        found.Run.Status = InfraAgent.Contracts.Status.AwaitingApproval;
        return found;
    }

    Run Take(Guid id, string deploymentId)
    {
        lock (waitedFor)
        {
            // One that was told already is of no use to who comes now.
            if (!waitedFor.TryGetValue(id, out var run) || run.Ended.IsCompleted)
            {
                signal.Forget(id);
                waitedFor[id] = run = new Run(id, DeploymentKey.From(deploymentId), signal.NextEnd(id));
            }
            run.Users++;
            return run;
        }
    }

    void Leave(Run run)
    {
        lock (waitedFor)
        {
            if (--run.Users > 0 || waitedFor.GetValueOrDefault(run.Id) != run)
                return;
            waitedFor.Remove(run.Id);
            signal.Forget(run.Id);
        }
    }

    Run[] Snapshot()
    {
        lock (waitedFor)
            return [.. waitedFor.Values.Where(r => !r.Ended.IsCompleted)];
    }

    sealed class Run(Guid id, Guid saga, Task<EndedRun?> ended)
    {
        public Guid Id => id;
        public Guid Saga => saga;
        public Task<EndedRun?> Ended => ended;
        public int Users { get; set; }
    }
}
