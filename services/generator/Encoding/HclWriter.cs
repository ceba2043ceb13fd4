using System.Buffers;
using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Writes values as HCL. The only way a caller's text gets into code: nothing in it can end a string,
/// start an interpolation or hide from a reader.</summary>
public static class HclWriter
{
    const int LongestLine = 100;

    // Stand for themselves, whatever is beside them.
    static readonly SearchValues<char> Plain = SearchValues.Create(string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("\"\\$%")));

    /// <summary>The value as an expression. <paramref name="indent"/>: spaces in front of the line that it begins on.</summary>
    /// <exception cref="ArgumentException">Text that no string in HCL can hold (<see cref="CarriableText"/>).</exception>
    public static string Write(HclValue value, int indent = 0)
    {
        var text = new StringBuilder();
        Append(text, value, indent);
        return text.ToString();
    }

    /// <summary>A list on one line, however long, for use within an expression.</summary>
    public static string Line(IEnumerable<HclValue> items) => "[" + string.Join(", ", items.Select(i => Write(i))) + "]";

    /// <summary>The text as a quoted string literal.</summary>
    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        AppendQuoted(text, value);
        return text.ToString();
    }

    public static string Number(double value) =>
        double.IsInteger(value) && Math.Abs(value) <= NumberText.LargestExactInteger
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    public static void Append(StringBuilder text, HclValue value, int indent)
    {
        switch (value)
        {
            case HclNull: text.Append("null"); break;
            case HclText t: AppendQuoted(text, t.Value); break;
            case HclNumber n: text.Append(Number(n.Value)); break;
            case HclBool b: text.Append(b.Value ? "true" : "false"); break;
            case HclReference r: text.Append(r.Expression); break;
            case HclCode c: AppendCode(text, c, indent); break;
            case HclList l: AppendList(text, l, indent); break;
            case HclMap m: AppendMap(text, m, indent); break;
            case HclMergedMap m:
                text.Append("merge(");
                AppendMap(text, m.Below, indent);
                text.Append(", ").Append(m.Over.Expression).Append(')');
                break;
            default: throw new ArgumentException($"A {value.GetType().Name} cannot be written as HCL.", nameof(value));
        }
    }

    static void AppendList(StringBuilder text, HclList list, int indent)
    {
        if (!list.Items.Any(i => i is HclList or HclMap or HclCode { OneLine: false }))
        {
            var line = Line(list.Items);
            if (line.Length <= LongestLine)
            {
                text.Append(line);
                return;
            }
        }

        text.Append("[\n");
        foreach (var item in list.Items)
        {
            text.Append(' ', indent + 2);
            Append(text, item, indent + 2);
            text.Append(",\n");
        }

        text.Append(' ', indent).Append(']');
    }

    static void AppendMap(StringBuilder text, HclMap map, int indent)
    {
        if (map.Items.Count == 0)
        {
            text.Append("{}");
            return;
        }

        text.Append("{\n");
        foreach (var (key, item) in map.Items)
        {
            text.Append(' ', indent + 2);
            AppendQuoted(text, key);
            text.Append(" = ");
            Append(text, item, indent + 2);
            text.Append('\n');
        }

        text.Append(' ', indent).Append('}');
    }

    static void AppendCode(StringBuilder text, HclCode code, int indent)
    {
        var lines = code.Text.Split('\n');
        text.Append(lines[0]);
        foreach (var line in lines.Skip(1))
        {
            text.Append('\n');
            // What stands in a here-document is text: its spaces count.
            if (code.Text.Contains("<<", StringComparison.Ordinal)) text.Append(line);
            else if (line.Length > 0) text.Append(' ', Math.Max(0, line.Length - line.TrimStart(' ').Length + indent - code.Indent)).Append(line.TrimStart(' '));
        }
    }

    public static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var plain = value.AsSpan(i).IndexOfAnyExcept(Plain);
            if (plain != 0)
            {
                text.Append(value.AsSpan(i, plain < 0 ? value.Length - i : plain));
                if (plain < 0) break;
                i += plain;
            }

            if (!Rune.TryGetRuneAt(value, i, out var rune) || rune.Value == 0)
                throw new ArgumentException($"Character {i} is {CarriableText.Explain(value)}.", nameof(value));

            switch (rune.Value)
            {
                case '"': text.Append("\\\""); break;
                case '\\': text.Append("\\\\"); break;
                case '\n': text.Append("\\n"); break;
                case '\r': text.Append("\\r"); break;
                case '\t': text.Append("\\t"); break;
                case '$' or '%' when i + 1 < value.Length && value[i + 1] == '{':
                    // "${" and "%{" begin a template; doubled, they are the two characters.
                    text.Append((char)rune.Value).Append((char)rune.Value);
                    break;
                default:
                    if (Visible(rune)) text.Append(value, i, rune.Utf16SequenceLength);
                    else if (rune.IsBmp) text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
                    else text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
                    break;
            }

            i += rune.Utf16SequenceLength - 1;
        }

        text.Append('"');
    }

    // Control, format (bidi overrides, zero width), separator and combining characters are written as escapes: what a reviewer
    // sees in the file is what the tool reads.
    static bool Visible(Rune rune) => rune.IsAscii
        ? rune.Value is >= 0x20 and < 0x7F
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            or UnicodeCategory.SpacingCombiningMark);
}
