using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace InfraAgent.Hosting.Database;

/// <summary>SQLite settings that belong to a connection. FULL: in WAL mode NORMAL may lose the last commits when power is lost, and
/// a command that was accepted must not be lost; it costs one fsync a commit.</summary>
sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    const string Settings = "PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }
}

/// <summary>Tells a context when the explicit transaction that it saved in is committed or rolled back.</summary>
sealed class CommitNotice : DbTransactionInterceptor
{
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => Committed(eventData);

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Committed(eventData);
        return Task.CompletedTask;
    }

    public override void TransactionRolledBack(DbTransaction transaction, TransactionEndEventData eventData) => (eventData.Context as AgentDb)?.RolledBack();

    public override Task TransactionRolledBackAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        (eventData.Context as AgentDb)?.RolledBack();
        return Task.CompletedTask;
    }

    // The transaction that SaveChanges makes for itself is announced by SaveChanges, once its own book-keeping is done.
    static void Committed(TransactionEndEventData eventData)
    {
        if (eventData.Context is AgentDb { Saving: false } db) db.Committed();
    }
}
