using System.Diagnostics;
using InfraAgent.Supervision;

namespace InfraAgent.Runtimes.Tests;

public sealed class LeftoverSessionsTests : IDisposable
{
    static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);
    static readonly TimeSpan Long = TimeSpan.FromSeconds(100);

    readonly FakeTool tool = new();

    public void Dispose() => tool.Dispose();

    string Record(string content)
    {
        var path = Path.Combine(Directory.CreateDirectory(SessionRecord.Folder(tool.Workspace)).FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, content);
        return path;
    }

    async Task OrphanAsync(string script, bool unwritten = false)
    {
        using var owner = OwnerProgram.Start(tool.Workspace, Long, script);
        await tool.Up();
        await Until.True(() => tool.Session().Tool != 0, "the supervisor writes the tool down");
        var record = tool.Session();
        // The supervisor first: it would notice its owner's end.
        Assert.Equal(0, Posix.Kill(record.Supervisor, 19));
        owner.Kill();
        Assert.Equal(0, Posix.Kill(record.Supervisor, Posix.SigKill));
        await Until.True(() => ProcessTable.Find(record.Supervisor) is null, "the supervisor dies");
        Assert.NotNull(tool.Process("pid"));
        if (unwritten)
            await File.WriteAllLinesAsync(record.Path, (await File.ReadAllLinesAsync(record.Path))[..1]);
    }

    [Theory]
    [InlineData(false)]
    // As if the supervisor had been killed right after it started the tool.
    [InlineData(true)]
    public async Task An_orphaned_tool_is_interrupted_once_and_may_finish(bool unwritten)
    {
        await OrphanAsync(tool.Graceful, unwritten);
        var left = await LeftoverSessions.EndAsync(tool.Workspace, Long, default);
        Assert.True(left.Ended >= 1);
        Assert.Empty(left.Unproven);
        Assert.Equal(1, tool.Interrupts);
        Assert.Contains("done", tool.Text("done"), StringComparison.Ordinal);
        Assert.Equal(0, (await LeftoverSessions.EndAsync(tool.Workspace, Long, default)).Ended);
    }

    [Fact]
    public async Task An_orphaned_tool_that_its_supervisor_had_interrupted_is_not_interrupted_again()
    {
        await OrphanAsync(tool.Graceful);
        var record = tool.Session();
        await File.AppendAllTextAsync(record.Path, "interrupted owner_gone\n");
        Assert.Equal(0, Posix.Kill(record.Tool, Posix.SigInt));
        await LeftoverSessions.EndAsync(tool.Workspace, Long, default);
        Assert.Equal(1, tool.Interrupts);
        Assert.Contains("done", tool.Text("done"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_orphaned_tool_that_does_not_listen_is_killed_with_children_that_made_sessions_of_their_own()
    {
        await OrphanAsync(tool.Stubborn);
        var left = await LeftoverSessions.EndAsync(tool.Workspace, Short, default);
        Assert.True(left.Ended >= 3);
        Assert.Null(tool.Process("pid"));
        Assert.Null(tool.Process("child"));
        Assert.Null(tool.Process("escaped"));
    }

    [Fact]
    public async Task Children_of_a_tool_that_is_gone_are_ended_by_their_mark()
    {
        await OrphanAsync(tool.Stubborn);
        Assert.Equal(0, Posix.Kill(tool.Process("pid")!.Value.Pid, Posix.SigKill));
        await LeftoverSessions.EndAsync(tool.Workspace, Long, default);
        Assert.Null(tool.Process("child"));
        Assert.Null(tool.Process("escaped"));
    }

    [Fact]
    public async Task A_reused_pid_is_never_touched()
    {
        using var stranger = Process.Start("sleep", "1000");
        try
        {
            var start = ProcessTable.Find(stranger.Id)!.Value.Start;
            Record($"session {stranger.Id} {start - 1} {ProcessTable.BootId()}\ntool {stranger.Id} {start - 1}\n");
            Assert.Equal(0, (await LeftoverSessions.EndAsync(tool.Workspace, Short, default)).Ended);
            Assert.NotNull(ProcessTable.Find(stranger.Id));

            // The same pid and the same time, but before the machine was started anew.
            Record($"session {stranger.Id} {start} another-boot\ntool {stranger.Id} {start}\n");
            Assert.Equal(0, (await LeftoverSessions.EndAsync(tool.Workspace, Short, default)).Ended);
            Assert.NotNull(ProcessTable.Find(stranger.Id));
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task Members_of_a_session_of_the_same_number_are_left_alone_when_nothing_proves_them_ours()
    {
        // A leader that made a session and died in it, leaving a child: what a reused session number would look like.
        using var leader = Process.Start("setsid", ["sh", "-c", $"echo $$ > {tool["pid"]}; sleep 1000 & echo $! > {tool["child"]}; echo up > {tool["up"]}"]);
        await tool.Up();
        await leader.WaitForExitAsync();
        await Until.True(() => tool.Process("pid") is null, "the leader is gone");
        var child = tool.Process("child")!.Value;

        Record($"session {child.Session} 1 {ProcessTable.BootId()}\ntool 999999 1\n");
        var left = await LeftoverSessions.EndAsync(tool.Workspace, Short, default);
        Assert.Equal(0, left.Ended);
        Assert.Equal([child.Pid], left.Unproven);
        Assert.NotNull(tool.Process("child"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("session 1")]
    [InlineData("session x y z\ntool -1 abc\n")]
    [InlineData("session 99999999999999999999 1 b\n")]
    [InlineData("session 1 1 b\ntool 1 1\nended")]
    public async Task A_record_that_says_nothing_harms_nobody(string content)
    {
        var path = Record(content);
        var left = await LeftoverSessions.EndAsync(tool.Workspace, Short, default);
        Assert.Equal(0, left.Ended);
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task A_workspace_without_sessions_has_no_leftovers() =>
        Assert.Equal(0, (await LeftoverSessions.EndAsync(tool["never"], Short, default)).Ended);
}
