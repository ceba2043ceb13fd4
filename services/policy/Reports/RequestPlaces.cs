using System.Text.Json;

namespace InfraAgent.Policy.Reports;

/// <summary>Which module or service of a request something was made for.</summary>
static class RequestPlaces
{
    /// <param name="label">A name, as the request has it or with <c>_</c> for <c>-</c>.</param>
    /// <param name="derived">True for names that begin with a module's or service's, and a <c>-</c>: <c>web-headless</c>.</param>
    /// <returns>A JSON pointer, such as <c>/template_spec/services/0</c>; null where no one thing fits.</returns>
    public static string? Pointer(JsonElement? templateSpec, string label, bool derived = false)
    {
        if (label.Length == 0 || templateSpec is not { ValueKind: JsonValueKind.Object } spec) return null;
        var (best, pointer) = (0, (string?)null);
        label = label.Replace('-', '_');
        foreach (var section in (string[])["modules", "services"])
        {
            if (!spec.TryGetProperty(section, out var list) || list.ValueKind != JsonValueKind.Array) continue;
            foreach (var (i, item) in list.EnumerateArray().Index())
            {
                if ((Text(item, "as") ?? Text(item, "name"))?.Replace('-', '_') is not { } name || name.Length <= best) continue;
                if (name == label || (derived && label.StartsWith(name + "_", StringComparison.Ordinal))) (best, pointer) = (name.Length, $"/template_spec/{section}/{i}");
            }
        }

        return pointer;
    }

    static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
