using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace InfraAgent.Hosting.Database;

/// <summary>Brings the database to this version before anything else of the host starts. Replicas may start together: one migrates,
/// the others wait for it.</summary>
public sealed class DatabaseMigration(IServiceScopeFactory scopes, DatabaseSettings settings, ILogger<DatabaseMigration> log) : IHostedLifecycleService
{
    // The same for every service of one database, whatever its schema: creating a schema is not safe beside creating a schema.
    const long LockKey = 0x1F7A_A6E7_0000_0001;

    static readonly TimeSpan PatienceWithServer = TimeSpan.FromMinutes(2);

    public Task StartingAsync(CancellationToken cancellationToken) => MigrateAsync(cancellationToken);

    public async Task MigrateAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        if (settings.Kind == DatabaseKind.Sqlite) await MigrateFileAsync(db, settings.File!, cancel);
        else await MigrateServerAsync(db, cancel);
        await db.Clock.NowMsAsync(db, cancel);
    }

    async Task MigrateFileAsync(AgentDb db, string file, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using var turn = await FileLock.TakeAsync(file + ".migrating", TimeSpan.FromMinutes(2), cancel);
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL", cancel);
        // EF Core's own lock is a row that a killed process leaves behind, and then waits for ever. The file lock above ends with its process.
        await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancel);
        await ApplyAsync(db, cancel);
    }

    async Task MigrateServerAsync(AgentDb db, CancellationToken cancel)
    {
        // Not from the pool: ending the session is what gives the lock back, however this ends.
        await using var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false }.ConnectionString);
        await OpenAsync(session, cancel);
        await ExecuteAsync(session, $"SELECT pg_advisory_lock({LockKey})", cancel);
        if (settings.Schema is { } schema) await ExecuteAsync(session, $"CREATE SCHEMA IF NOT EXISTS \"{schema}\"", cancel);
        await ApplyAsync(db, cancel);
    }

    async Task ApplyAsync(AgentDb db, CancellationToken cancel)
    {
        var pending = (await db.Database.GetPendingMigrationsAsync(cancel)).ToList();
        if (pending.Count == 0) return;
        log.LogInformation("Applying {Count} database migrations: {Migrations}", pending.Count, string.Join(", ", pending));
        await db.Database.MigrateAsync(cancel);
    }

    async Task OpenAsync(NpgsqlConnection session, CancellationToken cancel)
    {
        var give = DateTimeOffset.UtcNow + PatienceWithServer;
        while (true)
        {
            try
            {
                await session.OpenAsync(cancel);
                return;
            }
            catch (NpgsqlException ex) when (ex.IsTransient && DateTimeOffset.UtcNow < give)
            {
                log.LogWarning("The database at {Host} does not answer yet: {Error}", session.Host, ex.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), cancel);
            }
        }
    }

    static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, session) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
