using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>What a person may say while a run is under way, and how it ends then.</summary>
public abstract class DecisionTests(GatedAgent gated)
{
    [WholeAgentFact]
    public async Task A_queued_run_that_is_cancelled_never_begins()
    {
        var agent = await gated.StartedAsync();
        await Task.WhenAll(agent.GenerateAsync(Requests.Rollout("queue-first", "narrow")), agent.GenerateAsync(Requests.Rollout("queue-second", "narrow")));
        gated.Gates.Close(ToolGates.Plan, "queue-first");
        await agent.DeployAsync("queue-first");
        await gated.Gates.ReachedAsync(ToolGates.Plan, "queue-first");
        await agent.DeployAsync("queue-second");
        await agent.IsAsync("queue-second", "queued", s => s["status"]!.GetValue<string>() == "queued" && s["run"]!["waiting_on"]?.GetValue<string>() == "environment");

        Assert.Equal((202, "cancelling"), await AskAsync("queue-second", "cancel"));
        Assert.Equal("cancelled", await agent.EndAsync("queue-second"));
        gated.Gates.Open(ToolGates.Plan, "queue-first");
        Assert.Equal("healthy", await agent.EndAsync("queue-first"));
        Assert.DoesNotContain("plan_made", await agent.TruthfulLogAsync("queue-second"));
        Assert.Equal(0, gated.Gates.Rollouts("queue-second"));
    }

    [WholeAgentFact]
    public async Task A_run_that_is_cancelled_while_planning_changes_nothing()
    {
        var agent = await gated.StartedAsync();
        await agent.GenerateAsync(Requests.Rollout("cancel-planning"));
        gated.Gates.Close(ToolGates.Plan, "cancel-planning");
        await agent.DeployAsync("cancel-planning");
        await gated.Gates.ReachedAsync(ToolGates.Plan, "cancel-planning");

        Assert.Equal((202, "cancelling"), await AskAsync("cancel-planning", "cancel"));
        Assert.Equal("cancelled", await agent.EndAsync("cancel-planning"));
        gated.Gates.Open(ToolGates.Plan, "cancel-planning");
        var log = await agent.TruthfulLogAsync("cancel-planning");
        Assert.DoesNotContain("plan_made", log);
        Assert.Contains("Cancelled before anything was changed", (await LastAsync("cancel-planning"))["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(409, (await AskAsync("cancel-planning", "cancel")).Code);
    }

    [WholeAgentFact]
    public async Task A_run_that_is_cancelled_while_applying_says_what_it_left_and_can_be_completed()
    {
        var agent = await gated.StartedAsync();
        await agent.GenerateAsync(Requests.Rollout("cancel-applying"));
        gated.Gates.Close(ToolGates.Rollout, "cancel-applying");
        await agent.DeployAsync("cancel-applying");
        await gated.Gates.ReachedAsync(ToolGates.Rollout, "cancel-applying");

        Assert.Equal((202, "cancelling"), await AskAsync("cancel-applying", "cancel"));
        Assert.Equal("cancelled", await agent.EndAsync("cancel-applying"));
        gated.Gates.Open(ToolGates.Rollout, "cancel-applying");
        Assert.Contains("part of the plan may be in the world", (await LastAsync("cancel-applying"))["reason"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, gated.Gates.Rollouts("cancel-applying"));

        // What was made is in the state: the next run makes the rest.
        await agent.DeployAsync("cancel-applying");
        Assert.Equal("healthy", await agent.EndAsync("cancel-applying"));
        Assert.Equal(1, gated.Gates.Rollouts("cancel-applying"));
        await agent.TruthfulLogAsync("cancel-applying");
    }

    [WholeAgentFact]
    public async Task A_cancellation_that_races_with_the_end_leaves_one_truth()
    {
        var agent = await gated.StartedAsync();
        var ids = Enumerable.Range(1, 6).Select(n => $"cancel-race-{n}").ToList();
        await Task.WhenAll(ids.Select(id => agent.GenerateAsync(Requests.Rollout(id))));
        ids.ForEach(id => gated.Gates.Close(ToolGates.Rollout, id));
        await Task.WhenAll(ids.Select(agent.DeployAsync));
        await Task.WhenAll(ids.Select(id => gated.Gates.ReachedAsync(ToolGates.Rollout, id)));

        // From at once to after the end, in even steps of what can be seen from outside.
        Func<string, Task>[] moments =
        [
            _ => Task.CompletedTask,
            id => TestBed.Eventually.True(() => gated.Gates.Rollouts(id) == 1, "rolled out"),
            id => agent.IsAsync(id, "past applying", s => s.Phase() != "applying"),
            id => agent.IsAsync(id, "verifying", s => s["status"]!.GetValue<string>() is "verifying" or "healthy"),
            id => agent.IsAsync(id, "at work on the verification", s => s.Phase() is "verifying" or "finished"),
            async id => await agent.EndAsync(id),
        ];
        await Task.WhenAll(ids.Zip(moments, async (id, moment) =>
        {
            gated.Gates.Open(ToolGates.Rollout, id);
            await moment(id);
            var answer = await agent.AskAsync(id, "cancel");
            var word = await agent.EndAsync(id);
            var log = await agent.TruthfulLogAsync(id);
            Assert.Equal(1, log.Count(type => type == "run_finished") - 1); // the generation's and the deployment's
            Assert.True((answer.Code, word) is (202, "healthy" or "cancelled") or (409, "healthy"), $"{answer.Code} {word} {answer.Text}");
            if (word == "healthy")
                Assert.Equal(1, gated.Gates.Rollouts(id));
        }));
        Assert.Equal("healthy", await agent.EndAsync(ids[^1]));
    }

    [WholeAgentFact]
    public async Task Only_the_plan_that_waits_can_be_decided_on()
    {
        var agent = await gated.StartedAsync();
        const string id = "decisions";
        await agent.GenerateAsync(Requests.Rollout(id, "guarded"));
        var early = await agent.AskAsync(id, "approve", Requests.Decision(id, "sha256:" + new string('0', 64)));
        Assert.Equal((409, "generated"), (early.Code, early.Word("current_status")));

        // Cancelled while it waits: nothing is pending any more.
        await agent.DeployAsync(id);
        await agent.IsAsync(id, "awaiting_approval");
        var digest = await agent.PlanDigestAsync(id);
        Assert.Equal(202, (await AskAsync(id, "cancel")).Code);
        Assert.Equal("cancelled", await agent.EndAsync(id));
        Assert.Equal(409, (await agent.AskAsync(id, "approve", Requests.Decision(id, digest))).Code);

        // Rejected: the run ends, the revision stays usable.
        await agent.DeployAsync(id);
        await agent.IsAsync(id, "awaiting_approval");
        var stale = await agent.AskAsync(id, "approve", Requests.Decision(id, "sha256:" + new string('0', 64)));
        Assert.Equal((412, await agent.PlanDigestAsync(id)), (stale.Code, stale.Word("plan_digest")));
        Assert.Equal("awaiting_approval", (await agent.StatusAsync(id))["status"]!.GetValue<string>());
        var rejected = await agent.AskAsync(id, "reject", Requests.Decision(id, await agent.PlanDigestAsync(id)));
        Assert.True(rejected.Code is 200 or 202, rejected.Text);
        Assert.Equal("rejected", await agent.EndAsync(id));
        Assert.Equal(0, gated.Gates.Rollouts(id));

        // Approved, twice: it is applied once.
        await agent.DeployAsync(id);
        await agent.IsAsync(id, "awaiting_approval");
        digest = await agent.PlanDigestAsync(id);
        var approvals = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => agent.AskAsync(id, "approve", Requests.Decision(id, digest))));
        Assert.Equal([202, 409], approvals.Select(a => a.Code).Order());
        Assert.Equal("healthy", await agent.EndAsync(id));
        Assert.Equal(1, gated.Gates.Rollouts(id));
        Assert.Equal(1, (await agent.TruthfulLogAsync(id)).Count(type => type == "plan_approved"));
    }

    [WholeAgentFact]
    public async Task A_rollback_brings_back_the_revision_that_was_healthy_before_and_destroy_ends_it()
    {
        var agent = await gated.StartedAsync();
        const string id = "rollback";
        await agent.GenerateAsync(Requests.Rollout(id));
        var none = await AskAsync(id, "rollback");
        Assert.Equal(409, none.Code);
        await agent.DeployAsync(id);
        Assert.Equal("healthy", await agent.EndAsync(id));
        await agent.GenerateAsync(Requests.Rollout(id, setting: "second"));
        await agent.DeployAsync(id);
        Assert.Equal("healthy", await agent.EndAsync(id));
        Assert.Equal(2, (int)(await agent.StatusAsync(id))["serving"]!["revision"]!);

        Assert.Equal((202, "rolling_back"), await AskAsync(id, "rollback"));
        Assert.Equal("rolled_back", await agent.EndAsync(id));
        var status = await agent.StatusAsync(id);
        Assert.Equal((1, "healthy"), ((int)status["serving"]!["revision"]!, status["serving"]!["health"]!.GetValue<string>()));
        Assert.Equal(3, gated.Gates.Rollouts(id));

        Assert.Equal((202, "destroying"), await AskAsync(id, "destroy"));
        Assert.Equal("destroyed", await agent.EndAsync(id));
        status = await agent.StatusAsync(id);
        Assert.Null(status["serving"]);
        Assert.DoesNotContain(status["actions"]!.AsArray(), a => a!["name"]!.GetValue<string>() == "destroy");
        await agent.TruthfulLogAsync(id);
    }

    async Task<(int Code, string? Word)> AskAsync(string deploymentId, string command)
    {
        var answer = await (await gated.StartedAsync()).AskAsync(deploymentId, command);
        return (answer.Code, answer.Code < 400 ? answer.Word("status") : null);
    }

    async Task<JsonNode> LastAsync(string deploymentId) => (await (await gated.StartedAsync()).EventsAsync(deploymentId))[^1]["data"]!;
}

public sealed class EmbeddedDecisionTests(EmbeddedGatedAgent gated) : DecisionTests(gated), IClassFixture<EmbeddedGatedAgent>;

public sealed class DistributedDecisionTests(DistributedGatedAgent gated) : DecisionTests(gated), IClassFixture<DistributedGatedAgent>;
