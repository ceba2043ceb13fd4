using System.Data.Common;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace InfraAgent.Hosting.Database;

public enum DatabaseKind { Sqlite, PostgreSql }

/// <summary><c>ConnectionStrings:Database</c>, understood: <c>Data Source=FILE</c> is SQLite, <c>Host=…</c> is PostgreSQL.</summary>
public sealed partial record DatabaseSettings
{
    public required DatabaseKind Kind { get; init; }

    /// <summary>As given, with the defaults that this agent needs.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>PostgreSQL: the first entry of <c>Search Path</c>, null for the server's default. It is created when missing.</summary>
    public string? Schema { get; init; }

    /// <summary>SQLite: the file's full path.</summary>
    public string? File { get; init; }

    /// <exception cref="ArgumentException">Neither of the two, or without what it needs; the message names the key.</exception>
    public static DatabaseSettings Parse(string connectionString)
    {
        const string key = "ConnectionStrings:Database";
        DbConnectionStringBuilder given;
        try
        {
            given = new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException ex)
        {
            throw new ArgumentException($"{key} is no connection string: {ex.Message}", nameof(connectionString), ex);
        }

        if (given.ContainsKey("Host") || given.ContainsKey("Server")) return PostgreSql(key, connectionString);
        if (given.ContainsKey("Data Source") || given.ContainsKey("DataSource") || given.ContainsKey("Filename")) return Sqlite(key, connectionString);
        throw new ArgumentException($"{key} names no database. Give 'Data Source=FILE' for SQLite or 'Host=SERVER;Database=NAME;Username=USER;Search Path=SCHEMA' for PostgreSQL.", nameof(connectionString));
    }

    static DatabaseSettings PostgreSql(string key, string connectionString)
    {
        var builder = Read(key, () => new NpgsqlConnectionStringBuilder(connectionString));
        // The same dozen statements run all day: prepared once per connection they cost both sides less.
        if (!builder.ContainsKey("Max Auto Prepare")) builder.MaxAutoPrepare = 64;
        // Nothing here leaves a trace in its session (who takes a session's lock gives it back), so none has to be reset between two uses: that
        // would be a transaction more for each of ours.
        if (!builder.ContainsKey("No Reset On Close")) builder.NoResetOnClose = true;
        if (!builder.ContainsKey("Application Name")) builder.ApplicationName = "infra-agent";
        // A dead server must be noticed: without it a broken network leaves a commit hanging for the TCP time-out.
        if (!builder.ContainsKey("Timeout")) builder.Timeout = 10;

        var schema = builder.SearchPath?.Split(',')[0].Trim().Trim('"');
        if (!string.IsNullOrEmpty(schema) && !SchemaName().IsMatch(schema))
            throw new ArgumentException($"{key}: Search Path '{schema}' is no schema name; use lower case letters, digits and underscores.", nameof(connectionString));
        return new()
        {
            Kind = DatabaseKind.PostgreSql,
            ConnectionString = builder.ConnectionString,
            Schema = string.IsNullOrEmpty(schema) ? null : schema,
        };
    }

    static DatabaseSettings Sqlite(string key, string connectionString)
    {
        var builder = Read(key, () => new SqliteConnectionStringBuilder(connectionString));
        if (builder.Mode == SqliteOpenMode.Memory || string.IsNullOrWhiteSpace(builder.DataSource) || builder.DataSource.StartsWith(':'))
            throw new ArgumentException($"{key}: Data Source '{builder.DataSource}' is not a file. What is accepted must survive a restart, so name a file.", nameof(connectionString));
        var file = Path.GetFullPath(builder.DataSource);
        builder.DataSource = file;
        return new() { Kind = DatabaseKind.Sqlite, ConnectionString = builder.ConnectionString, File = file };
    }

    static T Read<T>(string key, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception ex) when (ex is ArgumentException or FormatException)
        {
            throw new ArgumentException($"{key}: {ex.Message}", ex);
        }
    }

    [GeneratedRegex("^[a-z_][a-z0-9_]{0,62}$")]
    private static partial Regex SchemaName();
}
