using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Database;

/// <summary>Milliseconds since 1970 UTC by the database's clock. Processes on several machines compare leases and due times, so
/// none may use its own clock for them.</summary>
public sealed class DatabaseClock(DatabaseKind kind)
{
    static readonly long Started = Stopwatch.GetTimestamp();

    long _offset = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() - Monotonic;

    /// <summary>Now, as an SQL expression.</summary>
    public string Sql { get; } = kind == DatabaseKind.PostgreSql
        ? "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint)"
        : "CAST(ROUND((julianday('now') - 2440587.5) * 86400000) AS INTEGER)";

    /// <summary>Now, as known from the last look at the database plus the time that passed here: exact to the round trip, and free.</summary>
    public long EstimatedMs => kind == DatabaseKind.PostgreSql ? Monotonic + Volatile.Read(ref _offset) : DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    static long Monotonic => (long)Stopwatch.GetElapsedTime(Started).TotalMilliseconds;

    /// <summary>Asks the database. SQLite's clock is this machine's.</summary>
    public async Task<long> NowMsAsync(AgentDb db, CancellationToken cancel)
    {
        if (kind == DatabaseKind.Sqlite) return EstimatedMs;
        var now = (await db.Database.SqlQuery<long>($"SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint) AS \"Value\"").ToListAsync(cancel))[0];
        Volatile.Write(ref _offset, now - Monotonic);
        return now;
    }

    /// <summary>Asks the database of <paramref name="db"/>.</summary>
    public static Task<long> NowMs(AgentDb db, CancellationToken cancel = default) => db.Clock.NowMsAsync(db, cancel);
}
