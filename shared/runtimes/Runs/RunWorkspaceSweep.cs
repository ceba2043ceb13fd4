using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Runtimes.Runs;

/// <summary>Removes what runs left on this worker: plans that nobody approved, workspaces of runs that went on elsewhere.</summary>
sealed class RunWorkspaceSweep(RunWorkspaces workspaces, TimeSpan age, IServiceScopeFactory scopes, ILogger<RunWorkspaceSweep> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                var live = await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<Job>().AsNoTracking()
                    .Where(j => j.State != JobStates.Done).Select(j => j.RunId).ToListAsync(stoppingToken);
                workspaces.Sweep(age, live.ToHashSet().Contains);
            }
            catch (Exception away) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Workspaces could not be looked through: {Error}", away.Message);
            }
            catch (Exception)
            {
                return;
            }

            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
