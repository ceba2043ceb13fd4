using System.Buffers;
using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Texts as YAML scalars.</summary>
static class YamlText
{
    const int LongestBare = 120;

    // Nothing in here begins a comment, a tag, an anchor, a flow collection or a quote. ':' is looked at apart.
    static readonly SearchValues<char> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./@+-:");

    // What quotes hold as it is.
    static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '\x7f' - ' ').Select(c => (char)c).Where(c => c is not ('"' or '\\'))]);

    // Words that some reader takes for a boolean, null or number, in any case.
    static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "y", "n", "yes", "no", "on", "off", "true", "false", "null", "nil", "none", "nan", "inf", "infinity", "undefined"
    };

    public static void Append(StringBuilder text, string value)
    {
        if (IsBare(value)) text.Append(value);
        else AppendQuoted(text, value);
    }

    /// <summary>It is written in so many characters at most.</summary>
    public static bool Fits(string value, int most)
    {
        const int LongestEscape = 10;
        if (2 + value.Length * LongestEscape <= most) return true;
        var text = new StringBuilder();
        Append(text, value);
        return text.Length <= most;
    }

    static bool IsBare(string value)
    {
        if (value.Length is 0 or > LongestBare || value.AsSpan().ContainsAnyExcept(Bare) || Words.Contains(value)) return false;
        // A first digit could begin a number, a date or a time in base 60; quantities and durations (100m, 128Mi) cannot.
        if (char.IsAsciiDigit(value[0])) return IsQuantity(value);
        if (!char.IsAsciiLetter(value[0]) && value[0] != '/') return false;
        // ": " begins a value, and so does ":" at the end; within a word it is a character.
        return value[^1] != ':';
    }

    static bool IsQuantity(string value)
    {
        var digits = 0;
        while (digits < value.Length && char.IsAsciiDigit(value[digits])) digits++;
        return value[digits..] is "m" or "Ki" or "Mi" or "Gi" or "Ti" or "h";
    }

    static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var plain = value.AsSpan(i).IndexOfAnyExcept(Plain) is var at and >= 0 ? at : value.Length - i;
            text.Append(value, i, plain);
            i += plain;
            if (i == value.Length) break;
            if (!Rune.TryGetRuneAt(value, i, out var rune) || rune.Value == 0)
                throw new ArgumentException($"Character {i.ToString(CultureInfo.InvariantCulture)} is {CarriableText.Explain(value)}.", nameof(value));
            AppendRune(text, rune);
            i += rune.Utf16SequenceLength - 1;
        }

        text.Append('"');
    }

    static void AppendRune(StringBuilder text, Rune rune)
    {
        switch (rune.Value)
        {
            case '"': text.Append("\\\""); break;
            case '\\': text.Append("\\\\"); break;
            case '\n': text.Append("\\n"); break;
            case '\r': text.Append("\\r"); break;
            case '\t': text.Append("\\t"); break;
            case < 0x100 when !Visible(rune): text.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"); break;
            default:
                if (Visible(rune)) text.Append(rune.ToString());
                else if (rune.IsBmp) text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
                else text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
                break;
        }
    }

    // Control, format (bidi overrides, zero width, BOM), separator and combining characters are written as escapes: what a reviewer
    // sees in the file is what the tool reads.
    static bool Visible(Rune rune) => rune.IsAscii
        ? rune.Value is >= 0x20 and < 0x7F
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.SpacingCombiningMark);
}
