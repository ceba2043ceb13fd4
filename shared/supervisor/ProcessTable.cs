using System.Globalization;
using System.Text;

namespace InfraAgent.Supervision;

/// <summary>One live process: <c>Start</c> is its start in clock ticks since boot, which together with the pid names this incarnation.</summary>
readonly record struct ProcessEntry(int Pid, int Parent, int Group, int Session, long Start);

/// <summary>What /proc tells. Zombies are left out: they are dead and wait only for their parent.</summary>
static class ProcessTable
{
    /// <summary>False where there is no /proc (macOS): callers fall back to process groups.</summary>
    public static bool Available { get; } = File.Exists("/proc/self/stat");

    /// <summary>Differs after each boot, so that a pid and start time of an earlier boot prove nothing.</summary>
    public static string BootId()
    {
        try
        {
            return File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim();
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }

    public static ProcessEntry? Find(int pid)
    {
        try
        {
            return Parse(File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat"));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // It ended between two looks.
            return null;
        }
    }

    public static List<ProcessEntry> All()
    {
        var all = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(folder.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Find(pid) is { } entry)
                all.Add(entry);
        }
        return all;
    }

    /// <summary>Members of the session and everything that descends from <paramref name="root"/>, without root itself:
    /// a process that made a session of its own is still found by its ancestors.</summary>
    public static List<ProcessEntry> Family(int session, int root)
    {
        var all = All();
        var family = new HashSet<int> { root };
        for (var grown = true; grown;)
        {
            grown = false;
            foreach (var entry in all)
                grown |= (entry.Session == session || family.Contains(entry.Parent)) && family.Add(entry.Pid);
        }
        return all.FindAll(entry => entry.Pid != root && family.Contains(entry.Pid));
    }

    /// <summary>Whether the process was started with this variable: the mark that a session leaves on all its descendants.</summary>
    public static bool HasVariable(int pid, string nameAndValue)
    {
        try
        {
            var environment = File.ReadAllBytes($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/environ");
            var wanted = Encoding.UTF8.GetBytes(nameAndValue + '\0');
            var at = environment.AsSpan().IndexOf(wanted);
            return at == 0 || (at > 0 && environment[at - 1] == 0);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    // pid (name) state ppid pgrp session …, the start is field 22. The name may hold spaces and parentheses: count from the last one.
    static ProcessEntry? Parse(string stat)
    {
        var open = stat.IndexOf(' ', StringComparison.Ordinal);
        var close = stat.LastIndexOf(')');
        if (open < 0 || close < 0)
            return null;
        var fields = stat[(close + 2)..].Split(' ');
        if (fields.Length < 20 || fields[0] is "Z" or "X")
            return null;
        return new(
            int.Parse(stat.AsSpan(0, open), CultureInfo.InvariantCulture), int.Parse(fields[1], CultureInfo.InvariantCulture),
            int.Parse(fields[2], CultureInfo.InvariantCulture), int.Parse(fields[3], CultureInfo.InvariantCulture), long.Parse(fields[19], CultureInfo.InvariantCulture));
    }
}
