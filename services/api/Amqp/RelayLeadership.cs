using System.Data;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace InfraAgent.Api.Amqp;

/// <summary>Makes one replica the sender of events. On PostgreSQL a session's advisory lock decides, which ends with the session,
/// however that ends. On SQLite there is one process.</summary>
public sealed class RelayLeadership(IDbContextFactory<AgentDb> contexts)
{
    // Any fixed number; locks are per database, and the schema is mixed in.
    const long Lock = 0x1AFA_0001;

    public async Task<Lead> WaitAsync(CancellationToken cancel)
    {
        var db = await contexts.CreateDbContextAsync(cancel);
        try
        {
            if (db.Kind == DatabaseKind.PostgreSql)
            {
                await db.Database.OpenConnectionAsync(cancel);
                while (!await db.Database.SqlQuery<bool>($"SELECT pg_try_advisory_lock({Lock} # hashtext(current_schema())) AS \"Value\"").SingleAsync(cancel))
                    await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            }
            return new Lead(db);
        }
        catch
        {
            EndSession(db);
            await db.DisposeAsync();
            throw;
        }
    }

    // Back in the pool it would keep a lock that it has after all.
    static void EndSession(AgentDb db)
    {
        if (db.Database.GetDbConnection() is NpgsqlConnection session)
            NpgsqlConnection.ClearPool(session);
    }

    public sealed class Lead(AgentDb db) : IAsyncDisposable
    {
        /// <summary>The session that holds the lock, for the leader's own statements.</summary>
        /// <exception cref="IOException">It is gone. A new session would be opened without the lock.</exception>
        public AgentDb Session => db.Kind != DatabaseKind.PostgreSql || db.Database.GetDbConnection().State == ConnectionState.Open
            ? db
            : throw new IOException("The database session that made this replica the sender of events was closed.");

        public async ValueTask DisposeAsync()
        {
            if (db.Kind == DatabaseKind.PostgreSql)
            {
                try
                {
                    await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock} # hashtext(current_schema()))");
                }
                catch (Exception)
                {
                    EndSession(db);
                }
                await db.Database.CloseConnectionAsync();
            }
            await db.DisposeAsync();
        }
    }
}
