using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using InfraAgent.TestBed;

namespace InfraAgent.Executor.Tests;

public sealed class CommandTests
{
    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task A_command_that_comes_again_sends_the_outcome_again_and_does_not_run_again(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        await bed.Worker().StartAsync();
        var command = Requests.Plan("a");

        await bed.SendAsync(command);
        var first = await bed.Outcomes.NextAsync<PlanMade>();
        await bed.SendAsync(command);
        await Eventually.True(() => bed.Outcomes.Of<PlanMade>().Count == 2, "the outcome is sent again");

        Assert.Single(bed.Tool.Calls);
        Assert.Equivalent(first, bed.Outcomes.Of<PlanMade>()[1], strict: true);
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task Many_copies_of_a_command_at_once_are_one_job(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        bed.Tool.Hold = true;
        var command = Requests.Apply("a");
        await bed.SendAsync([.. Enumerable.Repeat(command, 20)]);
        await bed.Worker().StartAsync();
        await bed.UntilAsync(1, JobStates.Running);
        bed.Tool.ReleaseAll();
        await bed.Outcomes.NextAsync<PlanApplied>();

        Assert.Single(await bed.JobsAsync());
        Assert.Single(bed.Tool.Calls);
    }

    [Fact]
    public async Task Another_attempt_is_another_job()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        await bed.Worker().StartAsync();
        var run = Guid.CreateVersion7();
        await bed.SendAsync(Requests.Plan("a", run), Requests.Plan("a", run, attempt: 2));
        await bed.Outcomes.NextAsync<PlanMade>(p => p.Attempt == 1);
        await bed.Outcomes.NextAsync<PlanMade>(p => p.Attempt == 2);

        Assert.Equal(2, bed.Tool.Calls.Count);
    }

    [Fact]
    public async Task The_start_and_the_progress_of_a_job_are_told_but_not_every_step()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Hold = true;
        bed.Tool.Meanwhile = job =>
        {
            for (var done = 1; done <= 1000; done++) job.Progress(done, 1000);
            return Task.CompletedTask;
        };
        await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Apply("a"));

        await bed.Outcomes.NextAsync<RunProgressed>(p => p is { Phase: "applying", Done: null });
        await bed.Outcomes.NextAsync<RunProgressed>(p => p is { Phase: "applying", Done: 1000, Total: 1000 });
        Assert.InRange(bed.Outcomes.Of<RunProgressed>().Count(p => p.Done is not null), 1, 10);
    }

    [Fact]
    public async Task An_unexpected_exception_fails_the_stage_and_its_text_stays_in_the_log()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Meanwhile = _ => throw new InvalidOperationException("the password is hunter2");
        await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Apply("a"));

        var failed = await bed.Outcomes.NextAsync<StageFailed>();
        Assert.Equal("apply", failed.Failure.Stage);
        Assert.Contains("InvalidOperationException", failed.Failure.Message, StringComparison.Ordinal);
        Assert.Contains("some changes may have been made", failed.Failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", (await bed.JobsAsync()).Single().Outcome, StringComparison.Ordinal);
        Assert.Equal($"a/{failed.RunId}/apply-1.log", failed.Failure.LogsRef);
    }

    [RequiresTheory(Part.PostgreSql), InlineData("sqlite"), InlineData("postgres")]
    public async Task A_step_that_this_version_does_not_know_is_left_to_a_newer_worker(string database)
    {
        await using var bed = await QueueBed.OnAsync(database);
        await bed.ReadAsync(async db =>
        {
            db.Add(new Job
            {
                JobId = Guid.NewGuid(), Queue = JobQueues.Executor, DeploymentId = "future", RunId = Guid.CreateVersion7(), Step = "shift-traffic", Attempt = 1,
                Environment = "dev", Command = "{}", RunQueuedAt = 1, QueuedAt = 1,
            });
            return await db.SaveChangesAsync();
        });
        await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Plan("a"));
        await bed.Outcomes.NextAsync<PlanMade>();

        var left = (await bed.JobsAsync()).Single(j => j.DeploymentId == "future");
        Assert.Equal((JobStates.Queued, 0), (left.State, left.Takeovers));
    }

    [Fact]
    public async Task The_lease_file_is_renewed_while_the_tool_runs_and_gone_afterwards()
    {
        await using var bed = await QueueBed.OnSqliteAsync();
        bed.Tool.Hold = true;
        await bed.Worker().StartAsync();
        await bed.SendAsync(Requests.Plan("a"));
        await bed.UntilAsync(1, JobStates.Running);
        await Eventually.True(() => bed.Tool.Calls.Count == 1, "the tool runs");

        var file = bed.Tool.Calls[0].LeaseFile;
        var first = await ReadAsync(file);
        await Eventually.True(async () => await ReadAsync(file) > first, "the deadline moves on");

        bed.Tool.ReleaseAll();
        await Eventually.True(() => !File.Exists(file), "the lease file is removed");

        static async Task<long> ReadAsync(string path) => long.Parse((await File.ReadAllLinesAsync(path))[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
