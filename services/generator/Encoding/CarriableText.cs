using System.Text;
using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>Text that every part of the road can carry. NUL ends a string in the C of providers' and shells' interfaces, and an unpaired
/// surrogate is no Unicode: both are refused rather than changed.</summary>
public static class CarriableText
{
    internal const string HalfPair = "half of a surrogate pair, which is no Unicode character";

    /// <summary>False when the JSON string is no Unicode text; <paramref name="text"/> is then empty.</summary>
    public static bool TryRead(JsonElement element, out string text)
    {
        try
        {
            text = element.GetString() ?? "";
            return true;
        }
        catch (InvalidOperationException)
        {
            // What System.Text.Json throws for an escaped half of a surrogate pair, or bytes that are no UTF-8.
            text = "";
            return false;
        }
    }

    /// <summary>What is wrong with the text; null when nothing is.</summary>
    public static string? Explain(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return "NUL (U+0000), which no tool can be given";
            if (!char.IsSurrogate(text[i])) continue;
            if (!char.IsSurrogatePair(text, i)) return HalfPair;
            i++;
        }

        return null;
    }

    /// <summary>The value as a message may show it: one line, at most 80 characters, control characters as escapes.</summary>
    public static string Show(string text)
    {
        if (text.Length <= 80 && Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.Contains('\u007f', StringComparison.Ordinal)) return $"'{text}'";
        var visible = text.Length <= 80 ? text : text[..(char.IsHighSurrogate(text[78]) ? 78 : 79)] + "…";
        return "'" + string.Concat(visible.Select(c =>
            char.IsControl(c) || (char.IsSurrogate(c) && Explain(visible) is not null) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator
                ? $"\\u{(int)c:x4}"
                : c.ToString())) + "'";
    }

    public static string Show(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => TryRead(element, out var text) ? Show(text) : "a string that is no Unicode text",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        _ => Show(element.GetRawText())
    };
}
