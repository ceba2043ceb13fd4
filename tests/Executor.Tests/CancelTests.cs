using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using InfraAgent.TestBed;

namespace InfraAgent.Executor.Tests;

public sealed class CancelTests
{
    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task A_queued_job_is_cancelled_at_once_and_never_runs(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        var command = Requests.Plan("a");
        await bed.SendAsync(command);
        await bed.UntilAsync(1, JobStates.Queued);
        await bed.SendAsync(Requests.Cancel("a", command.RunId));

        Assert.False((await bed.Outcomes.NextAsync<RunCancelled>()).Changed);
        await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Plan("b"));
        await bed.Outcomes.NextAsync<PlanMade>();
        Assert.Equal(["b"], bed.Tool.Calls.Select(c => c.DeploymentId));
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite", "apply", true), InlineData("sqlite", "plan", false), InlineData("postgres", "apply", true)]
    public async Task A_running_job_is_interrupted_and_says_whether_it_had_begun_to_change_things(string database, string step, bool changed)
    {
        await using var bed = await QueueBed.OnAsync(database);
        bed.Tool.Hold = true;
        await bed.Worker(o => o.Heartbeat = TimeSpan.FromSeconds(10)).StartAsync(); // the doorbell, not the heartbeat, brings it
        IRunMessage command = step == "apply" ? Requests.Apply("a") : Requests.Plan("a");
        await bed.SendAsync(command);
        await Eventually.True(() => bed.Tool.Calls.Count == 1, "the tool runs");
        if (changed) await Eventually.True(async () => (await bed.JobsAsync())[0].Started, "it has begun");
        await bed.SendAsync(Requests.Cancel("a", command.RunId));

        Assert.Equal(changed, (await bed.Outcomes.NextAsync<RunCancelled>()).Changed);
        Assert.Single(bed.Outcomes.Of<RunCancelled>());
    }

    [Fact]
    public async Task A_cancellation_on_another_worker_reaches_the_one_that_runs_the_tool_with_its_heartbeat()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Hold = true;
        await bed.Worker().StartAsync();
        var command = Requests.Plan("a");
        await bed.SendAsync(command);
        await bed.UntilAsync(1, JobStates.Running);
        // As another process would: no doorbell rings here.
        await bed.ReadAsync(async db =>
        {
            var job = await db.FindAsync<Job>(Job.IdOf(command.RunId, JobSteps.Plan, 1));
            job!.CancelRequested = true;
            job.Version++;
            return await db.SaveChangesAsync();
        });

        await bed.Outcomes.NextAsync<RunCancelled>();
    }

    [Fact]
    public async Task A_finished_apply_stands_and_is_told_again()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        await bed.Worker().StartAsync();
        var command = Requests.Apply("a");
        await bed.SendAsync(command);
        await bed.Outcomes.NextAsync<PlanApplied>();
        await bed.SendAsync(Requests.Cancel("a", command.RunId));

        await Eventually.True(() => bed.Outcomes.Of<PlanApplied>().Count == 2, "the outcome is sent again");
        Assert.Empty(bed.Outcomes.Of<RunCancelled>());

        // What was applied can still be looked at, but nothing more is changed.
        await bed.SendAsync(Requests.Verify("a", command.RunId), Requests.Plan("a", command.RunId, attempt: 2));
        await bed.Outcomes.NextAsync<DeploymentVerified>();
        Assert.True((await bed.Outcomes.NextAsync<RunCancelled>()).Changed);
        Assert.DoesNotContain(bed.Tool.Calls, c => c.Step == JobSteps.Plan);
    }

    [Fact]
    public async Task A_run_whose_plan_is_finished_is_cancelled()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        await bed.Worker().StartAsync();
        var command = Requests.Plan("a");
        await bed.SendAsync(command);
        await bed.Outcomes.NextAsync<PlanMade>();
        await bed.SendAsync(Requests.Cancel("a", command.RunId));

        Assert.False((await bed.Outcomes.NextAsync<RunCancelled>()).Changed);
    }

    [Fact]
    public async Task A_command_that_comes_after_its_cancellation_is_answered_and_not_run()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        await bed.Worker().StartAsync();
        var run = Guid.CreateVersion7();
        await bed.SendAsync(Requests.Cancel("a", run));
        await bed.Outcomes.NextAsync<RunCancelled>();
        await bed.SendAsync(Requests.Apply("a", run));

        await Eventually.True(() => bed.Outcomes.Of<RunCancelled>().Count == 2, "the command is answered");
        Assert.Empty(bed.Tool.Calls);
        Assert.Empty(await bed.JobsAsync());
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task A_command_and_a_cancellation_that_cross_each_other_leave_nothing_running(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        bed.Tool.Hold = true;
        await bed.Worker(o => o.Slots = 8).StartAsync();
        var runs = Enumerable.Range(0, 25).Select(i => (Id: $"d{i}", Run: Guid.CreateVersion7())).ToList();
        await Task.WhenAll(runs.SelectMany(r => new[] { bed.SendAsync(Requests.Apply(r.Id, r.Run)), bed.SendAsync(Requests.Cancel(r.Id, r.Run)) }));

        // The tool ends only when it is interrupted, so a job that slipped through would run for ever.
        await Eventually.True(() => runs.TrueForAll(r => bed.Outcomes.Of<RunCancelled>().Any(c => c.RunId == r.Run)), "every run is cancelled");
        await Eventually.True(async () => (await bed.JobsAsync()).TrueForAll(j => j.State == JobStates.Done), "no job is left");
        Assert.Empty(bed.Outcomes.Of<PlanApplied>());
    }

    [Fact]
    public async Task A_scan_is_stopped_by_a_command_of_its_own()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Hold = true;
        await bed.Worker(queue: JobQueues.Drift).StartAsync();
        var scan = Requests.Scan("a");
        await bed.SendAsync(scan);
        await bed.UntilAsync(1, JobStates.Running);
        await bed.SendAsync(new CancelScan { DeploymentId = "a", RunId = scan.RunId });

        Assert.False((await bed.Outcomes.NextAsync<RunCancelled>()).Changed);
    }
}
