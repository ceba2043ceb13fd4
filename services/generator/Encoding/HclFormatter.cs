using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Gives rendered HCL the layout of <c>terraform fmt</c> where it depends on what was rendered: the signs <c>=</c> of neighbouring
/// lines in one column, no blank lines in pairs or at the edges of a block. Indentation is the template's own.</summary>
public static class HclFormatter
{
    public static string Format(string hcl)
    {
        var lines = Squeeze(hcl.ReplaceLineEndings("\n").Split('\n'));
        for (var first = 0; first < lines.Count;)
        {
            var last = first;
            while (last < lines.Count && lines[last].OneLine) last++;
            var width = lines[first..last].Select(l => l.Width).DefaultIfEmpty(0).Max();
            for (; first < last; first++) lines[first] = lines[first] with { Pad = width - lines[first].Width };
            first++;
        }

        var text = new StringBuilder(hcl.Length + 64);
        foreach (var line in lines) text.Append(line).Append('\n');
        return text.ToString();
    }

    static List<Line> Squeeze(string[] source)
    {
        var lines = new List<Line>(source.Length);
        string? heredoc = null;
        foreach (var raw in source)
        {
            if (heredoc is not null)
            {
                lines.Add(new Line(raw, 0));
                if (raw.Trim() == heredoc) heredoc = null;
                continue;
            }

            var text = raw.TrimEnd();
            var before = lines.Count == 0 ? "{" : lines[^1].Text;
            if (text.Length == 0 && (before.Length == 0 || Opens(before))) continue;
            if (text.Length > 0 && text.TrimStart()[0] is '}' or ']' or ')' && before.Length == 0) lines.RemoveAt(lines.Count - 1);

            lines.Add(Scan(text, out heredoc));
        }

        while (lines.Count > 0 && lines[^1].Text.Length == 0) lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    static bool Opens(string line) => line[^1] is '{' or '[' or '(';

    // Finds the sign that assigns, and whether the value ends on its line: fmt aligns no others.
    static Line Scan(string text, out string? heredoc)
    {
        heredoc = null;
        var assign = 0;
        var brackets = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '#':
                case '/' when i + 1 < text.Length && text[i + 1] == '/':
                    return new Line(text, assign, brackets == 0);
                case '"':
                    i = EndOfString(text, i);
                    break;
                case '{' or '[' or '(': brackets++; break;
                case '}' or ']' or ')': brackets--; break;
                case '<' when i + 2 < text.Length && text[i + 1] == '<' && (text[i + 2] == '-' || char.IsAsciiLetter(text[i + 2])):
                    heredoc = text[(i + 2)..].TrimStart('-').Trim();
                    return new Line(text, assign);
                case '=' when assign == 0 && brackets == 0 && i > 0 && text[..i].Trim().Length > 0
                    && text[i - 1] is not ('=' or '!' or '<' or '>') && (i + 1 == text.Length || text[i + 1] is not ('=' or '>')):
                    assign = i;
                    break;
                default: break;
            }
        }

        return new Line(text, assign, brackets == 0);
    }

    // Strings nest: "${f("x")}". A doubled sign is text: "$${".
    static int EndOfString(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i;
            else if (text[i] is '$' or '%' && i + 1 < text.Length)
            {
                if (text[i + 1] == text[i] && i + 2 < text.Length && text[i + 2] == '{') i += 2;
                else if (text[i + 1] == '{') i = EndOfTemplate(text, i + 2);
            }
        }

        return text.Length;
    }

    static int EndOfTemplate(string text, int start)
    {
        var depth = 1;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"') i = EndOfString(text, i);
            else if (text[i] == '{') depth++;
            else if (text[i] == '}' && --depth == 0) return i;
        }

        return text.Length;
    }

    sealed record Line(string Text, int Assign, bool Whole = false, int Pad = 0)
    {
        /// <summary>An assignment whose value ends on its line.</summary>
        public bool OneLine => Whole && Assign > 0;
        public string Name => Assign == 0 ? Text : Text[..Assign].TrimEnd();

        /// <summary>In characters as a reader counts them, as fmt does.</summary>
        public int Width => Ascii.IsValid(Name) ? Name.Length : new StringInfo(Name).LengthInTextElements;

        public override string ToString() => Assign == 0 ? Text : Name + new string(' ', Pad) + " = " + Text[(Assign + 1)..].TrimStart();
    }
}
