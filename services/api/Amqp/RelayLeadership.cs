using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

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
            await db.DisposeAsync();
            throw;
        }
    }

    public sealed class Lead(AgentDb db) : IAsyncDisposable
    {
        /// <summary>Throws when the session that holds the lock is gone.</summary>
        public Task EnsureAsync(CancellationToken cancel) =>
            db.Kind == DatabaseKind.PostgreSql ? db.Database.ExecuteSqlAsync($"SELECT 1", cancel) : Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            if (db.Kind == DatabaseKind.PostgreSql)
            {
                // A pooled connection would keep the lock with its session.
                try
                {
                    await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_unlock({Lock} # hashtext(current_schema()))");
                }
                catch (Exception)
                {
                    // The session is gone, and the lock with it.
                }
                await db.Database.CloseConnectionAsync();
            }
            await db.DisposeAsync();
        }
    }
}
