using System.Diagnostics;
using System.Globalization;

namespace InfraAgent.Hosting.Jobs;

/// <summary>The lease as the tool's supervisor sees it: a file whose first line is the deadline in milliseconds of the monotonic clock
/// (<see cref="Stopwatch"/>'s time base, which all processes of a host share). The supervisor stops the tool when it passes.</summary>
sealed class LeaseFile : IDisposable
{
    readonly string path;

    public LeaseFile(string path)
    {
        this.path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
    }

    public string Path => path;

    public static long Now => (long)(Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000.0));

    /// <summary>Replaces the file, so that a reader sees the old deadline or the new one and never half of one.</summary>
    public void Write(long deadline)
    {
        var next = path + ".next";
        File.WriteAllText(next, deadline.ToString(CultureInfo.InvariantCulture) + "\n");
        File.Move(next, path, overwrite: true);
    }

    public void Dispose() => File.Delete(path);
}
