using System.Data.Common;

namespace InfraAgent.Hosting.Configuration;

/// <summary><c>ConnectionStrings:Database</c>: SQLite (<c>Data Source=…</c>) or PostgreSQL (<c>Host=…</c>).</summary>
static class DatabaseSetting
{
    /// <summary>The connection string with its password filled in.</summary>
    public static string? Read(SettingsReader settings, string key, string? fallback)
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
            if (new[] { "Host", "Server", "Data Source", "DataSource", "Filename" }.Any(parts.ContainsKey))
            {
                return text;
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
