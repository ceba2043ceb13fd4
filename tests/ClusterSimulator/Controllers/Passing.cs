using System.Diagnostics;

namespace InfraAgent.ClusterSimulator.Controllers;

/// <summary>How long something has been as it is. Whoever asks for a time that has not passed is asked again.</summary>
sealed class Passing
{
    readonly Dictionary<string, long> begun = [];

    /// <summary>Somebody waits for time to pass.</summary>
    public bool IsAwaited { get; set; }

    public bool Has(string key, TimeSpan time)
    {
        if (!begun.TryGetValue(key, out var from)) begun[key] = from = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(from) >= time) return true;
        IsAwaited = true;
        return false;
    }

    /// <summary>Forgets all others that begin in the same way.</summary>
    public void Only(string prefix, string key)
    {
        foreach (var other in begun.Keys.Where(k => k != key && k.StartsWith(prefix, StringComparison.Ordinal)).ToArray()) begun.Remove(other);
    }
}
