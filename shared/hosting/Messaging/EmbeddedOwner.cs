using InfraAgent.Hosting.Database;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Messages in memory belong to one process, so an embedded agent's database does too. A second process is refused instead of
/// sending the first one's messages again.</summary>
sealed class EmbeddedOwner(DatabaseSettings settings) : IHostedLifecycleService, IAsyncDisposable
{
    const long LockKey = 0x1F7A_A6E7_0000_0002;

    static readonly TimeSpan PatienceWithPredecessor = TimeSpan.FromSeconds(15);

    IAsyncDisposable? _held;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            _held = settings.File is { } file
                ? await OwnFileAsync(file, cancellationToken)
                : await OwnSchemaAsync(cancellationToken);
        }
        catch (TimeoutException ex)
        {
            throw new InvalidOperationException(
                $"Another agent process is using {settings.File ?? "this PostgreSQL schema"}. With ConnectionStrings:Broker 'inmemory:' one process owns its database: stop the other one, give this one its own (Agent:DataDirectory), or use a broker.", ex);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_held is { } held) await held.DisposeAsync();
        _held = null;
    }

    static async Task<IAsyncDisposable> OwnFileAsync(string file, CancellationToken cancel)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return await FileLock.TakeAsync(file + ".owner", PatienceWithPredecessor, cancel);
    }

    async Task<IAsyncDisposable> OwnSchemaAsync(CancellationToken cancel)
    {
        var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Pooling = false, KeepAlive = 30 }.ConnectionString);
        await session.OpenAsync(cancel);
        var until = DateTimeOffset.UtcNow + PatienceWithPredecessor;
        while (true)
        {
            await using (var command = new NpgsqlCommand("SELECT pg_try_advisory_lock(@key + hashtext(coalesce(current_schema(), '')))", session))
            {
                command.Parameters.AddWithValue("key", LockKey);
                if (await command.ExecuteScalarAsync(cancel) is true) return session;
            }
            if (DateTimeOffset.UtcNow >= until)
            {
                await session.DisposeAsync();
                throw new TimeoutException("The schema's lock is held by another session.");
            }
            await Task.Delay(200, cancel);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After everything that could still consume or send has stopped.
    public async Task StoppedAsync(CancellationToken cancellationToken) => await DisposeAsync();
}
