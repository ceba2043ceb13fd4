using System.Globalization;
using System.Text;
using System.Text.Json;
using CliWrap;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>Reads the lines of <c>-json</c> output: readable lines go to the log, changes are counted, errors are kept for the message.</summary>
sealed class TerraformEvents(ToolLog log, Action<int, int>? progress)
{
    // Callers want to show movement, not to drown in it.
    const int ProgressIntervalMilliseconds = 250;
    const int LongestMessage = 2000;

    string? lastError;
    int total;
    int done;
    int reported = -1;
    long reportedAt = long.MinValue;

    /// <summary>The tool began to change something.</summary>
    public bool Changing { get; private set; }

    /// <summary>Terraform refused a plan file since the state has moved on.</summary>
    public bool Stale { get; private set; }

    /// <summary>The last error, redacted and cut to a length that fits into a message.</summary>
    public string? LastError => lastError is null ? null : Cut(log.Redactor.Redact(lastError));

    public PipeTarget Target => PipeTarget.Create(async (stream, cancel) =>
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            if (line.Length > 0)
                await log.LineAsync(Readable(line));
        }
        Report(final: true);
    });

    string Readable(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line, new() { MaxDepth = 256 });
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return line;
            var message = Text(root, "@message") ?? "";
            switch (Text(root, "type"))
            {
                case "diagnostic" when root.TryGetProperty("diagnostic", out var diagnostic):
                    return Diagnostic(diagnostic);
                case "planned_change" when root.TryGetProperty("change", out var change):
                    total += Text(change, "action") switch { "replace" => 2, "create" or "update" or "delete" or "read" => 1, _ => 0 };
                    break;
                case "apply_start":
                    Changing = true;
                    Report(final: false);
                    break;
                case "apply_complete" or "apply_errored":
                    done++;
                    Report(final: false);
                    break;
            }
            return message;
        }
        catch (JsonException)
        {
            // A provisioner's or a wrapper's own words.
            return line;
        }
    }

    string Diagnostic(JsonElement diagnostic)
    {
        var summary = Text(diagnostic, "summary") ?? "";
        var text = new StringBuilder(Text(diagnostic, "severity") == "error" ? "Error: " : "Warning: ").Append(summary);
        if (diagnostic.TryGetProperty("range", out var range) && Text(range, "filename") is { } file && range.TryGetProperty("start", out var start))
            text.Append(CultureInfo.InvariantCulture, $" ({file} line {start.GetProperty("line").GetInt32()})");
        if (Text(diagnostic, "address") is { } address)
            text.Append(CultureInfo.InvariantCulture, $" [{address}]");
        if (Text(diagnostic, "detail") is { Length: > 0 } detail)
            text.Append('\n').Append(detail);
        if (Text(diagnostic, "severity") == "error")
        {
            lastError = text.ToString();
            Stale |= summary == "Saved plan is stale";
        }
        return text.ToString();
    }

    void Report(bool final)
    {
        if (progress is null || total == 0 || (done == reported && !final))
            return;
        var now = Environment.TickCount64;
        if (!final && done < total && reported >= 0 && now - reportedAt < ProgressIntervalMilliseconds)
            return;
        if (done == reported)
            return;
        reported = done;
        reportedAt = now;
        // A destroyed-and-made-again object may be announced as one change and done in two.
        progress(done, Math.Max(done, total));
    }

    static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public static string Cut(string text) => text.Length <= LongestMessage ? text.Trim() : text[..LongestMessage].Trim() + " …";
}
