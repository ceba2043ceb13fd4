namespace InfraAgent.EndToEnd.Tests;

/// <summary>Invariants 1 and 2: <c>kill -9</c> of any process at any stage, and its restart, end in the same truthful status with one effective apply.</summary>
public sealed class EmbeddedKillTests(EmbeddedGatedAgent gated) : IClassFixture<EmbeddedGatedAgent>
{
    [WholeAgentFact]
    public async Task The_killed_agent_brings_every_stage_to_its_end()
    {
        var scenario = new KillScenario(await gated.StartedAsync(), gated.Gates, "kill-standalone");
        await scenario.ArriveAsync();
        await scenario.KillAsync("standalone");
        await scenario.AllEndAsTheyWouldHaveAsync();
    }

    [WholeAgentTheory]
    [InlineData("Generating")]
    [InlineData("JudgingPlan")]
    public async Task The_killed_agent_brings_a_stage_of_milliseconds_to_its_end(string state)
    {
        var agent = await gated.StartedAsync();
        var prefix = "brief-" + state.ToLowerInvariant();
        var (caught, escaped) = await new FrozenStage(agent).CatchAsync(state, prefix, async id =>
        {
            if (state == "Generating")
            {
                Assert.InRange((await agent.PostAsync("/generate", Requests.Rollout(id), "respond-async")).Code, 200, 202);
                return;
            }
            await agent.GenerateAsync(Requests.Rollout(id));
            await agent.DeployAsync(id);
        });
        agent["standalone"].Kill();
        await agent["standalone"].StartAsync();
        await agent.ReadyAsync();

        foreach (var id in escaped.Append(caught))
        {
            Assert.Equal((id, state == "Generating" ? "generated" : "healthy"), (id, await agent.EndAsync(id)));
            var log = await agent.TruthfulLogAsync(id);
            Assert.Equal(1, log.Count(type => type == "bundle_generated"));
            Assert.Equal(state == "Generating" ? 0 : 1, gated.Gates.Rollouts(id));
        }
    }
}

public sealed class DistributedKillTests(DistributedGatedAgent gated) : IClassFixture<DistributedGatedAgent>
{
    [WholeAgentTheory]
    [InlineData("api")]
    [InlineData("generator")]
    [InlineData("policy")]
    [InlineData("executor")]
    [InlineData("drift")]
    public async Task A_killed_service_brings_every_stage_to_its_end(string service)
    {
        var scenario = new KillScenario(await gated.StartedAsync(), gated.Gates, "kill-" + service);
        await scenario.ArriveAsync();
        await scenario.KillAsync(service);
        await scenario.AllEndAsTheyWouldHaveAsync();
    }
}
