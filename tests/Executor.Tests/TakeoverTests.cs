using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Jobs;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace InfraAgent.Executor.Tests;

public sealed class TakeoverTests
{
    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task A_plan_whose_worker_died_is_made_again_under_a_higher_epoch(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        var command = Requests.Plan("a");
        await bed.SendAsync(command);
        await DieAsync(bed, command.RunId, JobSteps.Plan, leaseEnded: TimeSpan.FromSeconds(31));
        await bed.Worker().StartAsync();
        await bed.Outcomes.NextAsync<PlanMade>();

        Assert.Equal(1, bed.Tool.LeftoversEnded);
        Assert.True(bed.Tool.Calls.Single().Epoch > 7);
        Assert.Equal(1, (await bed.JobAsync(command.RunId, JobSteps.Plan)).Takeovers);
    }

    [Fact]
    public async Task A_lease_that_has_ended_is_not_enough_the_grace_period_must_be_over_too()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        var dead = Requests.Plan("a");
        await bed.SendAsync(dead);
        await DieAsync(bed, dead.RunId, JobSteps.Plan, leaseEnded: TimeSpan.FromSeconds(20));
        await bed.Worker().StartAsync();
        // Another run of the deployment must wait as well; one of another deployment shows that the worker works.
        await bed.SendAsync(Requests.Plan("a"));
        await bed.UntilAsync(1, JobStates.Queued);
        await bed.SendAsync(Requests.Plan("b"));
        await bed.Outcomes.NextAsync<PlanMade>(p => p.DeploymentId == "b");

        Assert.Equal(["b"], bed.Tool.Calls.Select(c => c.DeploymentId));
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task An_apply_that_had_begun_when_its_worker_died_is_never_replayed(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        var command = Requests.Apply("a");
        await bed.SendAsync(command);
        await DieAsync(bed, command.RunId, JobSteps.Apply, leaseEnded: TimeSpan.FromMinutes(2), started: true);
        await bed.Worker().StartAsync();

        Assert.True((await bed.Outcomes.NextAsync<PlanOutdated>()).ApplyLost);
        Assert.Empty(bed.Tool.Calls);
        Assert.Equal(1, bed.Tool.LeftoversEnded);

        // Nor when the command is repeated.
        await bed.SendAsync(command);
        await Eventually.True(() => bed.Outcomes.Of<PlanOutdated>().Count == 2, "the outcome is sent again");
        Assert.Empty(bed.Tool.Calls);
    }

    [Fact]
    public async Task An_apply_that_had_not_begun_runs_on_the_next_worker()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        var command = Requests.Apply("a");
        await bed.SendAsync(command);
        await DieAsync(bed, command.RunId, JobSteps.Apply, leaseEnded: TimeSpan.FromMinutes(2));
        await bed.Worker().StartAsync();

        await bed.Outcomes.NextAsync<PlanApplied>();
        Assert.Single(bed.Tool.Calls);
    }

    [Fact]
    public async Task A_cancelled_job_whose_worker_died_is_cancelled_by_the_next()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        var command = Requests.Apply("a");
        await bed.SendAsync(command);
        await DieAsync(bed, command.RunId, JobSteps.Apply, leaseEnded: TimeSpan.FromMinutes(2), started: true);
        await bed.SendAsync(Requests.Cancel("a", command.RunId));
        await Eventually.True(async () => (await bed.JobAsync(command.RunId, JobSteps.Apply)).CancelRequested, "the cancellation is noted");
        Assert.Empty(bed.Outcomes.All);

        await bed.Worker().StartAsync();
        Assert.True((await bed.Outcomes.NextAsync<RunCancelled>()).Changed);
        Assert.Empty(bed.Tool.Calls);
    }

    [Fact]
    public async Task A_job_that_kills_its_workers_fails_in_the_end()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        var command = Requests.Plan("a");
        await bed.SendAsync(command);
        await DieAsync(bed, command.RunId, JobSteps.Plan, leaseEnded: TimeSpan.FromMinutes(2), takeovers: 5);
        await bed.Worker().StartAsync();

        Assert.Contains("died 6 times", (await bed.Outcomes.NextAsync<StageFailed>()).Failure.Message, StringComparison.Ordinal);
        Assert.Empty(bed.Tool.Calls);
    }

    [Fact]
    public async Task A_restarted_worker_takes_its_own_jobs_back_without_waiting_for_their_leases()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        var before = bed.Worker(name: "home");
        var name = before.Name;
        await before.DisposeAsync();
        var command = Requests.Plan("a");
        await bed.SendAsync(command);
        await DieAsync(bed, command.RunId, JobSteps.Plan, leaseEnded: -TimeSpan.FromHours(1), worker: name);

        await bed.Worker(name: "home").StartAsync();
        await bed.Outcomes.NextAsync<PlanMade>();
        Assert.Equal(1, bed.Tool.LeftoversEnded);
    }

    [Fact]
    public void A_second_process_in_a_data_directory_proves_nothing_about_the_first()
    {
        using var folder = new TempFolder();
        using var first = new WorkerIdentity(folder.Path);
        using var second = new WorkerIdentity(folder.Path);

        Assert.True(first.Exclusive);
        Assert.False(second.Exclusive);
        Assert.NotEqual(first.Worker, second.Worker);
    }

    [Fact]
    public async Task A_worker_that_was_superseded_stops_its_tool_and_records_nothing()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Hold = true;
        await bed.Worker().StartAsync();
        var command = Requests.Plan("a");
        await bed.SendAsync(command);
        await Eventually.True(() => bed.Tool.Calls.Count == 1, "the tool runs");
        await DieAsync(bed, command.RunId, JobSteps.Plan, leaseEnded: -TimeSpan.FromHours(1));

        await Eventually.True(() => bed.Tool.Interrupted == 1, "the tool is interrupted");
        var job = await bed.JobAsync(command.RunId, JobSteps.Plan);
        Assert.Equal((JobStates.Running, "dead/1"), (job.State, job.Worker));
        Assert.Empty(bed.Outcomes.Of<PlanMade>());
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task A_worker_that_is_asked_to_stop_hands_its_plan_to_another(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        bed.Tool.Hold = true;
        var first = await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Plan("a"));
        await Eventually.True(() => bed.Tool.Calls.Count == 1, "the tool runs");
        await first.StopAsync();

        Assert.Equal(JobStates.Queued, (await bed.JobsAsync()).Single().State);
        Assert.Equal(HealthStatus.Unhealthy, (await first.Worker.CheckHealthAsync(new HealthCheckContext())).Status);
        bed.Tool.ReleaseAll();
        await bed.Worker().StartAsync();
        await bed.Outcomes.NextAsync<PlanMade>();
        Assert.Equal(0, bed.Tool.LeftoversEnded);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_in_an_apply_says_that_it_was_lost()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Hold = true;
        var first = await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Apply("a"));
        await Eventually.True(async () => (await bed.JobsAsync()).SingleOrDefault() is { Started: true }, "it has begun");
        await first.StopAsync();

        var outdated = await bed.Outcomes.NextAsync<PlanOutdated>();
        Assert.True(outdated.ApplyLost);
        Assert.Contains("shut down", outdated.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_worker_that_is_asked_to_stop_lets_a_job_finish_within_the_grace_period()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Hold = true;
        var first = await bed.Worker(o => o.ShutdownGrace = TimeSpan.FromMinutes(1)).StartAsync();
        await bed.SendAsync(Requests.Apply("a"));
        await Eventually.True(() => bed.Tool.Calls.Count == 1, "the tool runs");
        var stopping = first.StopAsync();
        await bed.SendAsync(Requests.Plan("b"));
        await bed.UntilAsync(1, JobStates.Queued);
        bed.Tool.ReleaseAll();
        await stopping;

        await bed.Outcomes.NextAsync<PlanApplied>();
        Assert.Equal(["a"], bed.Tool.Calls.Select(c => c.DeploymentId));
    }

    [Requires(Part.PostgreSql)]
    public async Task When_the_database_is_away_longer_than_the_lease_tools_are_stopped_and_nothing_is_lost()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var bed = await QueueBed.StartAsync(await server.CreateDatabaseAsync("executor"));
        bed.Tool.Hold = true;
        await bed.Worker(o => o.Lease = TimeSpan.FromSeconds(2)).StartAsync();
        await bed.SendAsync(Requests.Plan("plan"), Requests.Apply("apply"));
        await Eventually.True(async () => (await bed.JobsAsync()).Exists(j => j.Started), "the apply has begun");
        await bed.UntilAsync(2, JobStates.Running);

        server.Kill();
        await Eventually.True(() => bed.Tool.Interrupted == 2, "both tools are stopped when the lease ends");
        bed.Tool.ReleaseAll();
        await StartAgainAsync(server);

        await bed.Outcomes.NextAsync<PlanMade>(p => p.DeploymentId == "plan");
        Assert.True((await bed.Outcomes.NextAsync<PlanOutdated>(p => p.DeploymentId == "apply")).ApplyLost);
        Assert.Equal(2, bed.Tool.Calls.Count(c => c.DeploymentId == "plan"));
        Assert.Single(bed.Tool.Calls, c => c.DeploymentId == "apply");
    }

    [Requires(Part.PostgreSql)]
    public async Task When_the_database_is_away_for_a_moment_the_tool_goes_on()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var bed = await QueueBed.StartAsync(await server.CreateDatabaseAsync("executor"));
        bed.Tool.Hold = true;
        await bed.Worker(o => o.Lease = TimeSpan.FromMinutes(2)).StartAsync();
        await bed.SendAsync(Requests.Apply("a"));
        await Eventually.True(async () => (await bed.JobsAsync()).Exists(j => j.Started), "the apply has begun");

        server.Kill();
        bed.Tool.ReleaseAll(); // it ends while nobody can write that down
        await StartAgainAsync(server);

        await bed.Outcomes.NextAsync<PlanApplied>();
        Assert.Equal(0, bed.Tool.Interrupted);
        Assert.Single(bed.Tool.Calls);
    }

    // The killed server's last processes may still hold its folder for a moment.
    static Task StartAgainAsync(PostgresServer server) => Eventually.True(async () =>
    {
        try
        {
            await server.StartAgainAsync();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }, "the server starts again");

    /// <summary>Makes the row look as a killed worker leaves it.</summary>
    static async Task DieAsync(QueueBed bed, Guid run, string step, TimeSpan leaseEnded, bool started = false, int takeovers = 0, string worker = "dead/1")
    {
        var id = Job.IdOf(run, step, 1);
        await Eventually.True(async () => (await bed.JobsAsync()).Exists(j => j.JobId == id), "the job is in the table");
        await bed.ReadAsync(async db =>
        {
            var job = await db.FindAsync<Job>(id);
            var now = await DatabaseClock.NowMs(db);
            (job!.State, job.Worker, job.LeaseEpoch, job.LeaseUntil) = (JobStates.Running, worker, Math.Max(7, job.LeaseEpoch + 1), now - (long)leaseEnded.TotalMilliseconds);
            (job.Started, job.StartedAt, job.Takeovers) = (started, started ? now : null, takeovers);
            job.Version++;
            return await db.SaveChangesAsync();
        });
    }
}
