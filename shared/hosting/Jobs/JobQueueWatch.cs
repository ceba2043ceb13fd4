using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Jobs;

/// <summary>Looks after what waits: tells runs their place in the queue, and removes rows past their retention. Every replica does; a row's version lets one of them win.</summary>
sealed class JobQueueWatch(string queue, JobOptions options, IServiceScopeFactory scopes, ILogger log)
{
    const int MostTold = 50;
    DateTime toldAt = DateTime.MinValue;
    DateTime cleanedAt = DateTime.MinValue;

    /// <summary>How soon to look again; null when nothing waits.</summary>
    public async Task<TimeSpan?> LookAsync(CancellationToken cancel)
    {
        if (DateTime.UtcNow - cleanedAt > TimeSpan.FromHours(1))
        {
            await CleanAsync(cancel);
            cleanedAt = DateTime.UtcNow;
        }

        var since = DateTime.UtcNow - toldAt;
        if (since < options.ProgressInterval) return options.ProgressInterval - since;
        toldAt = DateTime.UtcNow;
        return await TellPlacesAsync(cancel) ? options.ProgressInterval : null;
    }

    async Task<bool> TellPlacesAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var waiting = await JobPlaces.OfAsync(db, queue, options, cancel);
        if (waiting.Count == 0) return false;

        var settled = await db.Clock.NowMsAsync(db, cancel) - (long)options.ProgressInterval.TotalMilliseconds;
        var news = waiting.Where(place => place.QueuedAt <= settled && IsNews(place)).Take(MostTold).ToDictionary(place => place.JobId);
        if (news.Count == 0) return true;
        var publish = scope.ServiceProvider.GetRequiredService<IPublishEndpoint>();
        foreach (var job in await db.Set<Job>().Where(j => news.Keys.Contains(j.JobId) && j.State == JobStates.Queued).ToListAsync(cancel))
        {
            var place = news[job.JobId];
            (job.ReportedPosition, job.ReportedWaitingOn) = (place.Position, place.WaitingOn);
            job.Version++;
            await publish.Publish(new RunProgressed
            {
                DeploymentId = job.DeploymentId, RunId = job.RunId, Attempt = job.Attempt, Phase = "queued", Position = place.Position, WaitingOn = place.WaitingOn,
            }, cancel);
        }

        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            // One of them was claimed, cancelled or told by another replica: the next look sees how it is then.
        }

        return true;
    }

    /// <summary>Far back in a long queue only a step of a tenth is worth a message.</summary>
    static bool IsNews(JobPlace place) =>
        place.WaitingOn != place.ReportedWaitingOn
        || Math.Abs(place.Position - place.ReportedPosition) >= Math.Max(1, place.ReportedPosition / 10);

    async Task CleanAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var before = await db.Clock.NowMsAsync(db, cancel) - (long)options.Retention.TotalMilliseconds;
        var jobs = await db.WriteAsync(() => db.Set<Job>()
            .Where(j => j.Queue == queue && j.State == JobStates.Done && j.DoneAt < before).ExecuteDeleteAsync(cancel), cancel);
        await db.WriteAsync(() => db.Set<JobRun>()
            .Where(r => r.Queue == queue && r.QueuedAt < before && !db.Set<Job>().Any(j => j.Queue == queue && j.RunId == r.RunId)).ExecuteDeleteAsync(cancel), cancel);
        if (jobs > 0) log.LogInformation("Removed {Count} finished jobs of the {Queue} queue past their retention", jobs, queue);
    }
}
