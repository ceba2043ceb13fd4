using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using InfraAgent.TestBed;
using Npgsql;

namespace InfraAgent.Benchmarks.Flows;

/// <summary>What PostgreSQL itself can do on this machine, measured by its own tool: one update and two inserts in a transaction, 16 clients.</summary>
static partial class DatabaseLimit
{
    const int Clients = 16;

    /// <returns>Transactions per second.</returns>
    public static async Task<double> MeasureAsync(string database, TimeSpan duration)
    {
        await using (var connection = new NpgsqlConnection(database + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await using var command = new NpgsqlCommand("""
                CREATE TABLE state (id int PRIMARY KEY, version int NOT NULL, document text NOT NULL);
                CREATE TABLE log (id bigserial PRIMARY KEY, body text NOT NULL);
                CREATE TABLE message (id bigserial PRIMARY KEY, body text NOT NULL);
                INSERT INTO state SELECT n, 0, repeat('x', 600) FROM generate_series(1, 1000) n;
                """, connection);
            await command.ExecuteNonQueryAsync();
        }

        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("script.sql"), """
            \set id random(1, 1000)
            BEGIN;
            UPDATE state SET version = version + 1 WHERE id = :id;
            INSERT INTO log (body) VALUES (repeat('x', 600));
            INSERT INTO message (body) VALUES (repeat('x', 600));
            COMMIT;
            """);
        var parts = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo(Tool(), ["-n", "-M", "prepared", "-c", $"{Clients}", "-j", "2", "-T", $"{(int)duration.TotalSeconds}", "-f", folder.File("script.sql"),
            "-h", parts.Host!, "-p", $"{parts.Port}", "-U", parts.Username!, parts.Database!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return Tps().Match(output) is { Success: true } found
            ? double.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench: {output}{await error}");
    }

    static string Tool() => Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin", "pgbench")).First(File.Exists);

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex Tps();
}
