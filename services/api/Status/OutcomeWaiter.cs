using InfraAgent.Api.Deployments;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Status;

/// <summary>Waits until a run has ended, or waits for a person; null when the time is up first.</summary>
public sealed class OutcomeWaiter(IServiceScopeFactory scopes, EventSignal signal, TimeProvider clock)
{
    public async Task<RunRow?> WaitAsync(string deploymentId, Guid runId, TimeSpan time, CancellationToken cancel)
    {
        var end = clock.GetTimestamp() + (long)(time.TotalSeconds * clock.TimestampFrequency);
        while (true)
        {
            var next = signal.Next(deploymentId);
            // A scope for each look: a waiting request must not hold a connection.
            await using (var scope = scopes.CreateAsyncScope())
            {
                var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
                var run = await db.Set<RunRow>().AsNoTracking().FirstOrDefaultAsync(r => r.RunId == runId, cancel);
                if (run is { Outcome: not null })
                    return run;
                if (run is not null && await db.Set<DeploymentState>().AsNoTracking()
                        .AnyAsync(s => s.RunId == runId && s.CurrentState == nameof(DeploymentStateMachine.AwaitingApproval), cancel))
                {
                    run.Status = InfraAgent.Contracts.Status.AwaitingApproval;
                    return run;
                }
            }
            var left = TimeSpan.FromSeconds((double)(end - clock.GetTimestamp()) / clock.TimestampFrequency);
            if (left <= TimeSpan.Zero)
                return null;
            await EventSignal.WaitAsync(next, left, cancel);
        }
    }
}
