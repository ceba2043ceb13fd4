using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Writes values as YAML on one line: JSON in the spelling that YAML reads alike. Text is always quoted, and nothing in it can end the quotes.</summary>
static class YamlFlow
{
    public static string Write(HclValue value)
    {
        var text = new StringBuilder();
        Append(text, value);
        return text.ToString();
    }

    static void Append(StringBuilder text, HclValue value)
    {
        switch (value)
        {
            case HclNull: text.Append("null"); break;
            case HclText t: AppendQuoted(text, t.Value); break;
            case HclNumber n: text.Append(HclWriter.Number(n.Value)); break;
            case HclBool b: text.Append(b.Value ? "true" : "false"); break;
            case HclList l:
                text.Append('[');
                foreach (var (i, item) in l.Items.Index())
                {
                    if (i > 0) text.Append(", ");
                    Append(text, item);
                }

                text.Append(']');
                break;
            case HclMap m:
                text.Append('{');
                foreach (var (i, (key, item)) in m.Items.Index())
                {
                    if (i > 0) text.Append(", ");
                    AppendQuoted(text, key);
                    text.Append(": ");
                    Append(text, item);
                }

                text.Append('}');
                break;
            default: throw new ArgumentException($"A {value.GetType().Name} cannot be written as YAML.", nameof(value));
        }
    }

    // All but printable ASCII as escapes. Eight digits beyond the first plane: YAML knows no pairs of surrogates.
    static void AppendQuoted(StringBuilder text, string value)
    {
        text.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            if (!Rune.TryGetRuneAt(value, i, out var rune)) throw new ArgumentException($"Character {i} is {CarriableText.Explain(value)}.", nameof(value));
            i += rune.Utf16SequenceLength - 1;
            if (rune.Value is '"' or '\\') text.Append('\\').Append((char)rune.Value);
            else if (rune.Value is >= 0x20 and < 0x7F) text.Append((char)rune.Value);
            else if (rune.IsBmp) text.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else text.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}");
        }

        text.Append('"');
    }
}
