using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace InfraAgent.Supervision;

/// <summary>
/// Runs one tool in a session of its own and ends it when its owner is gone.
/// <code>supervisor SESSION_FILE LEASE_FILE|- GRACE_MS TOOL [ARGUMENT…]</code>
/// <para>stdin is the owner's end of a pipe: its end means that the owner died; <c>interrupt\n</c> asks to stop. stdout and stderr are the tool's.
/// The session file says who runs (see <see cref="SessionFile"/>), at last how it ended; a file without that last line belongs to a supervisor that was killed.</para>
/// <para>Exit code: the tool's, 128 + n after signal n, 127 when it cannot be found, 126 when it cannot be started.</para>
/// </summary>
static class Program
{
    // A tool that has ended leaves no business to its children; this is for those that are just about to leave.
    const int LingerMilliseconds = 500;
    const int SetChildSubreaper = 36;

    static readonly object Gate = new();
    static bool ended;
    static bool interrupted;
    static bool killed;
    static string reason = "none";
    static int tool;

    static int Main(string[] args)
    {
        if (args.Length < 4 || !int.TryParse(args[2], NumberStyles.None, CultureInfo.InvariantCulture, out var grace))
        {
            Say("usage: supervisor SESSION_FILE LEASE_FILE|- GRACE_MS TOOL [ARGUMENT...]\n");
            return 64;
        }
        // Stop signals sent to everybody (a service manager's) reach the tool too, and a second one would make it quit at once:
        // only the pipe and the lease count for us.
        Posix.Signal(1, 1);
        Posix.Signal(2, 1);
        Posix.Signal(15, 1);
        var session = Posix.SetSid();
        if (session < 0)
            session = Environment.ProcessId;
        if (OperatingSystem.IsLinux())
            _ = Posix.PrCtl(SetChildSubreaper, 1, 0, 0, 0);

        if (!SessionFile.Begin(args[0], session))
        {
            Say("supervisor: the session file cannot be made\n");
            return 126;
        }
        var lease = args[1] == "-" ? null : new LeaseWatch(args[1]);
        // The file is there before we look: whoever ends leftovers either sees it, or has closed the pipe already.
        if (PipeEnded(0) || lease is { Ended: true })
        {
            SessionFile.End(130, interrupted: true, killed: false, "before_start");
            return 130;
        }
        var error = Tool.Start(args.AsSpan(3), out tool);
        if (error != 0)
        {
            var code = error == Posix.ErrNoEntry ? 127 : 126;
            Say("supervisor: '" + args[3] + "' cannot be started (error " + error.ToString(CultureInfo.InvariantCulture) + ")\n");
            SessionFile.End(code, interrupted: false, killed: false, "not_started");
            return code;
        }
        SessionFile.Started(tool);
        new Thread(() => Watch(lease, grace), 128 * 1024) { IsBackground = true }.Start();

        Tool.WaitUntilEnded(tool);
        int exit;
        lock (Gate)
        {
            ended = true;
            exit = Tool.Reap(tool);
        }
        EndFamily(session, LingerMilliseconds);
        SessionFile.End(exit, interrupted, killed, reason);
        // Straight out: no finalisers, no waiting for the watching thread.
        Posix.ExitNow(exit);
        return exit;
    }

    static unsafe bool PipeEnded(int timeout)
    {
        var fd = new Posix.PollFd { Fd = 0, Events = Posix.PollIn };
        if (Posix.Poll(&fd, 1, timeout) <= 0)
            return false;
        var buffer = stackalloc byte[64];
        var read = Posix.Read(0, buffer, 64);
        if (read <= 0)
            return true;
        asked |= new ReadOnlySpan<byte>(buffer, (int)read).Contains((byte)'i');
        return false;
    }

    static bool asked;

    static void Watch(LeaseWatch? lease, int grace)
    {
        while (true)
        {
            if (asked)
                reason = "asked";
            else if (PipeEnded(lease is null ? -1 : 200))
                reason = "owner_gone";
            else if (asked)
                continue;
            else if (lease is { Ended: true })
                reason = "lease_ended";
            else
                continue;
            break;
        }
        lock (Gate)
        {
            if (ended)
                return;
            interrupted = true;
            SessionFile.Interrupting(reason);
            // Once: a second one makes terraform quit at once and lose what it was doing.
            _ = Posix.Kill(tool, Posix.SigInt);
        }
        var clock = Stopwatch.StartNew();
        while (clock.ElapsedMilliseconds < grace)
            Thread.Sleep((int)Math.Clamp(grace - clock.ElapsedMilliseconds, 1, 100));
        lock (Gate)
        {
            if (ended)
                return;
            killed = true;
            _ = Posix.Kill(tool, Posix.SigKill);
        }
    }

    static void EndFamily(int session, int lingerMilliseconds)
    {
        if (!ProcessTable.Available)
        {
            _ = Posix.Kill(-tool, Posix.SigKill);
            return;
        }
        var clock = Stopwatch.StartNew();
        while (true)
        {
            // The usual case, and much cheaper than a look through /proc: as the subreaper we are parent of all that is left.
            if (!Tool.ReapOrphans() && OperatingSystem.IsLinux())
                return;
            var family = ProcessTable.Family(session, Environment.ProcessId);
            if (family.Count == 0)
                return;
            if (killed || clock.ElapsedMilliseconds >= lingerMilliseconds)
            {
                foreach (var process in family)
                    _ = Posix.Kill(process.Pid, Posix.SigKill);
            }
            Thread.Sleep(10);
        }
    }

    static unsafe void Say(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = bytes)
            _ = Posix.Write(2, start, (nuint)bytes.Length);
    }
}
