using System.Globalization;
using System.Text;

namespace InfraAgent.Api.Edge;

/// <summary>Puts a caller's words into a message: short, quoted, and nothing in them that a terminal or log would obey.</summary>
static class Show
{
    const int Longest = 64;

    public static string Name(string text)
    {
        var shown = new StringBuilder("'");
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (++count > Longest)
            {
                shown.Append('…');
                break;
            }

            var category = Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned)
                shown.Append(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:X}}}");
            else shown.Append(rune.ToString());
        }

        return shown.Append('\'').ToString();
    }
}
