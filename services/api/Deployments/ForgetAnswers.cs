using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Deployments;

/// <summary>Removes answers that were remembered for their 24 hours.</summary>
public sealed class ForgetAnswers(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ForgetAnswers> log) : BackgroundService
{
    static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Interval, clock, stoppingToken);
                await ForgetAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failed)
            {
                log.LogWarning(failed, "Expired answers could not be removed; it is tried again in {Interval}.", Interval);
            }
        }
    }

    public async Task<int> ForgetAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        return await db.WriteAsync(() => db.Set<RememberedAnswer>().Where(a => a.ExpiresAt <= now).ExecuteDeleteAsync(cancel), cancel);
    }
}
