using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace InfraAgent.Api.Tests.Deployments;

using Machine = DeploymentStateMachine;

/// <summary>Who may approve, for how long that is waited for, and for how long it counts.</summary>
public sealed class ApprovalTests(ApprovalTests.Bed own) : IClassFixture<ApprovalTests.Bed>
{
    /// <summary>One that looks for what is overdue only when it is told to.</summary>
    public sealed class Bed : IAsyncLifetime
    {
        public SagaBed Saga { get; } = new() { Settings = ["--Saga:Sweep=01:00:00"] };

        public Task InitializeAsync() => Saga.InitializeAsync();

        public Task DisposeAsync() => Saga.DisposeAsync();
    }

    static readonly Actor Requester = new("tester", "rest");
    static readonly Actor Boss = new("boss", "rest");

    readonly SagaBed bed = own.Saga;

    [Fact]
    public async Task Where_a_second_person_is_asked_for_the_requester_may_not_approve_on_whatever_way()
    {
        var saga = await WaitingAsync("four-eyes", j => j with { FourEyes = true });
        foreach (var own in new[] { Requester, Requester with { Via = "amqp" } })
        {
            var refusal = (await ApproveAsync(saga, own)).Refusal!;
            Assert.Equal((403, "urn:infra-agent:problem:second-person-needed"), (refusal.Status, refusal.Type));
            Assert.Contains("'tester' asked for this run", refusal.Detail, StringComparison.Ordinal);
        }
        Assert.Equal(nameof(Machine.AwaitingApproval), (await bed.SagaAsync("four-eyes")).CurrentState);
        Assert.True((await bed.StatusAsync("four-eyes")).Plan!.FourEyes);

        Assert.Null((await ApproveAsync(saga, Boss)).Refusal);
        Assert.Equal(nameof(Machine.Applying), (await bed.SagaAsync("four-eyes")).CurrentState);
        Assert.Equal("boss", (await bed.StatusAsync("four-eyes")).Plan!.ApprovedBy!.Name);
    }

    [Theory]
    [InlineData("local", "rest", "Auth:ApiKeysFile")]
    [InlineData("amqp", "amqp", "user_id")]
    public async Task Who_has_no_name_of_their_own_is_told_what_to_do_about_it(string name, string via, string advice)
    {
        var nobody = new Actor(name, via);
        var saga = await WaitingAsync("nobody-" + name, j => j with { FourEyes = true }, nobody);
        Assert.Contains(advice, (await ApproveAsync(saga, nobody)).Refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_requester_may_reject_their_own_plan()
    {
        var saga = await WaitingAsync("own-no", j => j with { FourEyes = true });
        Assert.Null((await bed.AskAsync(CommandKind.Reject, Decision(saga), Requester)).Refusal);
        Assert.Equal(nameof(Machine.Rejected), (await bed.SagaAsync("own-no")).CurrentState);
    }

    [Fact]
    public async Task A_plan_that_nobody_approves_in_time_is_not_applied_and_the_run_says_so()
    {
        var saga = await WaitingAsync("too-late", j => j with { ApproveWithin = TimeSpan.FromMilliseconds(1) });
        Assert.Equal(saga.ApproveBy, saga.DueAt);
        var late = (await ApproveAsync(saga, Boss)).Refusal!;
        Assert.Equal(409, late.Status);
        Assert.Contains("Deploy again", late.Detail, StringComparison.Ordinal);

        await SweepAsync();
        var status = await bed.StatusAsync("too-late");
        Assert.Equal(("rejected", "rejected", "approval", true), (status.Status, status.Run!.Outcome, status.Failure!.Stage, status.Failure.Retryable));
        Assert.Contains("Nobody approved the plan before", status.Failure.Message, StringComparison.Ordinal);
        var events = (await bed.LogAsync("too-late")).Events.Select(e => e.Type).ToList();
        Assert.Equal([EventType.ApprovalRequested, EventType.ApprovalExpired, EventType.RunFinished], events.TakeLast(3));

        // Once: nothing of it comes again, and the deployment can be deployed.
        await SweepAsync();
        Assert.Equal(events.Count, (await bed.LogAsync("too-late")).Events.Count);
        Assert.Null((await bed.AskAsync(CommandKind.Deploy, """{"deployment_id":"too-late"}""")).Refusal);
    }

    [Fact]
    public async Task What_passed_by_a_waiver_can_be_approved_while_that_lasts_and_no_longer()
    {
        var end = DateTimeOffset.UtcNow.AddHours(1);
        var saga = await WaitingAsync("waived", j => j with { ApproveWithin = TimeSpan.FromHours(24), WaivedUntil = end });
        Assert.Equal(end.ToUnixTimeMilliseconds(), saga.ApproveBy);
        Assert.Equal(end.ToUnixTimeMilliseconds(), (await bed.StatusAsync("waived")).Plan!.ApprovalExpiresAt!.Value.ToUnixTimeMilliseconds());
        var longer = await WaitingAsync("waived-longer", j => j with { ApproveWithin = TimeSpan.FromMinutes(5), WaivedUntil = end });
        Assert.True(longer.ApproveBy < end.ToUnixTimeMilliseconds());
        Assert.Null((await WaitingAsync("for-ever", j => j)).DueAt);
    }

    [Fact]
    public async Task Nor_longer_than_the_waiver_by_which_its_code_passed()
    {
        var end = DateTimeOffset.UtcNow.AddHours(1);
        var saga = await WaitingAsync("code-waived", j => j with { ApproveWithin = TimeSpan.FromHours(24), WaivedUntil = end.AddHours(1) }, codeWaivedUntil: end);
        Assert.Equal(end.ToUnixTimeMilliseconds(), saga.ApproveBy);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_verdict_that_arrives_after_its_waiver_has_ended_applies_nothing(bool code)
    {
        var id = $"late-verdict-{code}";
        await bed.ReachAsync(id, nameof(Machine.JudgingPlan));
        if (code) await CodeWaivedUntilAsync(id, DateTimeOffset.UtcNow.AddSeconds(-1));
        await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync(id)) with { WaivedUntil = code ? null : DateTimeOffset.UtcNow.AddSeconds(-1) });

        var status = await bed.StatusAsync(id);
        Assert.Equal(("rejected", "rejected"), (status.Status, status.Run!.Outcome));
        var events = (await bed.LogAsync(id)).Events;
        Assert.DoesNotContain(events, e => e.Type == EventType.ApplyStarted);
        Assert.Contains("by a waiver that ended at", events[^1].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_removed_hangs_on_no_waiver_of_its_code()
    {
        await bed.ReachAsync("removed", nameof(Machine.Healthy));
        await CodeWaivedUntilAsync("removed", DateTimeOffset.UtcNow.AddSeconds(-1));
        await bed.AskAsync(CommandKind.Destroy, """{"deployment_id":"removed"}""");
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync("removed")));
        await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync("removed")));
        Assert.Equal(nameof(Machine.Applying), (await bed.SagaAsync("removed")).CurrentState);
    }

    [Theory]
    [InlineData("pass", nameof(Machine.Applying))]
    [InlineData("fail", nameof(Machine.Rejected))]
    [InlineData("incomplete", nameof(Machine.Rejected))]
    public async Task A_verdict_of_a_service_that_does_not_say_whether_it_refuses_is_taken_by_its_word(string verdict, string state)
    {
        var id = "older-" + verdict;
        await bed.ReachAsync(id, nameof(Machine.JudgingPlan));
        var message = JsonSerializer.SerializeToNode(Outcomes.PlanJudged(await bed.SagaAsync(id)) with { Verdict = verdict }, Json.Options)!.AsObject();
        Assert.True(message.Remove("refused"));
        await bed.TellAsync(message.Deserialize<PlanJudged>(Json.Options)!);
        Assert.Equal(state, (await bed.SagaAsync(id)).CurrentState);
    }

    async Task CodeWaivedUntilAsync(string id, DateTimeOffset end)
    {
        await using var scope = bed.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        await db.WriteAsync(() => db.Set<RevisionRow>().Where(r => r.DeploymentId == id).ExecuteUpdateAsync(set => set.SetProperty(r => r.WaivedUntil, end.ToUnixTimeMilliseconds())), default);
    }

    [Fact]
    public async Task Planning_again_to_an_equal_digest_keeps_the_approval_and_to_another_does_not()
    {
        await ApprovedAsync("kept", TimeSpan.FromHours(1));
        var saga = await PlanAgainAsync("kept", Outcomes.PlanDigest);
        Assert.Equal(nameof(Machine.Applying), saga.CurrentState);
        Assert.Equal("boss", (await bed.StatusAsync("kept")).Plan!.ApprovedBy?.Name);

        saga = await PlanAgainAsync("kept", "sha256:" + new string('f', 64));
        Assert.Equal(nameof(Machine.AwaitingApproval), saga.CurrentState);
        Assert.Equal(412, (await ApproveAsync(saga, Boss, Outcomes.PlanDigest)).Refusal!.Status);
        Assert.Null((await ApproveAsync(saga, Boss, "sha256:" + new string('f', 64))).Refusal);
    }

    [Fact]
    public async Task An_approval_that_was_not_used_in_time_counts_for_nothing()
    {
        var saga = await ApprovedAsync("unused", TimeSpan.FromHours(1));
        await using (var scope = bed.Host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            await db.WriteAsync(() => db.Set<DeploymentState>().Where(s => s.DeploymentId == saga.DeploymentId).ExecuteUpdateAsync(set => set.SetProperty(s => s.ApproveBy, 1L)), default);
        }
        Assert.Equal(nameof(Machine.AwaitingApproval), (await PlanAgainAsync("unused", Outcomes.PlanDigest)).CurrentState);
    }

    async Task<DeploymentState> WaitingAsync(string id, Func<PlanJudged, PlanJudged> judged, Actor? requester = null, DateTimeOffset? codeWaivedUntil = null)
    {
        await bed.ReachAsync(id, nameof(Machine.Generated));
        if (codeWaivedUntil is { } end) await CodeWaivedUntilAsync(id, end);
        await bed.AskAsync(CommandKind.Deploy, $$"""{"deployment_id":"{{id}}"}""", requester ?? Requester);
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(id)));
        await bed.TellAsync(judged(Outcomes.PlanJudged(await bed.SagaAsync(id), approval: true)));
        var saga = await bed.SagaAsync(id);
        Assert.Equal(nameof(Machine.AwaitingApproval), saga.CurrentState);
        return saga;
    }

    async Task<DeploymentState> ApprovedAsync(string id, TimeSpan within)
    {
        Assert.Null((await ApproveAsync(await WaitingAsync(id, j => j with { ApproveWithin = within }), Boss)).Refusal);
        return await bed.SagaAsync(id);
    }

    async Task<DeploymentState> PlanAgainAsync(string id, string digest)
    {
        await bed.TellAsync(Outcomes.Outdated(await bed.SagaAsync(id)));
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(id)) with { PlanDigest = digest });
        await bed.TellAsync(Outcomes.PlanJudged(await bed.SagaAsync(id), approval: true) with { PlanDigest = digest, ApproveWithin = TimeSpan.FromHours(1) });
        return await bed.SagaAsync(id);
    }

    Task<Answer> ApproveAsync(DeploymentState saga, Actor who, string? digest = null) => bed.AskAsync(CommandKind.Approve, Decision(saga, digest), who);

    static string Decision(DeploymentState saga, string? digest = null) =>
        new JsonObject { ["deployment_id"] = saga.DeploymentId, ["plan_digest"] = digest ?? saga.PlanDigest }.ToJsonString();

    Task SweepAsync() => bed.Host.Services.GetServices<IHostedService>().OfType<OverdueSweep>().Single().SweepAsync(default);
}
