using System.Globalization;

namespace InfraAgent.Benchmarks.Flows;

/// <summary>Processor time as the kernel counts it.</summary>
static class ProcessorTime
{
    // sysconf(_SC_CLK_TCK): 100 on every Linux that .NET runs on.
    const double TicksPerSecond = 100;

    public static TimeSpan Of(int process)
    {
        // The second field is the name in parentheses; utime and stime are the 14th and 15th.
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) / TicksPerSecond);
    }
}
