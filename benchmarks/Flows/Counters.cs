using System.Globalization;
using System.Text.RegularExpressions;
using InfraAgent.TestBed;
using Npgsql;

namespace InfraAgent.Benchmarks.Flows;

/// <summary>What the system has used so far: processor time of each service (without the tools it started), commits of the database,
/// messages that the broker took, and events in the log.</summary>
sealed partial record Counters(IReadOnlyDictionary<string, TimeSpan> Cpu, long Transactions, long Messages, long Events)
{
    public static async Task<Counters> ReadAsync(FiveServices agent, RabbitMqServer rabbit)
    {
        // Read by a session of another database: its own transactions do not count.
        var parts = new NpgsqlConnectionStringBuilder(agent.Database);
        var name = parts.Database;
        await using var events = new NpgsqlConnection(agent.Database + ";Search Path=api;Pooling=false");
        await events.OpenAsync();
        await using var count = new NpgsqlCommand("SELECT count(*) FROM deployment_events", events);
        var logged = (long)(await count.ExecuteScalarAsync())!;
        parts.Database = "postgres";
        parts.Pooling = false;
        await using var connection = new NpgsqlConnection(parts.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT xact_commit FROM pg_stat_database WHERE datname = $1", connection) { Parameters = { new() { Value = name } } };
        var commits = (long)(await command.ExecuteScalarAsync())!;
        return new Counters(agent.Ids.ToDictionary(p => p.Key, p => ProcessorTime.Of(p.Value)), commits, await MessagesAsync(rabbit), logged);
    }

    public Counters Since(Counters before) => new(
        Cpu.ToDictionary(c => c.Key, c => c.Value - before.Cpu[c.Key]), Transactions - before.Transactions, Messages - before.Messages, Events - before.Events);

    /// <summary>The broker counts what publishers gave it, since its start.</summary>
    static async Task<long> MessagesAsync(RabbitMqServer rabbit)
    {
        var overview = await rabbit.EvaluateAsync("rabbit_global_counters:overview().");
        return Received().Matches(overview).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"messages_received_total\s*=>\s*(\d+)")]
    private static partial Regex Received();
}
