using System.Diagnostics;
using Npgsql;

namespace InfraAgent.TestBed;

/// <summary>A PostgreSQL server on a free loopback port, its data in a temporary folder. <see cref="SharedAsync"/> is one for all tests of the
/// process, with a database each; tests that stop or kill it start their own.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    static readonly string? Binaries = Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")).FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")))
        : null;

    static readonly Lazy<Task<PostgresServer>> Shared = new(() => StartAsync());

    static int _databases;

    readonly TempFolder _folder;
    readonly int _port;
    ServerProcess? _process;

    readonly bool _durable;

    PostgresServer(TempFolder folder, int port, bool durable) => (_folder, _port, _durable) = (folder, port, durable);

    /// <summary>Why there is no server here; null when there is.</summary>
    public static string? Missing => Binaries is null ? "PostgreSQL is not installed: no initdb below /usr/lib/postgresql (Debian package postgresql)." : null;

    public static Task<PostgresServer> SharedAsync() => Shared.Value;

    public int Port => _port;

    /// <param name="durable">Waits for the disk at each commit, as a server in use does; tests do without.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        var folder = new TempFolder();
        var server = new PostgresServer(folder, FreePort.Next(), durable);
        if (Environment.UserName == "root") await RunAsync("chown", "-R", "postgres:", folder.Path); // PostgreSQL refuses to run as root
        await RunAsync([.. AsServerUser(), Path.Combine(Binaries!, "initdb"), "-D", folder.File("data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C"]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>A new, empty database.</summary>
    /// <param name="schema">Becomes the connection's search path; it does not exist yet.</param>
    public async Task<string> CreateDatabaseAsync(string? schema = null)
    {
        var name = $"t{Interlocked.Increment(ref _databases)}";
        await using var connection = new NpgsqlConnection(ConnectionString("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name) + (schema is null ? "" : $";Search Path={schema}");
    }

    public async Task StartAgainAsync()
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await StartOnceAsync();
                return;
            }
            catch (InvalidOperationException) when (tries < 50)
            {
                // What is left of a killed server still holds its lock file or its memory.
                _process?.Dispose();
                await Task.Delay(200);
            }
        }
    }

    async Task StartOnceAsync()
    {
        _process = await ServerProcess.StartAsync(_folder.File("server.log"), new Dictionary<string, string>(),
            [.. AsServerUser(), Path.Combine(Binaries!, "postgres"), "-D", _folder.File("data"), "-p", _port.ToString(), "-k", _folder.Path,
                "-c", "listen_addresses=127.0.0.1", "-c", _durable ? "fsync=on" : "fsync=off", "-c", "max_connections=300"]);
        await _process.UntilAsync(AnswersAsync, "PostgreSQL");
    }

    /// <summary>As a power cut would: no shutdown of its own.</summary>
    public void Kill()
    {
        _process?.Kill();
        _process = null;
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database};Maximum Pool Size=40";

    async Task<bool> AnswersAsync()
    {
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false;Timeout=5");
            await connection.OpenAsync();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    static string[] AsServerUser() => Environment.UserName == "root" ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    static async Task RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{command[^1]}: {await output}{error}");
    }
}
