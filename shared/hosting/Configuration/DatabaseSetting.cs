using System.Data.Common;

namespace InfraAgent.Hosting.Configuration;

public enum DatabaseKind { Sqlite, PostgreSql }

/// <summary><c>ConnectionStrings:Database</c>: SQLite (<c>Data Source=…</c>) or PostgreSQL (<c>Host=…</c>), with its password filled in.</summary>
public sealed class DatabaseSetting(DatabaseKind kind, string connectionString)
{
    public DatabaseKind Kind { get; } = kind;
    public string ConnectionString { get; } = connectionString;

    internal static DatabaseSetting? Read(SettingsReader settings, string key, string? fallback)
    {
        // Quoted here, because a password may hold what separates the parts of a connection string.
        var text = settings.Text(key, Quote) ?? fallback;
        if (text is null)
        {
            settings.Problem(key, "is missing. Give a PostgreSQL connection string, for example 'Host=postgres;Database=infra_agent;Username=api;Password={file:/run/secrets/db}'.");
            return null;
        }

        try
        {
            var parts = new DbConnectionStringBuilder { ConnectionString = text };
            if (parts.ContainsKey("Host") || parts.ContainsKey("Server"))
            {
                return new(DatabaseKind.PostgreSql, text);
            }

            if (parts.ContainsKey("Data Source") || parts.ContainsKey("DataSource") || parts.ContainsKey("Filename"))
            {
                return new(DatabaseKind.Sqlite, text);
            }
        }
        catch (ArgumentException)
        {
            // The parser's message repeats parts of the value, which may be the password.
        }

        settings.Problem(key, "is neither a PostgreSQL ('Host=…') nor a SQLite ('Data Source=…') connection string.");
        return null;
    }

    static string Quote(string value) => '"' + value.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
