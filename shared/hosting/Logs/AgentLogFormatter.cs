using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using InfraAgent.Hosting.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace InfraAgent.Hosting.Logs;

/// <summary>One line per entry, as JSON or as text. <c>deployment_id</c>, <c>environment</c> and <c>stage</c> are on every line; outside of any deployment's
/// work the first two are empty and the stage is the service's name. What callers wrote cannot begin a new line.</summary>
sealed class AgentLogFormatter(AgentOptions options) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "infra-agent";

    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly bool json = options.LogFormat == "json";
    readonly string service = options.Service.Name;

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var fields = Fields(scopeProvider);
        var stage = fields?.Stage ?? service;
        if (json)
        {
            textWriter.WriteLine(Json(logEntry.LogLevel, logEntry.Category, message, logEntry.Exception, fields, stage));
        }
        else
        {
            textWriter.WriteLine(Text(logEntry.LogLevel, logEntry.Category, message, logEntry.Exception, fields, stage));
        }
    }

    static LogFields? Fields(IExternalScopeProvider? scopes)
    {
        // The innermost wins.
        var found = new LogFields?[1];
        scopes?.ForEachScope(static (scope, state) => state[0] = scope as LogFields ?? state[0], found);
        return found[0];
    }

    string Json(LogLevel level, string category, string message, Exception? exception, LogFields? fields, string stage)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Compact))
        {
            writer.WriteStartObject();
            writer.WriteString("time", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            writer.WriteString("level", Word(level));
            writer.WriteString("service", service);
            writer.WriteString("deployment_id", fields?.DeploymentId ?? "");
            writer.WriteString("environment", fields?.Environment ?? "");
            writer.WriteString("stage", stage);
            if (fields?.RunId is { } run)
            {
                writer.WriteString("run_id", run);
            }

            if (Activity.Current is { } activity)
            {
                writer.WriteString("trace_id", activity.TraceId.ToHexString());
            }

            writer.WriteString("logger", category);
            writer.WriteString("message", message);
            if (exception is not null)
            {
                writer.WriteString("exception", exception.ToString());
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static string Text(LogLevel level, string category, string message, Exception? exception, LogFields? fields, string stage)
    {
        var line = new StringBuilder();
        line.Append(DateTime.Now.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)).Append(' ').Append(Word(level).PadRight(5));
        line.Append(" [").Append(fields is null ? stage : $"{fields.DeploymentId} {fields.Environment} {stage}").Append("] ");
        AppendOneLine(line, message);
        line.Append("  (").Append(category[(category.LastIndexOf('.') + 1)..]).Append(')');
        if (exception is not null)
        {
            foreach (var part in exception.ToString().Split('\n'))
            {
                line.Append("\n    ");
                AppendOneLine(line, part.TrimEnd('\r'));
            }
        }

        return line.ToString();
    }

    /// <summary>Control characters are shown, not sent to the terminal: a hostile value must not fake a line or drive the terminal.</summary>
    static void AppendOneLine(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            if (!char.IsControl(c))
            {
                line.Append(c);
            }
            else if (c == '\n')
            {
                line.Append("\\n");
            }
            else
            {
                line.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
        }
    }

    static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        _ => "fatal",
    };
}
