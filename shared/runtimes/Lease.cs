using System.Diagnostics;
using System.Globalization;

namespace InfraAgent.Runtimes;

/// <summary>The lease file that the supervisor watches: its first line is a deadline in milliseconds on the machine's monotonic clock,
/// which all processes of one boot share and nobody can set.</summary>
public static class Lease
{
    /// <summary>Milliseconds on that clock.</summary>
    public static long Now => (long)(Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency);

    /// <summary>Makes or renews the lease: it ends <paramref name="duration"/> from now. Readers see the old deadline or the new one, never half of it.</summary>
    public static void Renew(string path, TimeSpan duration)
    {
        var next = path + ".next";
        File.WriteAllText(next, (Now + (long)duration.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) + "\n");
        File.Move(next, path, overwrite: true);
    }
}
