using System.Diagnostics;
using System.Globalization;

namespace InfraAgent.Supervision;

/// <summary>Reads the deadline that the owner renews. A file that is gone or unreadable twice in a row is a lease that has ended.</summary>
sealed class LeaseWatch(string path)
{
    long deadline = long.MaxValue;
    int failures;

    public bool Ended
    {
        get
        {
            try
            {
                using var reader = new StreamReader(path);
                if (long.TryParse(reader.ReadLine(), NumberStyles.None, CultureInfo.InvariantCulture, out var read))
                {
                    deadline = read;
                    failures = 0;
                }
                else
                {
                    failures++;
                }
            }
            catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
            {
                failures++;
            }
            return failures > 1 || (deadline == long.MaxValue && failures > 0) || Now() >= deadline;
        }
    }

    static long Now() => (long)(Stopwatch.GetTimestamp() * 1000.0 / Stopwatch.Frequency);
}
