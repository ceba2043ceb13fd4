using InfraAgent.Api.Deployments;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace InfraAgent.Api.Tests.Deployments;

public sealed class OverdueSweepTests(SagaBed bed) : IClassFixture<SagaBed>
{
    [Fact]
    public async Task A_deployment_that_cannot_be_told_does_not_keep_the_others_from_being_told()
    {
        await bed.ReachAsync("sweep-broken", nameof(DeploymentStateMachine.Generating));
        await bed.ReachAsync("sweep-whole", nameof(DeploymentStateMachine.Generating));
        await using (var scope = bed.Host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            await db.WriteAsync(async () =>
            {
                await db.Set<RevisionRow>().Where(r => r.DeploymentId == "sweep-broken").ExecuteDeleteAsync();
                await db.Set<DeploymentState>().Where(s => s.DeploymentId == "sweep-broken").ExecuteUpdateAsync(set => set.SetProperty(s => s.DueAt, 1L));
                return await db.Set<DeploymentState>().Where(s => s.DeploymentId == "sweep-whole").ExecuteUpdateAsync(set => set.SetProperty(s => s.DueAt, 2L));
            }, default);
        }

        await bed.Host.Services.GetServices<IHostedService>().OfType<OverdueSweep>().Single().SweepAsync(default);

        Assert.Equal(1, (await bed.SagaAsync("sweep-broken")).DueAt);
        var told = await bed.SagaAsync("sweep-whole");
        Assert.Equal((nameof(DeploymentStateMachine.Generating), 1), (told.CurrentState, told.Resends));
    }
}
