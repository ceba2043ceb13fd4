using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Writes values as block YAML that readers of 1.1 and of 1.2 understand alike. The only way a caller's text gets into a YAML file:
/// a text is written bare only where no reader could take it for anything else, and in double quotes otherwise.</summary>
public static class YamlWriter
{
    const int Step = 2;
    const int LongestKey = 998;

    /// <summary>One document, with a line end at its end.</summary>
    /// <exception cref="ArgumentException">Text that no YAML can hold (<see cref="CarriableText"/>).</exception>
    public static string Write(DataValue value) => Text(value).ToString();

    /// <summary>The same as a file, <paramref name="comment"/> and its line end first.</summary>
    public static byte[] Bytes(DataValue value, string comment = "") => TextFile.Bytes(Text(value).Insert(0, comment));

    /// <summary>Several documents, divided by <c>---</c>.</summary>
    public static string WriteAll(IEnumerable<DataValue> documents) => string.Join("---\n", documents.Select(Write));

    static StringBuilder Text(DataValue value)
    {
        var text = new StringBuilder(1024);
        Append(text, value, 0);
        return text;
    }

    // Writes the value from where the text stands, which is at the column of its indentation.
    static void Append(StringBuilder text, DataValue value, int indent)
    {
        switch (value)
        {
            case DataMap { Count: > 0 } map:
                for (var i = 0; i < map.Count; i++)
                {
                    if (i > 0) text.Append(' ', indent);
                    AppendMember(text, map.Items[i].Key, map.Items[i].Value, indent);
                }

                break;
            case DataList { Items.Count: > 0 } list:
                for (var i = 0; i < list.Items.Count; i++)
                {
                    if (i > 0) text.Append(' ', indent);
                    text.Append("- ");
                    Append(text, list.Items[i], indent + Step);
                }

                break;
            default:
                AppendScalar(text, value);
                text.Append('\n');
                break;
        }
    }

    static void AppendMember(StringBuilder text, string key, DataValue value, int indent)
    {
        // A reader may refuse an implicit key of more than 1024 characters; an explicit one has no limit.
        if (YamlText.Fits(key, LongestKey))
        {
            YamlText.Append(text, key);
            text.Append(':');
            if (value is DataMap { Count: > 0 } or DataList { Items.Count: > 0 }) text.Append('\n').Append(' ', indent + Step);
            else text.Append(' ');
        }
        else
        {
            text.Append("? ");
            YamlText.Append(text, key);
            text.Append('\n').Append(' ', indent).Append(": ");
        }

        Append(text, value, indent + Step);
    }

    static void AppendScalar(StringBuilder text, DataValue value)
    {
        switch (value)
        {
            case DataNull: text.Append("null"); break;
            case DataText t: YamlText.Append(text, t.Value); break;
            case DataBool b: text.Append(b.Value ? "true" : "false"); break;
            case DataNumber n: text.Append(Number(n.Value)); break;
            case DataMap: text.Append("{}"); break;
            case DataList: text.Append("[]"); break;
            default: throw new ArgumentException($"A {value.GetType().Name} cannot be written as YAML.", nameof(value));
        }
    }

    /// <summary>Whole numbers up to 2^53 as digits; all others with a point and a signed exponent, without which readers of 1.1 see a text.</summary>
    static string Number(double value)
    {
        if (double.IsInteger(value) && Math.Abs(value) <= NumberText.LargestExactInteger) return ((long)value).ToString(CultureInfo.InvariantCulture);
        var digits = value.ToString("R", CultureInfo.InvariantCulture);
        var exponent = digits.IndexOf('E', StringComparison.Ordinal);
        if (exponent < 0) return digits;
        var mantissa = digits[..exponent];
        return (mantissa.Contains('.', StringComparison.Ordinal) ? mantissa : mantissa + ".0") + "e" + digits[(exponent + 1)..];
    }
}
