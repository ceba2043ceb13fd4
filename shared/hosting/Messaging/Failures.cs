using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace InfraAgent.Hosting.Messaging;

/// <summary>What an exception means for the message whose consumer threw it.</summary>
public static class Failures
{
    /// <summary>Two messages wanted the same row: the loser runs again and sees what the winner did.</summary>
    public static bool IsConflict(Exception exception) =>
        exception is DbUpdateConcurrencyException || Chain(exception).Any(e => e is PostgresException
        {
            SqlState: PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        } or SqliteException { SqliteErrorCode: 19 });

    /// <summary>The database is away, restarting, busy or full: nothing is wrong with the message, so it waits.</summary>
    public static bool IsDatabaseAway(Exception exception) =>
        !IsConflict(exception) && Chain(exception).Any(e => e switch
        {
            PostgresException postgres => postgres.IsTransient || postgres.SqlState is "25006" or "57P01" or "57P02" or "57P03" or "57P05"
                || postgres.SqlState[..2] is "53" or "28" or "3D", // out of something; a password or database that is being changed
            NpgsqlException => true, // anything that is not the server's answer is the way to the server
            SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 8 or 10 or 13 or 14, // busy, locked, read-only, I/O, full, cannot open
            _ => false,
        });

    static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? e = exception; e is not null; e = e.InnerException) yield return e;
    }
}
