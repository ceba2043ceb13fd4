namespace InfraAgent.EndToEnd.Tests;

/// <summary>One deployment at each stage, all at once; a process is killed; everybody goes on to where they were going.</summary>
sealed class KillScenario(Agent agent, ToolGates gates, string prefix)
{
    string Of(string stage) => $"{prefix}-{stage}";

    bool Distributed => agent.Way == Way.Distributed;

    /// <summary>Brings deployments to all their stages. Where a stage takes no tool, the worker that owes its outcome is frozen; in one process
    /// there is no such worker, and these two stages are left to <see cref="FrozenStage"/>.</summary>
    public async Task ArriveAsync()
    {
        string[] deployed = ["planning", "applying", "verifying", "scanning", "cancelling", "awaiting"];
        await Task.WhenAll((Distributed ? deployed.Append("judging") : deployed).Select(stage => agent.GenerateAsync(Requests.Rollout(Of(stage), stage == "awaiting" ? "guarded" : "dev"))));

        gates.Close(ToolGates.Plan, Of("planning"));
        gates.Close(ToolGates.Rollout, Of("applying"));
        gates.Close(ToolGates.Refresh, Of("verifying"));
        gates.Close(ToolGates.Apply, Of("cancelling"), stubborn: true);
        await Task.WhenAll(deployed.Select(stage => agent.DeployAsync(Of(stage))));
        Assert.Equal("healthy", await agent.EndAsync(Of("scanning")));
        gates.Close(ToolGates.Refresh, Of("scanning"));
        Assert.Equal(202, (await agent.PostAsync("/drift-scan", Requests.Of(Of("scanning")))).Code);

        await gates.ReachedAsync(ToolGates.Plan, Of("planning"));
        await gates.ReachedAsync(ToolGates.Rollout, Of("applying"));
        await gates.ReachedAsync(ToolGates.Refresh, Of("verifying"));
        await gates.ReachedAsync(ToolGates.Refresh, Of("scanning"));
        await gates.ReachedAsync(ToolGates.Apply, Of("cancelling"));
        await agent.IsAsync(Of("awaiting"), "awaiting_approval");

        // Code that was never analysed, else there is nothing to check.
        gates.Close(ToolGates.Validate);
        await agent.PostAsync("/generate", Requests.Rollout(Of("checking"), setting: prefix), "respond-async");
        await gates.ReachedAsync(ToolGates.Validate);

        if (Distributed)
        {
            agent["policy"].Freeze();
            await agent.DeployAsync(Of("judging"));
            await agent.IsAsync(Of("judging"), "judging", s => s.Phase() == "judging");
            agent["generator"].Freeze();
            await agent.PostAsync("/generate", Requests.Rollout(Of("generating")), "respond-async");
        }

        Assert.Equal(202, (await agent.AskAsync(Of("cancelling"), "cancel")).Code);
        await StandsAsync();
    }

    async Task StandsAsync()
    {
        var stages = new Dictionary<string, string>
        {
            ["checking"] = "generating", ["planning"] = "planning", ["applying"] = "applying", ["verifying"] = "verifying",
            ["scanning"] = "healthy", ["cancelling"] = "cancelling", ["awaiting"] = "awaiting_approval",
        };
        if (Distributed)
            (stages["generating"], stages["judging"]) = ("generating", "planning");
        foreach (var (stage, word) in stages)
            Assert.Equal((stage, word), (stage, (await agent.StatusAsync(Of(stage)))["status"]!.GetValue<string>()));
        Assert.Equal("scanning", (await agent.StatusAsync(Of("scanning")))["scan"]!["phase"]!.GetValue<string>());
    }

    public async Task KillAsync(string process)
    {
        agent[process].Kill();
        foreach (var frozen in agent.Processes.Where(p => p.IsRunning))
            frozen.Thaw();
        // A tool whose worker is dead is ended, and does not get on with it meanwhile.
        if (process is "executor" or "standalone")
            await gates.DesertedAsync(ToolGates.Rollout, Of("applying"));
        // The cancelled one is not let through: it did not listen, so it is to be killed. Had it passed, its apply would stand.
        gates.OpenAll(except: Of("cancelling"));
        await agent[process].StartAsync();
        await agent.ReadyAsync();
    }

    public async Task AllEndAsTheyWouldHaveAsync()
    {
        await Task.WhenAll(
            EndsAsync("checking", "generated"), EndsAsync("planning", "healthy", rollouts: 1), EndsAsync("applying", "healthy", rollouts: 1),
            EndsAsync("verifying", "healthy", rollouts: 1), EndsAsync("scanning", "healthy", rollouts: 1), EndsAsync("cancelling", "cancelled"), ApprovedAsync());
        if (Distributed)
            await Task.WhenAll(EndsAsync("generating", "generated"), EndsAsync("judging", "healthy", rollouts: 1));
        Assert.False((await agent.StatusAsync(Of("scanning")))["drift"]!["drifted"]!.GetValue<bool>());
    }

    async Task ApprovedAsync()
    {
        var digest = await agent.PlanDigestAsync(Of("awaiting"));
        await agent.IsAsync(Of("awaiting"), "awaiting_approval");
        var answer = await agent.AskAsync(Of("awaiting"), "approve", Requests.Decision(Of("awaiting"), digest));
        Assert.True(answer.Code == 202, answer.Text);
        await EndsAsync("awaiting", "healthy", rollouts: 1);
    }

    async Task EndsAsync(string stage, string word, int rollouts = 0)
    {
        Assert.Equal((stage, word), (stage, await agent.EndAsync(Of(stage))));
        var log = await agent.TruthfulLogAsync(Of(stage));
        Assert.Equal((stage, rollouts), (stage, gates.Rollouts(Of(stage))));
        Assert.Equal((stage, rollouts), (stage, log.Count(type => type == "plan_applied")));
    }
}
