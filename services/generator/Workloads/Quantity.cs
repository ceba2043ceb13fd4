using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Amounts of CPU and memory in the field's own spelling.</summary>
static partial class Quantity
{
    /// <summary>Thousandths of a core from <c>"500m"</c>, <c>"0.5"</c> or <c>0.5</c>; null when it is none.</summary>
    public static int? CpuMillis(JsonElement json)
    {
        if (NumberText.TryRead(json, out var cores)) return Millis(cores * 1000);
        if (json.ValueKind != JsonValueKind.String || !CarriableText.TryRead(json, out var text) || Cpu().Match(text) is not { Success: true } match) return null;
        var number = double.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture);
        return Millis(match.Groups["m"].Length > 0 ? number : number * 1000);
    }

    /// <summary>MiB from <c>"256Mi"</c> or <c>"1.5Gi"</c>; null when it is none.</summary>
    public static int? MemoryMiB(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.String || !CarriableText.TryRead(json, out var text) || Memory().Match(text) is not { Success: true } match) return null;
        var mib = double.Parse(match.Groups["n"].ValueSpan, CultureInfo.InvariantCulture) * match.Groups["u"].Value switch { "Mi" => 1, "Gi" => 1024, _ => 1024 * 1024 };
        return double.IsInteger(mib) && mib is >= 1 and <= 64 * 1024 * 1024 ? (int)mib : null;
    }

    // The third decimal is the last one: 0.0005 cores are not to be had.
    static int? Millis(double millis) => Math.Abs(millis - Math.Round(millis)) < 1e-6 && millis is >= 1 and <= 1_024_000 ? (int)Math.Round(millis) : null;

    [GeneratedRegex(@"\A((?<n>[0-9]{1,7})(?<m>m)|(?<n>[0-9]{1,4}(\.[0-9]{1,3})?))\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Cpu();

    [GeneratedRegex(@"\A(?<n>[0-9]{1,9}(\.[0-9]{1,3})?)(?<u>Mi|Gi|Ti)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Memory();
}
