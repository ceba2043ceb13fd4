using CliWrap;
using InfraAgent.Supervision;

namespace InfraAgent.Runtimes.Tests;

public sealed class SupervisorTests : IDisposable
{
    static readonly TimeSpan Long = TimeSpan.FromSeconds(100);
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    readonly FakeTool tool = new();

    public void Dispose() => tool.Dispose();

    Task<ToolRun> Run(string script, TimeSpan grace, string? lease = null, CancellationToken cancel = default) =>
        ToolProcess.SuperviseAsync(tool.Command(script), lease, grace, cancel);

    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 1", 1)]
    [InlineData("exit 255", 255)]
    [InlineData("kill -9 $$", 137)]
    [InlineData("kill -15 $$", 143)]
    public async Task The_exit_code_is_the_tools_own(string script, int code)
    {
        var run = await Run(tool.Script(script), Long);
        Assert.Equal((code, false, false, false), (run.ExitCode, run.Interrupted, run.Killed, run.Lost));
        Assert.Equal(code == 0, run.Succeeded);
        Assert.Empty(Directory.GetFiles(SessionRecord.Folder(tool.Workspace)));
    }

    [Fact]
    public async Task A_tool_that_cannot_be_started_ends_with_127()
    {
        var error = new MemoryStream();
        var run = await ToolProcess.SuperviseAsync(tool.Command("/nowhere/tool") with { Error = PipeTarget.ToStream(error) }, null, Long, default);
        Assert.Equal(127, run.ExitCode);
        Assert.Contains("/nowhere/tool", System.Text.Encoding.UTF8.GetString(error.ToArray()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a b")]
    [InlineData("\"quoted\" 'and' $HOME `id` $(id); rm -rf x | y > z &")]
    [InlineData("back\\slash\\")]
    [InlineData("back\\\"both\\\\\"")]
    [InlineData("line\nbreak\ttab")]
    [InlineData("größe 🦊 \u0301")]
    [InlineData("-out=*")]
    public async Task Arguments_arrive_as_they_were_given(string argument)
    {
        var output = new MemoryStream();
        var command = tool.Command(tool.Script("""printf '%s\0' "$#" "$@" """), argument, "last") with { Output = PipeTarget.ToStream(output) };
        await ToolProcess.SuperviseAsync(command, null, Long, default);
        Assert.Equal(["2", argument, "last", ""], System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\0'));
    }

    [Fact]
    public async Task A_tool_sees_the_given_environment_and_nothing_else()
    {
        var output = new MemoryStream();
        var command = tool.Command("/usr/bin/env") with { Output = PipeTarget.ToStream(output) };
        Environment.SetEnvironmentVariable("SERVICE_OWN_SECRET", "x");
        await ToolProcess.SuperviseAsync(command with { Environment = new Dictionary<string, string> { ["GIVEN"] = "a=b c\nd" } }, null, Long, default);
        var variables = System.Text.Encoding.UTF8.GetString(output.ToArray());
        Assert.Matches(@"^INFRA_AGENT_SESSION=[0-9a-f]{32}$", variables.Split('\n').Single(line => line.StartsWith("INFRA", StringComparison.Ordinal)));
        Assert.Contains("GIVEN=a=b c\nd\n", variables, StringComparison.Ordinal);
        Assert.Equal(3, variables.Trim().Split('\n').Length);
    }

    [Fact]
    public async Task A_tool_reads_nothing_from_its_input_and_leads_no_shared_session()
    {
        var run = await Run(tool.Script("""cat > "$D/input"; cut -d' ' -f6 < /proc/$$/stat > "$D/session" """), Long);
        Assert.True(run.Succeeded);
        Assert.Equal("", tool.Text("input"));
        Assert.NotEqual(ProcessTable.Find(Environment.ProcessId)!.Value.Session.ToString(), tool.Text("session").Trim());
    }

    [Fact]
    public async Task An_environment_larger_than_one_read_arrives_whole()
    {
        var output = new MemoryStream();
        var variables = Enumerable.Range(0, 40).ToDictionary(i => $"V{i}", i => new string((char)('a' + (i % 26)), 5000) + i);
        await ToolProcess.SuperviseAsync(tool.Command("/usr/bin/env") with { Output = PipeTarget.ToStream(output), Environment = variables }, null, Long, default);
        var lines = System.Text.Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(41, lines.Length);
        Assert.All(variables, variable => Assert.Contains($"{variable.Key}={variable.Value}", lines));
    }

    [Fact]
    public async Task A_tool_inherits_no_open_files_of_its_supervisor()
    {
        var run = await Run(tool.Script("""ls /proc/$$/fd > "$D/fds" """), Long);
        Assert.True(run.Succeeded);
        // 10 and up are the shell's own (its script).
        Assert.Equal(["0", "1", "2"], tool.Text("fds").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(fd => fd.Length == 1));
    }

    [Fact]
    public async Task A_cancel_interrupts_once_and_lets_the_tool_finish()
    {
        using var cancel = new CancellationTokenSource();
        var running = Run(tool.Graceful, Long, cancel: cancel.Token);
        await tool.Up();
        await cancel.CancelAsync();
        var run = await running;
        Assert.Equal((7, true, false), (run.ExitCode, run.Interrupted, run.Killed));
        Assert.Equal(1, tool.Interrupts);
        Assert.Contains("done", tool.Text("done"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_does_not_listen_is_killed_with_all_its_children()
    {
        using var cancel = new CancellationTokenSource();
        var running = Run(tool.Stubborn, Short, cancel: cancel.Token);
        await tool.Up();
        await cancel.CancelAsync();
        var run = await running;
        Assert.Equal((137, true, true), (run.ExitCode, run.Interrupted, run.Killed));
        Assert.Equal(1, tool.Interrupts);
        Assert.Null(tool.Process("pid"));
        Assert.Null(tool.Process("child"));
        Assert.Null(tool.Process("escaped"));
    }

    [Fact]
    public async Task What_a_tool_leaves_running_at_its_end_is_ended_and_holds_nobody_up()
    {
        var run = await Run(tool.Script("""
            setsid sh -c 'echo $$ > "$D/escaped"; while :; do sleep 0.05; done' &
            while [ ! -s "$D/escaped" ]; do sleep 0.02; done
            exit 3
            """), Long);
        Assert.Equal((3, false, false), (run.ExitCode, run.Interrupted, run.Killed));
        Assert.Null(tool.Process("escaped"));
    }

    [Fact]
    public async Task The_end_of_the_lease_interrupts()
    {
        Lease.Renew(tool["lease"], Long);
        var running = Run(tool.Graceful, Long, lease: tool["lease"]);
        await tool.Up();
        Lease.Renew(tool["lease"], TimeSpan.Zero);
        var run = await running;
        Assert.Equal((7, true), (run.ExitCode, run.Interrupted));
        Assert.Equal(1, tool.Interrupts);
    }

    [Fact]
    public async Task A_lease_that_vanishes_is_a_lease_that_ended()
    {
        Lease.Renew(tool["lease"], Long);
        var running = Run(tool.Graceful, Long, lease: tool["lease"]);
        await tool.Up();
        File.Delete(tool["lease"]);
        Assert.True((await running).Interrupted);
    }

    [Fact]
    public async Task Nothing_is_started_under_a_lease_that_has_ended()
    {
        Lease.Renew(tool["lease"], TimeSpan.Zero);
        var run = await Run(tool.Script("""echo up > "$D/up" """), Long, lease: tool["lease"]);
        Assert.True(run.Interrupted);
        Assert.False(run.Succeeded);
        Assert.Equal("", tool.Text("up"));
    }

    [Fact]
    public async Task A_lease_that_is_renewed_keeps_the_tool_running()
    {
        Lease.Renew(tool["lease"], TimeSpan.FromSeconds(5));
        var running = Run(tool.Graceful, Long, lease: tool["lease"]);
        await tool.Up();
        Lease.Renew(tool["lease"], Long);
        // Past the first deadline, which the supervisor has read.
        await Task.Delay(TimeSpan.FromSeconds(6));
        await File.WriteAllTextAsync(tool["stop"], "");
        var run = await running;
        Assert.Equal((7, false, 0), (run.ExitCode, run.Interrupted, tool.Interrupts));
    }

    [Fact]
    public async Task Stop_signals_to_the_supervisor_do_not_disturb_the_tool()
    {
        var running = Run(tool.Graceful, Long);
        await tool.Up();
        foreach (var signal in (int[])[1, 2, 15])
            Assert.Equal(0, Posix.Kill(tool.Session().Supervisor, signal));
        await Task.Delay(Short);
        await File.WriteAllTextAsync(tool["stop"], "");
        var run = await running;
        Assert.Equal((7, false, 0), (run.ExitCode, run.Interrupted, tool.Interrupts));
    }

    [Fact]
    public async Task When_the_owner_is_killed_the_tool_gets_one_interrupt_and_finishes()
    {
        using var owner = OwnerProgram.Start(tool.Workspace, Long, tool.Graceful);
        await tool.Up();
        var supervisor = tool.Session();
        owner.Kill();
        await Until.FileHas(tool["done"], "done");
        await Until.True(() => ProcessTable.Find(supervisor.Supervisor) is null, "the supervisor leaves");
        Assert.Equal(1, tool.Interrupts);
        Assert.Null(tool.Process("pid"));
        var record = tool.Session();
        Assert.Equal((true, 7, true, false, "owner_gone"), (record.Ended, record.ExitCode, record.Interrupted, record.Killed, record.Reason));
        Assert.Equal(0, (await LeftoverSessions.EndAsync(tool.Workspace, Short, default)).Ended);
        Assert.Empty(Directory.GetFiles(SessionRecord.Folder(tool.Workspace)));
    }

    [Fact]
    public async Task When_the_owner_is_killed_a_tool_that_does_not_listen_is_killed_too()
    {
        using var owner = OwnerProgram.Start(tool.Workspace, Short, tool.Stubborn);
        await tool.Up();
        owner.Kill();
        await Until.True(() => tool.Process("pid") is null && tool.Process("child") is null && tool.Process("escaped") is null, "all are gone");
    }

    [Fact]
    public async Task When_the_supervisor_is_killed_its_owner_ends_the_tool_and_says_that_it_was_lost()
    {
        var running = Run(tool.Graceful, Long);
        await tool.Up();
        Assert.Equal(0, Posix.Kill(tool.Session().Supervisor, Posix.SigKill));
        var run = await running;
        Assert.True(run.Lost);
        Assert.False(run.Succeeded);
        Assert.Equal(1, tool.Interrupts);
        Assert.Contains("done", tool.Text("done"), StringComparison.Ordinal);
        Assert.Null(tool.Process("pid"));
    }

    [Fact]
    public async Task When_the_supervisor_is_killed_its_owner_kills_what_does_not_listen()
    {
        var running = Run(tool.Stubborn, Short);
        await tool.Up();
        Assert.Equal(0, Posix.Kill(tool.Session().Supervisor, Posix.SigKill));
        var run = await running;
        Assert.True(run.Lost);
        Assert.Null(tool.Process("pid"));
        Assert.Null(tool.Process("child"));
        Assert.Null(tool.Process("escaped"));
    }
}
