using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;

namespace InfraAgent.Api.Tests.Deployments;

using Machine = DeploymentStateMachine;

/// <summary>A broker gives a command out again when its taker dies before it acknowledges: with its key it must not hit what came after it.</summary>
public sealed class RepeatedDecisionTests(SagaBed bed) : IClassFixture<SagaBed>
{
    [Fact]
    public async Task A_cancel_that_comes_again_does_not_cancel_the_next_run()
    {
        const string Id = "cancel-again";
        var first = await bed.ReachAsync(Id, nameof(Machine.Planning));
        var cancelled = await Decide(CommandKind.Cancel, Id);
        await bed.TellAsync(Outcomes.Cancelled(first));
        Assert.Equal(nameof(Machine.Cancelled), (await bed.SagaAsync(Id)).CurrentState);
        Assert.Equal(Answer.Replayed, (await Decide(CommandKind.Cancel, Id)).How);

        await bed.AskAsync(CommandKind.Deploy, $$"""{"deployment_id":"{{Id}}"}""");
        var again = await Decide(CommandKind.Cancel, Id);
        Assert.Equal((Answer.Replayed, cancelled.RunId), (again.How, again.RunId));
        Assert.Equal(nameof(Machine.Planning), (await bed.SagaAsync(Id)).CurrentState);
    }

    [Theory]
    [InlineData(CommandKind.Approve)]
    [InlineData(CommandKind.Reject)]
    public async Task A_decision_that_comes_again_does_not_decide_the_same_plan_of_the_next_run(CommandKind decision)
    {
        var id = $"again-{decision}";
        var first = await bed.ReachAsync(id, nameof(Machine.AwaitingApproval));
        var decided = await Decide(decision, id, first.PlanDigest);
        if (decision == CommandKind.Approve)
            await bed.TellAsync(Outcomes.Failed(first));
        Assert.False((await bed.SagaAsync(id)).IsLive);

        await bed.AskAsync(CommandKind.Deploy, $$"""{"deployment_id":"{{id}}"}""");
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(id)));
        await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync(id), approval: true));
        var again = await Decide(decision, id, first.PlanDigest);
        Assert.Equal((Answer.Replayed, decided.RunId), (again.How, again.RunId));
        Assert.Equal(nameof(Machine.AwaitingApproval), (await bed.SagaAsync(id)).CurrentState);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancel_after_an_apply_was_lost_does_not_say_that_nothing_was_changed(bool judged)
    {
        var id = $"cancel-lost-{judged}";
        await bed.ReachAsync(id, nameof(Machine.Healthy));
        await bed.AskAsync(CommandKind.Deploy, $$"""{"deployment_id":"{{id}}"}""");
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(id)));
        await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync(id)));
        await bed.TellAsync(Outcomes.Outdated(await bed.SagaAsync(id)) with { ApplyLost = true });
        if (judged)
        {
            await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(id)));
            await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync(id), approval: true));
            await Decide(CommandKind.Cancel, id);
        }
        else
        {
            await Decide(CommandKind.Cancel, id);
            await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(id)));
        }

        var status = await bed.StatusAsync(id);
        Assert.Equal(("cancelled", "unknown"), (status.Status, status.Serving!.Health));
        Assert.Contains("may be in the world", (await bed.LogAsync(id)).Events[^1].Body, StringComparison.Ordinal);
    }

    Task<Answer> Decide(CommandKind kind, string id, string? digest = null) => bed.AskAsync(
        kind, $$"""{"deployment_id":"{{id}}","request_id":"once"{{(digest is null ? "" : $",\"plan_digest\":\"{digest}\"")}}}""");
}
