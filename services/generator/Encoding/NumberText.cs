using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Numbers as every JSON reader on the road understands them: IEEE doubles (RFC 8785 compares them so, too).</summary>
public static class NumberText
{
    /// <summary>2^53: the last whole number before neighbours become one.</summary>
    public const double LargestExactInteger = 9007199254740992;

    public static bool TryRead(JsonElement element, out double value)
    {
        value = 0;
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !double.IsFinite(number)) return false;
        value = number == 0 ? 0 : number; // -0 and 0 are one number, and have to be one text.
        return true;
    }
}
