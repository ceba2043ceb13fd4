using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Executor.Tests;

public sealed class ClaimTests
{
    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task Workers_never_run_two_jobs_of_one_deployment_at_once_and_run_every_job_once(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        bed.Tool.Meanwhile = _ => Task.Delay(Random.Shared.Next(1, 8));
        for (var i = 0; i < 3; i++) await bed.Worker(o => o.Slots = 3).StartAsync();

        for (var round = 0; round < 6; round++)
            await bed.SendAsync([.. Enumerable.Range(0, 8).Select(i => Requests.Plan($"d{i}"))]);
        await bed.UntilAsync(48, JobStates.Done);

        Assert.Empty(bed.Tool.Overlaps);
        Assert.Equal(48, bed.Tool.Calls.Select(c => c.RunId).Distinct().Count());
        Assert.Equal(48, bed.Tool.Calls.Count);
        await Eventually.True(() => bed.Outcomes.Of<PlanMade>().Count >= 48, "48 outcomes");
        Assert.Equal(48, bed.Outcomes.Of<PlanMade>().Count);
        foreach (var epochs in bed.Tool.Calls.GroupBy(c => c.DeploymentId, c => c.Epoch))
            Assert.Equal(epochs.Order().Distinct(), epochs);
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task An_environment_gets_no_more_slots_than_its_limit_over_all_workers(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        bed.Tool.Meanwhile = _ => Task.Delay(5);
        for (var i = 0; i < 3; i++)
        {
            await bed.Worker(o =>
            {
                o.Slots = 4;
                o.EnvironmentLimits["prod"] = 2;
            }).StartAsync();
        }

        await bed.SendAsync([.. Enumerable.Range(0, 20).Select(i => Requests.Plan($"d{i}", environment: "prod"))]);
        await bed.UntilAsync(20, JobStates.Done);

        Assert.InRange(bed.Tool.MostAtOnce, 1, 2);
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task A_full_environment_does_not_hold_up_another(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        bed.Tool.Hold = true;
        await bed.Worker(o =>
        {
            o.Slots = 3;
            o.EnvironmentLimits["prod"] = 1;
        }).StartAsync();

        await bed.SendAsync(Requests.Plan("a", environment: "prod"));
        await bed.UntilAsync(1, JobStates.Running);
        await bed.SendAsync(Requests.Plan("b", environment: "prod"));
        await bed.UntilAsync(1, JobStates.Queued);
        await bed.SendAsync(Requests.Plan("c", environment: "dev"));
        await Eventually.True(() => bed.Tool.Calls.Count == 2, "two tools run");

        Assert.Equal(["a", "c"], bed.Tool.Calls.Select(c => c.DeploymentId));
        var waiting = await bed.Outcomes.NextAsync<RunProgressed>(p => p is { DeploymentId: "b", WaitingOn: "environment" });
        Assert.Equal(1, waiting.Position);
    }

    [Fact]
    public async Task Runs_are_served_in_the_order_in_which_they_came()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        for (var i = 0; i < 6; i++)
        {
            await bed.SendAsync(Requests.Plan($"d{i}"));
            await bed.UntilAsync(i + 1, JobStates.Queued);
        }

        await bed.Worker(o => o.Slots = 1).StartAsync();
        await bed.UntilAsync(6, JobStates.Done);

        Assert.Equal(["d0", "d1", "d2", "d3", "d4", "d5"], bed.Tool.Calls.Select(c => c.DeploymentId));
    }

    [Fact]
    public async Task A_run_that_has_begun_goes_on_before_a_newer_one_begins()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        var first = await bed.Worker(o => o.Slots = 1).StartAsync();
        var begun = Guid.CreateVersion7();
        await bed.SendAsync(Requests.Plan("begun", begun));
        await bed.UntilAsync(1, JobStates.Done);
        await first.StopAsync();

        await bed.SendAsync(Requests.Plan("newer"));
        await bed.UntilAsync(1, JobStates.Queued);
        await bed.SendAsync(Requests.Apply("begun", begun));
        await bed.UntilAsync(2, JobStates.Queued);
        await bed.Worker(o => o.Slots = 1).StartAsync();
        await bed.UntilAsync(3, JobStates.Done);

        Assert.Equal(["begun plan", "begun apply", "newer plan"], bed.Tool.Calls.Select(c => $"{c.DeploymentId} {c.Step}"));
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task A_paused_queue_starts_nothing_until_it_is_resumed(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        await bed.ChangeAsync(queue => queue.PauseAsync(JobQueues.Executor, "maintenance", CancellationToken.None));
        await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Plan("a"));

        var told = await bed.Outcomes.NextAsync<RunProgressed>();
        Assert.Equal(("queued", 1, "paused"), (told.Phase, told.Position, told.WaitingOn));
        Assert.Empty(bed.Tool.Calls);

        await bed.ChangeAsync(queue => queue.ResumeAsync(JobQueues.Executor, CancellationToken.None));
        await bed.Outcomes.NextAsync<PlanMade>();
    }

    [Fact]
    public async Task The_drift_queue_is_worked_on_by_its_own_worker_beside_a_changing_run()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Hold = true;
        await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Plan("a"), Requests.Scan("a"));
        await Eventually.True(() => bed.Tool.Calls.Count == 1, "the plan runs");
        await bed.UntilAsync(1, JobStates.Queued);
        Assert.Equal(JobSteps.Plan, Assert.Single(bed.Tool.Calls).Step);

        await bed.Worker(queue: JobQueues.Drift).StartAsync();
        await bed.UntilAsync(2, JobStates.Running);
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task The_database_refuses_a_second_running_job_of_a_deployment_whoever_asks(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        await bed.SendAsync(Requests.Plan("a"), Requests.Plan("a"));
        await bed.UntilAsync(2, JobStates.Queued);

        var ids = (await bed.JobsAsync()).Select(j => j.JobId).ToList();
        await bed.ReadAsync(db => db.WriteAsync(() => db.Set<Job>().Where(j => j.JobId == ids[0]).ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobStates.Running)), default));
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => bed.ReadAsync(db =>
            db.WriteAsync(() => db.Set<Job>().Where(j => j.JobId == ids[1]).ExecuteUpdateAsync(s => s.SetProperty(j => j.State, JobStates.Running)), default)));
    }

    [Fact]
    public async Task The_migrations_make_the_tables_that_the_model_describes_on_sqlite() => Assert.Empty(await SchemaCheck.SqliteAsync(new JobTables()));

    [Requires(Part.PostgreSql)]
    public async Task The_migrations_make_the_tables_that_the_model_describes_on_postgres() => Assert.Empty(await SchemaCheck.PostgresAsync(new JobTables()));
}
