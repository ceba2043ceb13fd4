using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Deployments;

/// <summary>Finds sagas whose working state has lasted too long and tells them so. Due times are columns, not messages: nothing
/// has to be unscheduled, and nothing that the broker lost is missed. Several replicas may tell the same saga; it listens once.</summary>
public sealed class OverdueSweep(IServiceScopeFactory scopes, ISagaDispatcher<DeploymentState> saga, Deadlines deadlines, TimeProvider clock, ILogger<OverdueSweep> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await SweepAsync(stoppingToken);
                await Task.Delay(deadlines.Sweep, clock, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                log.LogWarning(failed, "The sweep for overdue states failed; it is tried again.");
                await Task.Delay(TimeSpan.FromSeconds(2), clock, CancellationToken.None);
            }
        }
    }

    public async Task SweepAsync(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await using var scope = scopes.CreateAsyncScope();
        var overdue = await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<DeploymentState>().AsNoTracking()
            .Where(s => s.DueAt <= now || s.ScanDueAt <= now).OrderBy(s => s.DueAt).Take(100).ToListAsync(cancel);
        foreach (var late in overdue)
        {
            if (late.DueAt <= now && late.RunId is { } run)
                await TellAsync(late, run, late.DueAt.Value, cancel);
            if (late.ScanDueAt <= now && late.ScanId is { } scan)
                await TellAsync(late, scan, late.ScanDueAt.Value, cancel);
        }
    }

    async Task TellAsync(DeploymentState late, Guid run, long due, CancellationToken cancel)
    {
        log.LogInformation("{State} of {DeploymentId} is overdue", late.CurrentState, late.DeploymentId);
        try
        {
            await saga.DispatchAsync(
                new StageOverdue { DeploymentId = late.DeploymentId, RunId = run, State = late.CurrentState, DueAt = due }, NewId.NextGuid(), cancel);
        }
        catch (Exception failed) when (!cancel.IsCancellationRequested && !Failures.IsDatabaseAway(failed))
        {
            // It stays overdue. The others must not wait for what is wrong with this one.
            log.LogError(failed, "{DeploymentId} could not be told that {State} is overdue", late.DeploymentId, late.CurrentState);
        }
    }
}
