using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.TerraformState;

/// <summary>Removes versions that are past their retention. Every replica does: what one has removed is gone for the others, and a version
/// that is not current never becomes current again, so nothing has to be agreed on.</summary>
public sealed class StatePruning(IDbContextFactory<AgentDb> contexts, StateRetention retention, TimeProvider clock, ILogger<StatePruning> log) : BackgroundService
{
    const int Deployments = 200;
    const int Versions = 50;
    static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Replicas that were started together do not look together.
        await Task.Delay(AfterStart * (0.5 + Random.Shared.NextDouble()), clock, stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await PruneAsync(stoppingToken);
            }
            catch (Exception ex) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning("Terraform states could not be pruned; the next try is in an hour: {Error}", ex.Message);
            }

            await Task.Delay(Interval, clock, stoppingToken);
        }
    }

    /// <summary>One look at every deployment.</summary>
    /// <returns>How many versions were removed.</returns>
    public async Task<int> PruneAsync(CancellationToken cancel)
    {
        var removed = 0;
        var last = "";
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancel);
            var heads = await db.Set<StateHead>().AsNoTracking()
                .Where(x => string.Compare(x.DeploymentId, last) > 0)
                .OrderBy(x => x.DeploymentId)
                .Take(Deployments)
                .Select(x => x.DeploymentId)
                .ToListAsync(cancel);
            foreach (var deploymentId in heads)
            {
                removed += await PruneAsync(db, deploymentId, cancel);
            }

            if (heads.Count < Deployments)
            {
                break;
            }

            last = heads[^1];
        }

        if (removed > 0)
        {
            log.LogInformation("Removed {Count} versions of Terraform states past their retention", removed);
        }

        return removed;
    }

    async Task<int> PruneAsync(AgentDb db, string deploymentId, CancellationToken cancel)
    {
        var before = clock.GetUtcNow() - retention.KeepFor;
        var versions = db.Set<StateVersion>().Where(x => x.DeploymentId == deploymentId);
        // The oldest of the newest; null when there are fewer, and then only strays may go.
        var oldestKept = await versions
            .Where(x => x.Kind != StateVersion.Stray)
            .OrderByDescending(x => x.Version)
            .Skip(retention.KeepVersions - 1)
            .Select(x => (int?)x.Version)
            .FirstOrDefaultAsync(cancel);
        var past = versions
            .Where(x => x.At < before && (x.Kind == StateVersion.Stray || x.Version < oldestKept))
            .Where(x => !db.Set<StateHead>().Any(head => head.DeploymentId == x.DeploymentId && head.CurrentVersion == x.Version));

        var removed = 0;
        while (await past.OrderBy(x => x.Version).Take(Versions).Select(x => x.Version).ToListAsync(cancel) is { Count: > 0 } batch)
        {
            removed += await db.WriteAsync(() => past.Where(x => batch.Contains(x.Version)).ExecuteDeleteAsync(cancel), cancel);
            if (batch.Count < Versions)
            {
                break;
            }

            // Writers of states, and on SQLite all others, take their turn in between.
            await Task.Delay(Breath, clock, cancel);
        }

        return removed;
    }
}
