using System.Diagnostics;
using InfraAgent.Supervision;

namespace InfraAgent.Runtimes;

/// <summary>What was found: <c>Ended</c> processes were ours and are gone; <c>Unproven</c> ones are in a session of that number, but nothing
/// shows that they are ours, so they were left alone.</summary>
public sealed record Leftovers(int Ended, IReadOnlyList<int> Unproven);

/// <summary>
/// Finishes off what a dead owner left running on this host. A process is ours when it carries the session's random mark in its environment,
/// when its pid <em>and</em> start time were written down at the start, or when it shares the session with such a one; a pid alone proves nothing.
/// </summary>
public static class LeftoverSessions
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // A process that is just being replaced by another program, or is just ending, shows no environment for a moment: nothing is
    // concluded from one look.
    const int LooksForNothing = 3;
    const int LooksForUnproven = 20;

    /// <summary>Interrupts, waits for the grace period, kills; returns when nothing is left of any session recorded in the workspace.
    /// A supervisor that still lives notices its owner's death by itself and is given the time to do all this.</summary>
    public static async Task<Leftovers> EndAsync(string workspaceDirectory, TimeSpan grace, CancellationToken cancel)
    {
        var folder = SessionRecord.Folder(workspaceDirectory);
        if (!Directory.Exists(folder))
            return new(0, []);
        var ended = 0;
        var unproven = new List<int>();
        foreach (var path in Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).ToList())
        {
            var left = await EndAsync(SessionRecord.Read(path), grace, cancel);
            ended += left.Ended;
            unproven.AddRange(left.Unproven);
            File.Delete(path);
        }
        return new(ended, unproven);
    }

    internal static async Task<Leftovers> EndAsync(SessionRecord record, TimeSpan grace, CancellationToken cancel)
    {
        // Of an earlier boot, or killed before it wrote a word: then it had not started anything.
        if (!ProcessTable.Available || record.Supervisor == 0 || record.Boot != ProcessTable.BootId())
            return new(0, []);

        var seen = new HashSet<(int, long)>();
        await WaitForSupervisorAsync(record, grace, seen, cancel);
        // The supervisor may have sent it before it died, and a second one would make the tool quit at once.
        var interrupted = SessionRecord.Read(record.Path).Interrupted;
        var looks = 0;
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var (ours, unproven) = Members(record);
            if (ours.Count == 0)
            {
                if (++looks >= (unproven.Count == 0 ? LooksForNothing : LooksForUnproven))
                    return new(seen.Count, unproven);
                await Task.Delay(Look, cancel);
                continue;
            }
            looks = 0;
            seen.UnionWith(ours.Select(process => (process.Pid, process.Start)));
            if (clock.Elapsed >= grace)
            {
                foreach (var process in ours)
                    Signal(process, Posix.SigKill);
            }
            else if (!interrupted)
            {
                interrupted = true;
                // The tool alone, and once: it stops its children in its own order. Without it nobody is left to do so.
                if (Tool(record, ours) is { } tool)
                    Signal(tool, Posix.SigInt);
                else
                    ours.ForEach(process => Signal(process, Posix.SigKill));
            }
            await Task.Delay(Look, cancel);
        }
    }

    // A supervisor killed right after the start has not written the tool down yet: it is the first that leads a process group of its own.
    static ProcessEntry? Tool(SessionRecord record, List<ProcessEntry> ours)
    {
        foreach (var process in ours.OrderBy(process => process.Start))
        {
            if (record.Tool == 0 ? process.Group == process.Pid && process.Session == record.Supervisor : process.Pid == record.Tool && process.Start == record.ToolStart)
                return process;
        }
        return null;
    }

    // It has its own grace period; some seconds more are for its last steps.
    static async Task WaitForSupervisorAsync(SessionRecord record, TimeSpan grace, HashSet<(int, long)> seen, CancellationToken cancel)
    {
        var clock = Stopwatch.StartNew();
        while (ProcessTable.Find(record.Supervisor) is { } supervisor && supervisor.Start == record.SupervisorStart)
        {
            seen.Add((supervisor.Pid, supervisor.Start));
            if (clock.Elapsed > grace + TimeSpan.FromSeconds(5))
                Signal(supervisor, Posix.SigKill);
            await Task.Delay(Look, cancel);
        }
    }

    static (List<ProcessEntry> Ours, List<int> Unproven) Members(SessionRecord record)
    {
        var all = ProcessTable.All();
        var ours = all.FindAll(process => ProcessTable.HasVariable(process.Pid, record.Mark) || (process.Pid == record.Tool && process.Start == record.ToolStart));
        // The kernel gives no process the number of a session that still has members. So a leader with another start time means that the
        // session of ours is gone, and one proven member means that the whole session is ours.
        var members = all.FindAll(process => process.Session == record.Supervisor);
        if (all.Exists(process => process.Pid == record.Supervisor && process.Start != record.SupervisorStart))
            return (ours, []);
        if (members.Exists(ours.Contains))
            return ([.. ours.Union(members)], []);
        return (ours, [.. members.Select(process => process.Pid)]);
    }

    // Looked up again just before: between two looks a pid may have become another's.
    static void Signal(ProcessEntry process, int signal)
    {
        if (ProcessTable.Find(process.Pid) is { } now && now.Start == process.Start)
            _ = Posix.Kill(process.Pid, signal);
    }
}
