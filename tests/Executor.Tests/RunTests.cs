using System.Diagnostics.Metrics;
using System.Text;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Hosting.Security;
using InfraAgent.Hosting.Telemetry;
using InfraAgent.Runtimes;
using InfraAgent.TestBed;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Executor.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_plans_applies_and_verifies_in_one_workspace_that_is_gone_afterwards()
    {
        await using var bed = await RunBed.StartAsync();
        var run = Guid.CreateVersion7();
        var target = await bed.TargetAsync();

        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = run, Target = target });
        var plan = await bed.Outcomes.NextAsync<PlanMade>();
        Assert.Equal($"d1/runs/{run:D}/plan-1.json", plan.Changes.Path);
        Assert.Equal("{}", Encoding.UTF8.GetString(await bed.Artifacts.GetAsync(plan.Changes, CancellationToken.None)));
        Assert.Contains("Terraform will perform", await bed.LogAsync(plan.LogsRef!), StringComparison.Ordinal);
        Assert.Equal("terraform {}\n", await File.ReadAllTextAsync(Path.Combine(bed.WorkspaceOf(run), "main.tf")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(bed.WorkspaceOf(run)));

        // As a driver does: what is kept beside the bundle is there for the apply.
        await File.WriteAllTextAsync(Path.Combine(bed.WorkspaceOf(run), "kept"), "plan");
        bed.Runtime.Apply = async (workspace, starting) =>
        {
            Assert.True(File.Exists(Path.Combine(workspace.Directory, "kept")));
            await starting();
            return new ApplyResult(ScriptedRuntime.Ok) { Started = true };
        };
        await bed.SendAsync(new ApplyPlan { DeploymentId = "d1", RunId = run, Target = target, PlanDigest = plan.PlanDigest });
        await bed.Outcomes.NextAsync<PlanApplied>();
        await bed.SendAsync(new VerifyDeployment { DeploymentId = "d1", RunId = run, Target = target });
        Assert.Equal("healthy", (await bed.Outcomes.NextAsync<DeploymentVerified>()).Health);
        await Eventually.True(() => !Directory.Exists(bed.WorkspaceOf(run)), "the workspace is removed");
    }

    [Fact]
    public async Task A_tool_reaches_its_state_with_a_token_as_good_as_its_lease_and_a_scan_with_one_that_only_reads()
    {
        await using var bed = await RunBed.StartAsync();
        var run = Guid.CreateVersion7();
        var target = await bed.TargetAsync();
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = run, Target = target });
        await bed.Outcomes.NextAsync<PlanMade>();
        await bed.SendAsync(new ScanDrift { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = target });
        await bed.Outcomes.NextAsync<DriftScanned>();

        var planning = bed.Runtime.Calls.Single(c => c.Step == "plan").Workspace;
        var token = StateToken.Verify(bed.Keys, planning.Variables["TF_HTTP_PASSWORD"], "d1", DateTimeOffset.UtcNow);
        Assert.Equal((run, (await bed.JobAsync(run, JobSteps.Plan)).LeaseEpoch, StateAccess.Write), (token!.RunId, token.Epoch, token.Access));
        Assert.EndsWith("/terraform-state/d1", planning.Variables["TF_HTTP_ADDRESS"], StringComparison.Ordinal);
        Assert.Contains(planning.Variables["TF_HTTP_PASSWORD"], planning.Secrets);

        var scanning = bed.Runtime.Calls.Single(c => c.Step == "scan").Workspace;
        Assert.Equal(StateAccess.Read, StateToken.Verify(bed.Keys, scanning.Variables["TF_HTTP_PASSWORD"], "d1", DateTimeOffset.UtcNow)!.Access);
    }

    [Fact]
    public async Task The_executor_gets_write_credentials_and_the_scan_only_those_for_reading()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("write"), "may-write");
        await File.WriteAllTextAsync(folder.File("read"), "may-read");
        await File.WriteAllTextAsync(folder.File("environments.yaml"), $$"""
            open: false
            environments:
              dev:
                concurrency: 3
                credentials:
                  write: { CLOUD_KEY: "file:{{folder.File("write")}}" }
                  read: { CLOUD_KEY: "file:{{folder.File("read")}}" }
            """);
        await using var bed = await RunBed.StartAsync(settings => settings["Environments:File"] = folder.File("environments.yaml"));
        var target = await bed.TargetAsync();
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = target });
        await bed.Outcomes.NextAsync<PlanMade>();
        await bed.SendAsync(new ScanDrift { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = target });
        await bed.Outcomes.NextAsync<DriftScanned>();

        var planning = bed.Runtime.Calls.Single(c => c.Step == "plan").Workspace;
        var scanning = bed.Runtime.Calls.Single(c => c.Step == "scan").Workspace;
        Assert.Equal(("may-write", "may-read"), (planning.Variables["CLOUD_KEY"], scanning.Variables["CLOUD_KEY"]));
        Assert.Contains("may-write", planning.Secrets);

        File.Delete(folder.File("write"));
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = target });
        Assert.Contains(folder.File("write"), (await bed.Outcomes.NextAsync<StageFailed>()).Failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failing_tool_is_told_with_its_exit_code_and_a_log_that_opens()
    {
        await using var bed = await RunBed.StartAsync();
        bed.Runtime.Plan = _ => new PlanResult(new ToolRun("terraform", 1, TimeSpan.Zero) { Message = "Error: no such region" });
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = await bed.TargetAsync() });

        var failure = (await bed.Outcomes.NextAsync<StageFailed>()).Failure;
        Assert.Equal(("plan", "terraform", 1, "Error: no such region", true, false),
            (failure.Stage, failure.Tool, failure.ExitCode, failure.Message, failure.Retryable, failure.ToolMissing));
        Assert.Contains("Terraform will perform", await bed.LogAsync(failure.LogsRef!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tool_is_told_as_such()
    {
        await using var bed = await RunBed.StartAsync();
        bed.Runtime.Plan = _ => new PlanResult(new ToolRun("terraform", -1, TimeSpan.Zero, Missing: true) { Message = "terraform is not installed." });
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = await bed.TargetAsync() });

        var failure = (await bed.Outcomes.NextAsync<StageFailed>()).Failure;
        Assert.True(failure.ToolMissing);
        Assert.Null(failure.ExitCode);
    }

    [Fact]
    public async Task A_runtime_without_a_driver_is_refused_with_the_known_ones()
    {
        await using var bed = await RunBed.StartAsync();
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = await bed.TargetAsync(runtime: "cdk") });

        Assert.Equal("Runtime 'cdk' has no driver here; known: terraform.", (await bed.Outcomes.NextAsync<StageFailed>()).Failure.Message);
    }

    [Theory, InlineData("../../escape.tf"), InlineData("errored.tfstate"), InlineData(".agent/x")]
    public async Task A_bundle_that_names_a_file_it_must_not_is_refused_and_nothing_is_run(string name)
    {
        await using var bed = await RunBed.StartAsync();
        var target = await bed.TargetAsync();
        var file = target.Bundle.Files[0];
        target = target with { Bundle = target.Bundle with { Files = [new ArtifactRef($"d1/r1/{name}", file.Uri, file.Digest, file.Size)] } };
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = target });

        Assert.Equal("plan", (await bed.Outcomes.NextAsync<StageFailed>()).Failure.Stage);
        Assert.Empty(bed.Runtime.Calls);
    }

    [Fact]
    public async Task A_bundle_that_was_changed_in_the_store_is_refused()
    {
        await using var bed = await RunBed.StartAsync();
        var target = await bed.TargetAsync();
        await File.AppendAllTextAsync(new Uri(target.Bundle.Files.Single(f => f.Path.EndsWith("main.tf", StringComparison.Ordinal)).Uri).LocalPath, "resource {}");
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = target });

        Assert.Contains("main.tf", (await bed.Outcomes.NextAsync<StageFailed>()).Failure.Message, StringComparison.Ordinal);
        Assert.Empty(bed.Runtime.Calls);
    }

    [Fact]
    public async Task A_plan_that_is_another_one_now_is_outdated_and_was_not_applied()
    {
        await using var bed = await RunBed.StartAsync();
        bed.Runtime.Apply = (_, _) => Task.FromResult(new ApplyResult(ScriptedRuntime.Ok) { Outdated = true, ActualDigest = "sha256:other" });
        await bed.SendAsync(new ApplyPlan { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = await bed.TargetAsync(), PlanDigest = "sha256:plan" });

        var outdated = await bed.Outcomes.NextAsync<PlanOutdated>();
        Assert.False(outdated.ApplyLost);
        Assert.Contains("sha256:other", outdated.Reason, StringComparison.Ordinal);
    }

    [Theory, InlineData(1, true), InlineData(4, true), InlineData(5, false)]
    public async Task A_tool_that_was_killed_in_mid_apply_leaves_an_outdated_plan_but_not_for_ever(int attempt, bool again)
    {
        await using var bed = await RunBed.StartAsync();
        bed.Runtime.Apply = async (_, starting) =>
        {
            await starting();
            return new ApplyResult(new ToolRun("terraform", 137, TimeSpan.Zero)) { Started = true };
        };
        await bed.SendAsync(new ApplyPlan { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Attempt = attempt, Target = await bed.TargetAsync(), PlanDigest = "sha256:plan" });

        if (again) Assert.True((await bed.Outcomes.NextAsync<PlanOutdated>()).ApplyLost);
        else Assert.Contains("lost 5 times", (await bed.Outcomes.NextAsync<StageFailed>()).Failure.Message, StringComparison.Ordinal);
    }

    [Theory, InlineData(null), InlineData("left-behind")]
    public async Task A_state_that_the_tool_could_not_store_is_brought_home_when_the_backend_is_back(string? heldLock)
    {
        await using var bed = await RunBed.StartAsync();
        (bed.StateIsAway, bed.HeldLock) = (true, heldLock);
        bed.Runtime.Apply = async (workspace, starting) =>
        {
            await starting();
            await File.WriteAllTextAsync(Path.Combine(workspace.Directory, WorkspaceFolder.ErroredStateName), """{"serial":7}""");
            return new ApplyResult(new ToolRun("terraform", 1, TimeSpan.Zero) { Message = "Failed to save state" }) { Started = true, ErroredState = """{"serial":7}"""u8.ToArray() };
        };
        await bed.SendAsync(new ApplyPlan { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = await bed.TargetAsync(), PlanDigest = "sha256:plan" });
        await Eventually.True(() => bed.StateCalls.Contains("away"), "the backend is asked");
        Assert.Empty(bed.Outcomes.Of<StageFailed>());
        bed.StateIsAway = false;

        Assert.Equal("Failed to save state", (await bed.Outcomes.NextAsync<StageFailed>()).Failure.Message);
        var calls = bed.StateCalls.Where(c => c != "away").ToList();
        Assert.Equal(["LOCK", "POST", "UNLOCK"], calls.Select(c => c.Split(' ')[0]));
        Assert.EndsWith("""{"serial":7}""", calls[1], StringComparison.Ordinal);
        if (heldLock is not null) Assert.StartsWith("POST left-behind ", calls[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_duration_of_an_apply_is_counted_once_however_often_it_is_told()
    {
        await using var bed = await RunBed.StartAsync();
        var counted = new List<string>();
        using var listener = new MeterListener();
        var meters = bed.Services.GetRequiredService<IMeterFactory>().Create(AgentTelemetry.Name);
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Name == "infra_apply_duration_seconds" && ReferenceEquals(instrument.Meter, meters)) self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) =>
        {
            lock (counted) counted.Add(string.Join(" ", tags.ToArray().Select(t => t.Value)));
        });
        listener.Start();

        var command = new ApplyPlan { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = await bed.TargetAsync(), PlanDigest = "sha256:plan" };
        await bed.SendAsync(command);
        await bed.Outcomes.NextAsync<PlanApplied>();
        await bed.SendAsync(command);
        await Eventually.True(() => bed.Outcomes.Of<PlanApplied>().Count == 2, "the outcome is told again");
        await Eventually.True(() => counted.Count > 0, "it is counted");

        Assert.Equal(["dev terraform succeeded"], counted);
    }

    [Fact]
    public async Task The_versions_that_the_first_plan_chose_are_there_for_the_next_one_of_the_revision()
    {
        await using var bed = await RunBed.StartAsync();
        bed.Runtime.Plan = workspace => new PlanResult(ScriptedRuntime.Ok)
        {
            Digest = "sha256:plan", Changes = "{}"u8.ToArray(), LockFile = Encoding.UTF8.GetBytes("locked by " + workspace.RunId),
        };
        var target = await bed.TargetAsync();
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = first, Target = target });
        await bed.Outcomes.NextAsync<PlanMade>(p => p.RunId == first);
        await bed.SendAsync(new PlanDeployment { DeploymentId = "d1", RunId = second, Target = target });
        await bed.Outcomes.NextAsync<PlanMade>(p => p.RunId == second);

        Assert.Equal("locked by " + first, await File.ReadAllTextAsync(Path.Combine(bed.WorkspaceOf(second), ".terraform.lock.hcl")));
    }

    [Fact]
    public async Task A_scan_reports_what_is_in_its_scope()
    {
        await using var bed = await RunBed.StartAsync();
        bed.Runtime.Scan = _ => new ScanResult(ScriptedRuntime.Ok)
        {
            Resources =
            [
                new("module.net.aws_vpc.main", "aws_vpc", "update", ["tags"]), new("aws_s3_bucket.logs[0]", "aws_s3_bucket", "delete", []),
                new("module.network.aws_vpc.other", "aws_vpc", "update", ["tags"]),
            ],
        };
        await bed.SendAsync(new ScanDrift { DeploymentId = "d1", RunId = Guid.CreateVersion7(), Target = await bed.TargetAsync(), Scope = ["module.net", "aws_s3_bucket.logs"] });

        var scanned = await bed.Outcomes.NextAsync<DriftScanned>();
        Assert.True(scanned.Drifted);
        Assert.Equal(["module.net.aws_vpc.main", "aws_s3_bucket.logs[0]"], scanned.Resources.Select(r => r.Address));
        Assert.EndsWith("/drift_scan-1.log", scanned.LogsRef, StringComparison.Ordinal);
    }
}
