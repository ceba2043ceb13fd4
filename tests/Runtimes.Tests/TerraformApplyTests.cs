using System.Text;
using System.Text.Json;
using InfraAgent.Supervision;

namespace InfraAgent.Runtimes.Tests;

public sealed class TerraformApplyTests : IDisposable
{
    static readonly Func<Task> Go = () => Task.CompletedTask;

    readonly TerraformBed bed = new();

    public void Dispose() => bed.Dispose();

    string Simple(string input = "1") => bed.LocalBackend + $$"""
        resource "terraform_data" "a" {
          input = {{input}}
        }

        """;

    // One that is made at once, then one that takes until a file is there; each leaves a line in the world.
    string Slow => bed.LocalBackend + $$"""
        resource "terraform_data" "first" {
          provisioner "local-exec" {
            command = "echo first >> '{{bed.Path("effects")}}'"
          }
        }
        resource "terraform_data" "slow" {
          input = terraform_data.first.id
          provisioner "local-exec" {
            command = "echo slow >> '{{bed.Path("effects")}}'; until [ -e '{{bed.Path("go")}}' ]; do sleep 0.05; done"
          }
        }

        """;

    async Task<(Workspace Workspace, string Digest)> PlannedAsync(string main)
    {
        var workspace = await bed.WorkspaceAsync(main);
        var plan = await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        Assert.True(plan.Run.Succeeded, plan.Run.Message);
        return (workspace, plan.Digest!);
    }

    [Fact]
    public async Task A_kept_plan_is_applied_without_planning_again_and_only_once()
    {
        var (workspace, digest) = await PlannedAsync(Simple());
        bed.Log.SetLength(0);
        Assert.True((await bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, Go, default)).Run.Succeeded);
        Assert.DoesNotContain("$ terraform plan", bed.LogText, StringComparison.Ordinal);

        var started = false;
        var again = await bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, () => { started = true; return Task.CompletedTask; }, default);
        Assert.True(again.Outdated);
        Assert.False(again.Started || started);
        Assert.NotEqual(digest, again.ActualDigest);
    }

    [Fact]
    public async Task Another_input_makes_the_plan_outdated_and_nothing_is_applied()
    {
        var (_, digest) = await PlannedAsync(Simple());
        var apply = await bed.Runtime.ApplyAsync(await bed.WorkspaceAsync(Simple("2")), PlanMode.Apply, digest, Go, default);
        Assert.True(apply.Outdated);
        Assert.False(apply.Started);
        Assert.StartsWith("sha256:", apply.ActualDigest, StringComparison.Ordinal);
        Assert.False(File.Exists(bed.StateFile));
    }

    [Fact]
    public async Task A_state_that_moved_on_makes_the_kept_plan_outdated()
    {
        var (first, digest) = await PlannedAsync(Simple());
        var (second, same) = await PlannedAsync(Simple());
        Assert.Equal(digest, same);
        Assert.True((await bed.Runtime.ApplyAsync(first, PlanMode.Apply, digest, Go, default)).Run.Succeeded);
        var apply = await bed.Runtime.ApplyAsync(second, PlanMode.Apply, digest, Go, default);
        Assert.True(apply.Outdated, apply.Run.Message);
        Assert.False(apply.Started);
        Assert.NotEqual(digest, apply.ActualDigest);
    }

    [Fact]
    public async Task A_plan_for_the_other_direction_or_run_is_not_used()
    {
        await bed.PlanAndApplyAsync(await bed.WorkspaceAsync(Simple()));
        var workspace = await bed.WorkspaceAsync(Simple("2"), run: Guid.NewGuid());
        var plan = await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        Assert.True((await bed.Runtime.ApplyAsync(workspace, PlanMode.Destroy, plan.Digest!, Go, default)).Outdated);

        plan = await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        bed.Log.SetLength(0);
        var apply = await bed.Runtime.ApplyAsync(workspace with { RunId = Guid.NewGuid() }, PlanMode.Apply, plan.Digest!, Go, default);
        Assert.Contains("planning again", bed.LogText, StringComparison.Ordinal);
        Assert.True(apply.Run.Succeeded);
    }

    [Fact]
    public async Task A_kept_plan_that_was_changed_is_not_used()
    {
        var (workspace, digest) = await PlannedAsync(Simple());
        var kept = Directory.GetFiles(Path.Combine(workspace.Directory, ".agent"), "*.sealed").Single();
        var bytes = await File.ReadAllBytesAsync(kept);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(kept, bytes);
        bed.Log.SetLength(0);
        Assert.True((await bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, Go, default)).Run.Succeeded);
        Assert.Contains("planning again", bed.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_start_is_refused_nothing_is_changed()
    {
        var (workspace, digest) = await PlannedAsync(Simple());
        await Assert.ThrowsAsync<TimeoutException>(() =>
            bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, () => throw new TimeoutException("lease"), default));
        Assert.False(File.Exists(bed.StateFile));
        Assert.Empty(Directory.GetFiles(Path.Combine(workspace.Directory, ".agent"), "plan*"));
    }

    [Fact]
    public async Task The_plan_is_marked_as_used_before_the_apply_may_start()
    {
        var (workspace, digest) = await PlannedAsync(Simple());
        string[]? there = null;
        await bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, () =>
        {
            there = Directory.GetFiles(Path.Combine(workspace.Directory, ".agent"), "*.sealed");
            return Task.CompletedTask;
        }, default);
        Assert.Empty(there!);
    }

    [Fact]
    public async Task An_interrupted_apply_keeps_its_state_and_can_be_continued()
    {
        var (workspace, digest) = await PlannedAsync(Slow);
        using var cancel = new CancellationTokenSource();
        var applying = bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, Go, cancel.Token);
        await Until.FileHas(bed.Path("effects"), "slow");
        await cancel.CancelAsync();
        var apply = await applying;
        Assert.True(apply.Started);
        Assert.True(apply.Run.Interrupted);
        Assert.False(apply.Run.Killed);
        Assert.False(apply.Run.Succeeded);
        Assert.NotEqual(0, apply.Run.ExitCode);
        Assert.Null(apply.ErroredState);
        using (var state = JsonDocument.Parse(await File.ReadAllTextAsync(bed.StateFile)))
            Assert.Equal(2, state.RootElement.GetProperty("resources").GetArrayLength());

        var verified = await bed.Runtime.VerifyAsync(workspace, default);
        Assert.Contains("terraform_data.slow", verified.Degraded, StringComparison.Ordinal);

        await File.WriteAllTextAsync(bed.Path("go"), "");
        Assert.True((await bed.PlanAndApplyAsync(await bed.WorkspaceAsync(Slow))).Run.Succeeded);
        Assert.Equal(["first", "slow", "slow"], await File.ReadAllLinesAsync(bed.Path("effects")));
        Assert.Null((await bed.Runtime.VerifyAsync(workspace, default)).Degraded);
    }

    [Fact]
    public async Task After_terraform_was_killed_in_mid_apply_its_plan_file_is_not_used_again()
    {
        var (workspace, digest) = await PlannedAsync(Slow);
        var applying = bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, Go, default);
        await Until.FileHas(bed.Path("effects"), "slow");
        var session = SessionRecord.Read(Directory.GetFiles(SessionRecord.Folder(workspace.Directory)).Single());
        Assert.Equal(0, Posix.Kill(session.Tool, Posix.SigKill));
        var apply = await applying;
        Assert.Equal((137, true, false), (apply.Run.ExitCode, apply.Started, apply.Run.Succeeded));
        Assert.Empty(Directory.GetFiles(Path.Combine(workspace.Directory, ".agent"), "plan*"));

        await File.WriteAllTextAsync(bed.Path("go"), "");
        bed.Log.SetLength(0);
        await bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, Go, default);
        Assert.Contains("planning again", bed.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_before_the_start_is_interrupted_and_not_started()
    {
        var (_, digest) = await PlannedAsync(Simple());
        using var cancel = new CancellationTokenSource();
        var started = false;
        // Without a kept plan the first line is written before any command.
        var workspace = await bed.WorkspaceAsync(Simple()) with { Log = new CancellingStream(cancel) };
        var apply = await bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, digest, () => { started = true; return Task.CompletedTask; }, cancel.Token);
        Assert.True(apply.Run.Interrupted);
        Assert.False(apply.Started || started || apply.Outdated);
        Assert.False(File.Exists(bed.StateFile));
    }

    [Fact]
    public async Task Progress_counts_to_the_total_and_is_coalesced()
    {
        var workspace = await bed.WorkspaceAsync(bed.LocalBackend + "resource \"terraform_data\" \"n\" {\n  count = 60\n}\n");
        await bed.PlanAndApplyAsync(workspace);
        Assert.Equal((60, 60), bed.Progress[^1]);
        Assert.True(bed.Progress.Count < 60, $"{bed.Progress.Count} calls");
        Assert.Equal(bed.Progress.Order(), bed.Progress);
    }

    [Fact]
    public async Task A_secret_that_a_provisioner_prints_never_reaches_the_log_or_the_message()
    {
        bed.Variables["TF_VAR_token"] = "tok-123456-öß";
        bed.Secrets.Add("tok-123456-öß");
        var workspace = await bed.WorkspaceAsync(bed.LocalBackend + """
            variable "token" {
              type = string
            }
            resource "terraform_data" "a" {
              provisioner "local-exec" {
                command = "echo before $T; printf %s \"$T\" | base64; echo 'a %74' \"$T\" >&2; echo after; exit 3"
                environment = {
                  T = var.token
                }
              }
            }

            """);
        var apply = await bed.PlanAndApplyAsync(workspace);
        Assert.Equal(1, apply.Run.ExitCode);
        var finder = new Redactor(bed.Secrets);
        Assert.False(finder.Finds(bed.LogText), bed.LogText);
        Assert.False(finder.Finds(apply.Run.Message!), apply.Run.Message);
        Assert.Contains("before [redacted]", bed.LogText, StringComparison.Ordinal);
        Assert.Contains("terraform_data.a", bed.LogText, StringComparison.Ordinal);
        Assert.Contains("after", bed.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_does_not_stop_the_tool()
    {
        var (workspace, digest) = await PlannedAsync(Simple());
        var broken = new MemoryStream();
        await broken.DisposeAsync();
        var apply = await bed.Runtime.ApplyAsync(workspace with { Log = broken }, PlanMode.Apply, digest, Go, default);
        Assert.True(apply.Run.Succeeded);
        Assert.NotNull(apply.Run.LogFailure);
    }

    [Fact]
    public async Task The_http_backend_is_reached_by_variables_alone_and_its_token_may_change_between_plan_and_apply()
    {
        const string Code = "terraform {\n  backend \"http\" {}\n}\nresource \"terraform_data\" \"a\" {\n  input = 1\n}\n";
        using var backend = new HttpState();
        var workspace = await bed.WorkspaceAsync(Code) with { Variables = backend.Variables(), Secrets = [backend.Token] };
        var plan = await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        Assert.True(plan.Run.Succeeded, plan.Run.Message);
        Assert.Contains("LOCK", backend.Methods);

        backend.Token = "token-2";
        var apply = await bed.Runtime.ApplyAsync(workspace with { Variables = backend.Variables(), Secrets = [backend.Token] }, PlanMode.Apply, plan.Digest!, Go, default);
        Assert.True(apply.Run.Succeeded, apply.Run.Message);
        Assert.NotNull(backend.State);

        // The same digest comes from another workspace, and observing takes no lock.
        var other = await bed.WorkspaceAsync(Code) with { Variables = backend.Variables() };
        var again = await bed.Runtime.PlanAsync(other, PlanMode.Apply, default);
        Assert.Equal(again.Digest, (await bed.Runtime.PlanAsync(workspace with { Variables = backend.Variables() }, PlanMode.Apply, default)).Digest);
        backend.Forget();
        Assert.True((await bed.Runtime.ScanAsync(other, default)).Run.Succeeded);
        Assert.True((await bed.Runtime.VerifyAsync(other, default)).Run.Succeeded);
        Assert.All(backend.Methods, method => Assert.Equal("GET", method));
    }

    [Fact]
    public async Task A_state_that_could_not_be_stored_is_handed_over()
    {
        using var backend = new HttpState();
        var workspace = await bed.WorkspaceAsync("terraform {\n  backend \"http\" {}\n}\nresource \"terraform_data\" \"a\" {\n  input = 1\n}\n")
            with { Variables = backend.Variables() };
        var plan = await bed.Runtime.PlanAsync(workspace, PlanMode.Apply, default);
        backend.RefuseWrites = true;
        var apply = await bed.Runtime.ApplyAsync(workspace, PlanMode.Apply, plan.Digest!, Go, default);
        Assert.False(apply.Run.Succeeded);
        Assert.True(apply.Started);
        using var state = JsonDocument.Parse(apply.ErroredState!);
        Assert.Equal(1, state.RootElement.GetProperty("resources").GetArrayLength());
    }

    /// <summary>Cancels at the first line.</summary>
    sealed class CancellingStream(CancellationTokenSource cancel) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            cancel.Cancel();
            return base.WriteAsync(buffer, cancellationToken);
        }
    }
}
