using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Jobs;

/// <summary>Tells how a job gets on: once when it begins, then the newest count, never more often than the interval. A lost word of progress is no loss.</summary>
sealed class JobProgress(Job job, string phase, TimeSpan interval, IServiceScopeFactory scopes, ILogger log)
{
    readonly Lock gate = new();
    readonly JobBell changed = new();
    (int Done, int Total)? latest;

    public void Report(int done, int total)
    {
        lock (gate) latest = (done, total);
        changed.Ring();
    }

    public async Task RunAsync(CancellationToken ended)
    {
        var next = changed.Next;
        await TellAsync(null);
        while (!ended.IsCancellationRequested)
        {
            await JobBell.WaitAsync(next, Timeout.InfiniteTimeSpan, ended);
            await Task.Delay(interval, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested) return;
            next = changed.Next;
            (int, int)? count;
            lock (gate) (count, latest) = (latest, null);
            if (count is not null) await TellAsync(count);
        }
    }

    async Task TellAsync((int Done, int Total)? count)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish(new RunProgressed
            {
                DeploymentId = job.DeploymentId, RunId = job.RunId, Attempt = job.Attempt, Phase = phase, Done = count?.Done, Total = count?.Total,
            });
            await scope.ServiceProvider.GetRequiredService<AgentDb>().SaveChangesAsync();
        }
        catch (Exception lost)
        {
            log.LogDebug(lost, "Progress of {Step} could not be told", job.Step);
        }
    }
}
