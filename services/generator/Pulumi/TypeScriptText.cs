using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Texts and names in TypeScript. The only way a caller's text gets into a program: a literal in double quotes, whose invisible characters are
/// escapes. A template literal holds the catalog's own text alone.</summary>
static class TypeScriptText
{
    /// <exception cref="ArgumentException">Text that no tool can be given (<see cref="CarriableText"/>).</exception>
    public static string Quote(string text)
    {
        if (CarriableText.Explain(text) is { } wrong) throw new ArgumentException($"The text contains {wrong}.", nameof(text));
        var literal = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            switch (rune.Value)
            {
                case '"' or '\\': literal.Append('\\').Append((char)rune.Value); break;
                case '\n': literal.Append("\\n"); break;
                case '\r': literal.Append("\\r"); break;
                case '\t': literal.Append("\\t"); break;
                case >= ' ' and < '\x7f': literal.Append((char)rune.Value); break;
                default:
                    if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber)
                        literal.Append(rune.ToString());
                    else foreach (var unit in rune.ToString()) literal.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                    break;
            }
        }

        return literal.Append('"').ToString();
    }

    /// <summary>A member's name in an object. <c>__proto__</c> in quotes would still set the prototype.</summary>
    public static string Key(string name) => name == "__proto__" ? "[\"__proto__\"]" : IsName(name) ? name : Quote(name);

    public static bool IsName(string name) => name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
