using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Tests.Deployments;

using Machine = DeploymentStateMachine;

/// <summary>The saga's table: what it does not wait for changes nothing, what fails ends a run truthfully, and silence alone concludes nothing for the executor.</summary>
public sealed class SagaTests(SagaBed bed) : IClassFixture<SagaBed>
{
    [Theory]
    [InlineData(nameof(Machine.Generating))]
    [InlineData(nameof(Machine.CheckingBundle))]
    [InlineData(nameof(Machine.Planning))]
    [InlineData(nameof(Machine.JudgingPlan))]
    [InlineData(nameof(Machine.AwaitingApproval))]
    [InlineData(nameof(Machine.Applying))]
    [InlineData(nameof(Machine.Verifying))]
    [InlineData(nameof(Machine.Cancelling))]
    [InlineData(nameof(Machine.Generated))]
    [InlineData(nameof(Machine.Rejected))]
    [InlineData(nameof(Machine.Planned))]
    [InlineData(nameof(Machine.Healthy))]
    [InlineData(nameof(Machine.Degraded))]
    [InlineData(nameof(Machine.Failed))]
    public async Task Outcomes_of_another_run_change_nothing_in_any_state(string state)
    {
        var before = await bed.ReachAsync("other-" + state, state);
        var other = new DeploymentState { DeploymentId = before.DeploymentId, RunId = Guid.NewGuid(), Attempt = 1 };
        await TellAllAsync(other);
        await Same(before);
    }

    [Theory]
    [InlineData(nameof(Machine.Planning))]
    [InlineData(nameof(Machine.JudgingPlan))]
    [InlineData(nameof(Machine.Applying))]
    [InlineData(nameof(Machine.Verifying))]
    public async Task Outcomes_of_an_attempt_that_is_over_change_nothing(string state)
    {
        var id = "attempt-" + state;
        var saga = await bed.ReachAsync(id, nameof(Machine.Applying));
        await bed.TellAsync(Outcomes.Outdated(saga));
        saga = await bed.SagaAsync(id);
        Assert.Equal((nameof(Machine.Planning), 2), (saga.CurrentState, saga.Attempt));
        foreach (var step in new Func<DeploymentState, Task>[] { s => bed.TellAsync(Outcomes.Planned(s)), s => bed.TellAsync(Outcomes.PlanJudged(s)), s => bed.TellAsync(Outcomes.Applied(s)) })
        {
            if (saga.CurrentState == state)
                break;
            await step(saga);
            saga = await bed.SagaAsync(id);
        }
        Assert.Equal(state, saga.CurrentState);

        var first = new DeploymentState { DeploymentId = id, RunId = saga.RunId, Attempt = 1 };
        foreach (var tell in new Func<DeploymentState, Task>[]
        {
            s => bed.TellAsync(Outcomes.Planned(s)), s => bed.TellAsync(Outcomes.PlanJudged(s)), s => bed.TellAsync(Outcomes.Applied(s)), s => bed.TellAsync(Outcomes.Outdated(s)),
            s => bed.TellAsync(Outcomes.Verified(s)), s => bed.TellAsync(Outcomes.Failed(s)), s => bed.TellAsync(Outcomes.Progressed(s)),
        })
            await tell(first);
        await Same(saga);
    }

    [Theory]
    [InlineData(CommandKind.Deploy)]
    [InlineData(CommandKind.Destroy)]
    public async Task A_bundle_that_no_executor_can_roll_out_is_generated_and_not_deployed(CommandKind command)
    {
        var id = "chart-" + command;
        await bed.AskAsync(CommandKind.Generate, $$$"""{"deployment_id":"{{{id}}}","environment":"dev","runtime":"helm","template_spec":{"cloud":"kubernetes","services":[{"name":"web"}]}}""");
        await bed.TellAsync(Outcomes.Generated(await bed.SagaAsync(id)));
        await bed.TellAsync(Outcomes.Judged(await bed.SagaAsync(id), Verdict.Incomplete));
        var generated = await bed.SagaAsync(id);
        Assert.Equal(nameof(Machine.Generated), generated.CurrentState);

        var refusal = (await bed.AskAsync(command, $$"""{"deployment_id":"{{id}}"}""")).Refusal!;
        var error = Assert.Single(refusal.Errors!);
        Assert.Equal((422, RequestRules.NotDeployable), (refusal.Status, error.RuleId));
        Assert.Contains("helm", error.Message, StringComparison.Ordinal);
        await Same(generated);
    }

    [Theory]
    [InlineData(nameof(Machine.Generated))]
    [InlineData(nameof(Machine.Healthy))]
    [InlineData(nameof(Machine.Failed))]
    public async Task Outcomes_that_come_again_after_the_end_of_their_run_change_nothing(string state)
    {
        var id = "again-" + state;
        var ended = await bed.ReachAsync(id, state);
        var run = (await bed.StatusAsync(id)).Run!.RunId;
        await TellAllAsync(new DeploymentState { DeploymentId = id, RunId = run, Attempt = 1 });
        await Same(ended);
    }

    [Theory]
    [InlineData(nameof(Machine.Generating), nameof(Machine.Failed))]
    [InlineData(nameof(Machine.CheckingBundle), nameof(Machine.Failed))]
    [InlineData(nameof(Machine.Planning), nameof(Machine.Failed))]
    [InlineData(nameof(Machine.JudgingPlan), nameof(Machine.Failed))]
    [InlineData(nameof(Machine.Applying), nameof(Machine.NeedsAttention))]
    [InlineData(nameof(Machine.Verifying), nameof(Machine.Failed))]
    public async Task A_workers_fault_ends_the_run_and_never_says_what_the_exception_said(string state, string end)
    {
        var id = "fault-" + state;
        var saga = await bed.ReachAsync(id, state);
        await FaultAsync(saga, state);
        Assert.Equal(end, (await bed.SagaAsync(id)).CurrentState);
        var status = await bed.StatusAsync(id);
        Assert.NotNull(status.Run!.FinishedAt);
        Assert.Contains("InvalidOperationException", status.Failure!.Message, StringComparison.Ordinal);
        Assert.All((await bed.LogAsync(id)).Events, e => Assert.DoesNotContain("what the exception said", e.Body, StringComparison.Ordinal));

        // Again, late: nothing.
        var ended = await bed.SagaAsync(id);
        await FaultAsync(saga, state);
        await Same(ended);
        // And there is a way on.
        Assert.Null((await bed.AskAsync(CommandKind.Generate, $$$"""{"deployment_id":"{{{id}}}","environment":"dev","runtime":"terraform","template_spec":{"cloud":"local","modules":[{"name":"network"}]}}""")).Refusal);
    }

    [Theory]
    [InlineData(nameof(Machine.Generating))]
    [InlineData(nameof(Machine.CheckingBundle))]
    [InlineData(nameof(Machine.JudgingPlan))]
    public async Task A_pure_worker_that_stays_silent_is_asked_again_and_then_given_up(string state)
    {
        var id = "silent-" + state;
        var saga = await bed.ReachAsync(id, state);
        for (var resend = 1; resend <= Deadlines.MostResends; resend++)
        {
            await OverdueAsync(saga);
            saga = await bed.SagaAsync(id);
            Assert.Equal((state, resend), (saga.CurrentState, saga.Resends));
        }
        await OverdueAsync(saga);
        Assert.Equal(nameof(Machine.Failed), (await bed.SagaAsync(id)).CurrentState);
        var failure = (await bed.StatusAsync(id)).Failure!;
        Assert.True(failure.Retryable);
        Assert.Contains("did not answer", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(Machine.Planning))]
    [InlineData(nameof(Machine.Applying))]
    [InlineData(nameof(Machine.Verifying))]
    [InlineData(nameof(Machine.Cancelling))]
    public async Task Silence_of_the_executor_concludes_nothing_however_long_it_lasts(string state)
    {
        var id = "patient-" + state;
        var saga = await bed.ReachAsync(id, state);
        for (var n = 1; n <= Deadlines.MostResends * 3; n++)
        {
            var due = saga.DueAt;
            await OverdueAsync(saga);
            saga = await bed.SagaAsync(id);
            Assert.Equal(state, saga.CurrentState);
            Assert.NotNull(saga.DueAt);
            if (n <= 4)
                Assert.True(saga.DueAt > due);
        }
        Assert.Null((await bed.StatusAsync(id)).Run!.FinishedAt);
    }

    [Fact]
    public async Task An_overdue_notice_of_an_earlier_state_or_time_is_not_listened_to()
    {
        var planning = await bed.ReachAsync("stale-notice", nameof(Machine.Planning));
        await bed.TellAsync(Outcomes.Planned(planning));
        var now = await bed.SagaAsync("stale-notice");
        await OverdueAsync(planning);
        await bed.TellAsync(new StageOverdue { DeploymentId = now.DeploymentId, RunId = now.RunId!.Value, State = now.CurrentState, DueAt = now.DueAt!.Value - 1 });
        await Same(now);
    }

    [Fact]
    public async Task What_it_costs_is_in_the_status_by_stage_and_in_the_plans_summary()
    {
        const string Id = "priced";
        await bed.ReachAsync(Id, nameof(Machine.JudgingPlan));
        Assert.Equal(["bundle"], (await bed.StatusAsync(Id)).Costs.Keys);

        await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync(Id), approval: true));
        var status = await bed.StatusAsync(Id);

        Assert.Equal([("bundle", 1, 73m, (decimal?)null), ("plan", 1, 73m, 73m)], status.Costs.Select(c => (c.Key, c.Value.Revision!.Value, c.Value.MonthlyUsd, c.Value.DifferenceUsd)));
        Assert.Equal(new CostSummary(73, true, 73, true), status.Plan!.Cost);
        Assert.True(status.Plan.ApprovalRequired);

        // The next plan has not been estimated yet.
        await bed.AskAsync(CommandKind.Reject, $$"""{"deployment_id":"{{Id}}","plan_digest":"{{Outcomes.PlanDigest}}"}""");
        await bed.AskAsync(CommandKind.Deploy, $$"""{"deployment_id":"{{Id}}"}""");
        Assert.Equal(["bundle"], (await bed.StatusAsync(Id)).Costs.Keys);
    }

    [Fact]
    public async Task The_status_row_is_the_fold_of_the_event_log_from_its_beginning()
    {
        const string Id = "folded";
        await bed.ReachAsync(Id, nameof(Machine.Healthy));
        var scan = (await bed.AskAsync(CommandKind.DriftScan, $$"""{"deployment_id":"{{Id}}"}""")).RunId!.Value;
        await bed.TellAsync(Outcomes.Scanned(Id, scan, drifted: true));
        Assert.Equal("drifted", (await bed.StatusAsync(Id)).Status);
        await bed.AskAsync(CommandKind.Deploy, $$"""{"deployment_id":"{{Id}}"}""");
        await bed.TellAsync(Outcomes.Progressed(await bed.SagaAsync(Id)));
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(Id)));
        await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync(Id)));
        await bed.TellAsync(Outcomes.Progressed(await bed.SagaAsync(Id)));
        await bed.TellAsync(Outcomes.Failed(await bed.SagaAsync(Id)));
        await bed.AskAsync(CommandKind.Destroy, $$"""{"deployment_id":"{{Id}}"}""");
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(Id)));
        await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync(Id)));
        await bed.TellAsync(Outcomes.Applied(await bed.SagaAsync(Id)));

        var (row, events) = await bed.LogAsync(Id);
        Assert.Equal("destroyed", row.Status);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e.Sequence));
        DeploymentStatus? folded = null;
        foreach (var happened in events.Select(e => JsonSerializer.Deserialize<DeploymentEvent>(e.Body, Json.Options)!))
            folded = StatusFold.Apply(folded, happened, happened.Data.Deserialize<EventData>(Json.Options)!);
        Assert.Equal(row.Document, SagaBed.Text(folded!));
        Assert.Equal((row.Status, row.Sequence, row.Environment), (folded!.Status, folded.Sequence, folded.Environment));
    }

    async Task Same(DeploymentState before)
    {
        var after = await bed.SagaAsync(before.DeploymentId);
        Assert.Equal((before.CurrentState, before.Sequence, before.RunId, before.Attempt, before.DueAt), (after.CurrentState, after.Sequence, after.RunId, after.Attempt, after.DueAt));
    }

    async Task TellAllAsync(DeploymentState saga)
    {
        await bed.TellAsync(Outcomes.Generated(saga));
        await bed.TellAsync(Outcomes.Refused(saga));
        await bed.TellAsync(Outcomes.Judged(saga, Verdict.Pass));
        await bed.TellAsync(Outcomes.Planned(saga));
        await bed.TellAsync(Outcomes.PlanJudged(saga));
        await bed.TellAsync(Outcomes.Applied(saga));
        await bed.TellAsync(Outcomes.Outdated(saga));
        await bed.TellAsync(Outcomes.Verified(saga));
        await bed.TellAsync(Outcomes.Failed(saga));
        await bed.TellAsync(Outcomes.Cancelled(saga));
        await bed.TellAsync(Outcomes.Progressed(saga));
        await bed.TellAsync(Outcomes.Scanned(saga.DeploymentId, saga.RunId!.Value, drifted: true));
        await bed.TellAsync(new StageOverdue { DeploymentId = saga.DeploymentId, RunId = saga.RunId.Value, State = nameof(Machine.Applying), DueAt = 1 });
        foreach (var state in new[] { nameof(Machine.Generating), nameof(Machine.CheckingBundle), nameof(Machine.Planning), nameof(Machine.JudgingPlan), nameof(Machine.Applying), nameof(Machine.Verifying) })
            await FaultAsync(saga, state);
        await bed.FaultAsync(new CancelRun { DeploymentId = saga.DeploymentId, RunId = saga.RunId.Value });
        await bed.FaultAsync(new ScanDrift { DeploymentId = saga.DeploymentId, RunId = saga.RunId.Value, Target = Outcomes.Target(saga) });
    }

    Task OverdueAsync(DeploymentState saga) =>
        bed.TellAsync(new StageOverdue { DeploymentId = saga.DeploymentId, RunId = saga.RunId!.Value, State = saga.CurrentState, DueAt = saga.DueAt!.Value });

    /// <summary>The fault of the command that the state waits for.</summary>
    Task FaultAsync(DeploymentState saga, string state)
    {
        var (id, run, attempt) = (saga.DeploymentId, saga.RunId!.Value, Math.Max(1, saga.Attempt));
        var spec = JsonSerializer.SerializeToElement(new { });
        return state switch
        {
            nameof(Machine.Generating) => bed.FaultAsync(new GenerateBundle { DeploymentId = id, RunId = run, Attempt = attempt, Revision = 1, Environment = "dev", Runtime = "terraform", TemplateSpec = spec, RequestDigest = "sha256:r" }),
            nameof(Machine.CheckingBundle) => bed.FaultAsync(new JudgeBundle { DeploymentId = id, RunId = run, Attempt = attempt, Revision = 1, Environment = "dev", Runtime = "terraform", TemplateSpec = spec, Bundle = Outcomes.Bundle(saga) }),
            nameof(Machine.Planning) => bed.FaultAsync(new PlanDeployment { DeploymentId = id, RunId = run, Attempt = attempt, Target = Outcomes.Target(saga) }),
            nameof(Machine.JudgingPlan) => bed.FaultAsync(new JudgePlan { DeploymentId = id, RunId = run, Attempt = attempt, Environment = "dev", Runtime = "terraform", PlanDigest = Outcomes.PlanDigest, Changes = Outcomes.Planned(saga).Changes, Destroy = false }),
            nameof(Machine.Applying) => bed.FaultAsync(new ApplyPlan { DeploymentId = id, RunId = run, Attempt = attempt, Target = Outcomes.Target(saga), PlanDigest = Outcomes.PlanDigest }),
            _ => bed.FaultAsync(new VerifyDeployment { DeploymentId = id, RunId = run, Attempt = attempt, Target = Outcomes.Target(saga) }),
        };
    }
}
