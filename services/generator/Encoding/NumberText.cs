using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Numbers as every JSON reader on the road understands them: IEEE doubles (RFC 8785 compares them so, too).</summary>
public static class NumberText
{
    /// <summary>2^53: the last whole number before neighbours become one.</summary>
    public const double LargestExactInteger = 9007199254740992;

    /// <summary>False for what is no number, and for one that a double cannot keep: it would come out as another.</summary>
    public static bool TryRead(JsonElement element, out double value)
    {
        value = 0;
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !double.IsFinite(number) || !Keeps(element, number)) return false;
        value = number == 0 ? 0 : number; // -0 and 0 are one number, and have to be one text.
        return true;
    }

    static bool Keeps(JsonElement element, double number)
    {
        var literal = JsonMarshal.GetRawUtf8Value(element);
        // No whole number of 15 digits is between two doubles.
        return (literal.Length <= 15 && !literal.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
            || Parts(Encoding.ASCII.GetString(literal)) == Parts(number.ToString("R", CultureInfo.InvariantCulture));
    }

    // A decimal number as its digits, without zeros at either end, and the power of ten of the last one.
    static (string Digits, long Exponent) Parts(string text)
    {
        var negative = text.StartsWith('-');
        var at = text.IndexOfAny(['e', 'E']);
        var mantissa = (at < 0 ? text : text[..at]).TrimStart('-');
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var digits = (point < 0 ? mantissa : mantissa.Remove(point, 1)).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0) return ("", 0);
        var exponent = at < 0 ? 0 : long.TryParse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var e) ? e : long.MaxValue / 2;
        return ((negative ? "-" : "") + significant, exponent - (point < 0 ? 0 : mantissa.Length - point - 1) + (digits.Length - significant.Length));
    }
}
