using System.Text.Json.Nodes;
using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>An apply does not need the API to go on; its state waits until somebody takes it.</summary>
public sealed class LostApiTests(DistributedGatedAgent gated) : IClassFixture<DistributedGatedAgent>
{
    static readonly TimeSpan Outage = TimeSpan.FromSeconds(5);

    [WholeAgentFact]
    public async Task An_apply_outlives_the_api_and_loses_no_state()
    {
        var agent = await gated.StartedAsync();
        const string id = "api-down";
        await agent.GenerateAsync(Requests.Rollout(id));
        gated.Gates.Close(ToolGates.Rollout, id);
        await agent.DeployAsync(id);
        await gated.Gates.ReachedAsync(ToolGates.Rollout, id);

        agent["api"].Kill();
        gated.Gates.Open(ToolGates.Rollout, id);
        await Eventually.True(() => gated.Gates.Rollouts(id) == 1, "the apply goes on without the API", Patience.Limit);
        // What is tested is an outage of this length, in which terraform has its last state to hand in.
        await Task.Delay(Outage);
        Assert.True(agent["executor"].IsRunning);
        await agent["api"].StartAsync();
        await agent.ReadyAsync();

        Assert.Equal("healthy", await agent.EndAsync(id));
        var log = await agent.TruthfulLogAsync(id);
        Assert.Equal((1, 1, 0), (log.Count(t => t == "plan_made"), log.Count(t => t == "plan_applied"), log.Count(t => t == "plan_outdated")));
        Assert.Equal(1, gated.Gates.Rollouts(id));

        // The current state is the last that was written, and it knows everything: there is nothing left to do.
        var states = (await agent.GetAsync($"/deployments/{id}/state/versions")).Body!;
        var versions = states["versions"]!.AsArray().Select(v => v!).ToList();
        Assert.True((bool)versions[0]["current"]!);
        Assert.DoesNotContain(versions, v => v["kind"]!.GetValue<string>() == "stray");
        Assert.Equal(versions.Select(v => (long)v["serial"]!).OrderDescending(), versions.Select(v => (long)v["serial"]!));
        var again = await agent.PostAsync("/deploy", new JsonObject { ["deployment_id"] = id, ["plan_only"] = true }, "wait=240");
        Assert.True(again.Code == 200, again.Text);
        Assert.Equal((0, 0, 0, 0), Summary(again.Body!["plan"]!["summary"]!));
    }

    static (int, int, int, int) Summary(JsonNode s) => ((int)s["add"]!, (int)s["change"]!, (int)s["destroy"]!, (int)s["replace"]!);
}
