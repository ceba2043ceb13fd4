using System.Text;

namespace InfraAgent.Supervision;

/// <summary>
/// Lines of words: <c>session PID START BOOT</c>, <c>tool PID START</c>, <c>interrupted REASON</c> before the one SIGINT is sent,
/// <c>ended CODE INTERRUPTED KILLED REASON</c>. A pid with its start time and the boot it belongs to names one incarnation, so that a reused
/// pid is never taken for ours. Plain system calls: this lies on the way to every tool start.
/// </summary>
static unsafe class SessionFile
{
    // Clock ticks since boot at which a process started: the 22nd word of its stat.
    const int StartWord = 22;

    /// <summary>Open while we run; the tool must not inherit it.</summary>
    public static int Descriptor { get; private set; } = -1;

    /// <returns>False when it cannot be made: its folder is gone with the owner.</returns>
    public static bool Begin(string path, int session)
    {
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            Descriptor = Posix.Create(name, 384);   // rw-------
        var boot = stackalloc byte[64];
        var length = ReadFile("/proc/sys/kernel/random/boot_id", boot, 64);
        while (length > 0 && boot[length - 1] <= ' ')
            length--;
        Line("session " + session.ToString() + " " + Start("/proc/self/stat").ToString() + " " + (length > 0 ? Encoding.ASCII.GetString(boot, length) : "unknown"));
        return Descriptor >= 0;
    }

    public static void Started(int tool) => Line("tool " + tool.ToString() + " " + Start("/proc/" + tool.ToString() + "/stat").ToString());

    public static void Interrupting(string reason) => Line("interrupted " + reason);

    public static void End(int code, bool interrupted, bool killed, string reason) =>
        Line("ended " + code.ToString() + (interrupted ? " 1" : " 0") + (killed ? " 1 " : " 0 ") + reason);

    // One write a line. A failure cannot be told to anybody: the exit code is then all that is left to say.
    static void Line(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line + '\n');
        fixed (byte* start = bytes)
            _ = Posix.Write(Descriptor, start, (nuint)bytes.Length);
    }

    static long Start(string path)
    {
        var stat = stackalloc byte[1024];
        var length = ReadFile(path, stat, 1024);
        // The second word is a name in parentheses that may hold anything: count from its end.
        var at = length - 1;
        while (at >= 0 && stat[at] != ')')
            at--;
        var word = 2;
        for (at++; at >= 1 && at < length && word < StartWord; at++)
        {
            if (stat[at] == ' ')
                word++;
        }
        long start = 0;
        for (; at >= 1 && at < length && stat[at] is >= (byte)'0' and <= (byte)'9'; at++)
            start = (start * 10) + (stat[at] - '0');
        return start;
    }

    static int ReadFile(string path, byte* buffer, int size)
    {
        int fd;
        fixed (byte* name = Encoding.UTF8.GetBytes(path + '\0'))
            fd = Posix.Open(name, 0);
        if (fd < 0)
            return 0;
        var read = Posix.Read(fd, buffer, (nuint)size);
        _ = Posix.Close(fd);
        return (int)Math.Max(read, 0);
    }
}
