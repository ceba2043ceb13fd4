namespace InfraAgent.EndToEnd.Tests;

/// <summary>Invariants 1 and 2: <c>kill -9</c> of any process at any stage, and its restart, end in the same truthful status with one effective apply.</summary>
[Trait("Category", "Endurance")]
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
}

[Trait("Category", "Endurance")]
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
