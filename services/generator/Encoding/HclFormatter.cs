using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Gives rendered HCL the layout of <c>terraform fmt</c> where it depends on what was rendered: the signs <c>=</c> of neighbouring
/// lines in one column, no blank lines in pairs or at the edges of a block. Indentation is the template's own.</summary>
public static class HclFormatter
{
    public static string Format(string hcl)
    {
        var source = hcl.ReplaceLineEndings("\n");
        var lines = Squeeze(source);
        var text = new StringBuilder(source.Length + source.Length / 16 + 64);
        for (var first = 0; first < lines.Count;)
        {
            var (last, width) = (first, 0);
            for (; last < lines.Count && lines[last].OneLine; last++) width = Math.Max(width, lines[last].Width);
            for (; first < last; first++) Append(text, source, lines[first], width);
            if (first < lines.Count) Append(text, source, lines[first], 0);
            first++;
        }

        return text.ToString();
    }

    static void Append(StringBuilder text, string source, Line line, int width)
    {
        if (line.Assign == 0)
        {
            text.Append(source, line.Start, line.Length).Append('\n');
            return;
        }

        var value = source.AsSpan(line.Assign + 1, line.Start + line.Length - line.Assign - 1).TrimStart();
        text.Append(source, line.Start, line.NameLength).Append(' ', Math.Max(0, width - line.Width)).Append(" = ").Append(value).Append('\n');
    }

    static List<Line> Squeeze(string source)
    {
        var lines = new List<Line>(16);
        string? heredoc = null;
        for (var start = 0; start <= source.Length;)
        {
            var end = source.IndexOf('\n', start);
            if (end < 0) end = source.Length;
            var raw = source.AsSpan(start, end - start);
            if (heredoc is not null)
            {
                lines.Add(new Line(start, raw.Length));
                if (raw.Trim().SequenceEqual(heredoc)) heredoc = null;
            }
            else
            {
                var text = raw.TrimEnd();
                // Nothing stands before the first line but the edge of the file.
                var before = lines.Count == 0 ? '{' : lines[^1].Length == 0 ? '\n' : source[lines[^1].Start + lines[^1].Length - 1];
                if (text.Length > 0 && text.TrimStart()[0] is '}' or ']' or ')' && before == '\n') lines.RemoveAt(lines.Count - 1);
                if (text.Length > 0 || before is not ('\n' or '{' or '[' or '(')) lines.Add(Scan(source, start, start + text.Length, out heredoc));
            }

            start = end + 1;
        }

        while (lines.Count > 0 && lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
        return lines;
    }

    // Finds the sign that assigns, and whether the value ends on its line: fmt aligns no others.
    static Line Scan(string source, int start, int end, out string? heredoc)
    {
        heredoc = null;
        var assign = 0;
        var brackets = 0;
        for (var i = start; i < end; i++)
        {
            switch (source[i])
            {
                case '#':
                case '/' when i + 1 < end && source[i + 1] == '/':
                    return Found(source, start, end, assign, brackets == 0);
                case '"':
                    i = EndOfString(source, i, end);
                    break;
                case '{' or '[' or '(': brackets++; break;
                case '}' or ']' or ')': brackets--; break;
                case '<' when i + 2 < end && source[i + 1] == '<' && (source[i + 2] == '-' || char.IsAsciiLetter(source[i + 2])):
                    heredoc = source[(i + 2)..end].TrimStart('-').Trim();
                    return Found(source, start, end, assign, whole: false);
                case '=' when assign == 0 && brackets == 0 && !source.AsSpan(start, i - start).IsWhiteSpace()
                    && source[i - 1] is not ('=' or '!' or '<' or '>') && (i + 1 == end || source[i + 1] is not ('=' or '>')):
                    assign = i;
                    break;
                default: break;
            }
        }

        return Found(source, start, end, assign, brackets == 0);
    }

    static Line Found(string source, int start, int end, int assign, bool whole)
    {
        if (assign == 0) return new Line(start, end - start);
        var name = source.AsSpan(start, assign - start).TrimEnd();
        return new Line(start, end - start, assign, name.Length, Ascii.IsValid(name) ? name.Length : new StringInfo(name.ToString()).LengthInTextElements, whole);
    }

    // Strings nest: "${f("x")}". A doubled sign is text: "$${".
    internal static int EndOfString(string text, int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '"') return i;
            else if (text[i] is '$' or '%' && i + 1 < end)
            {
                if (text[i + 1] == text[i] && i + 2 < end && text[i + 2] == '{') i += 2;
                else if (text[i + 1] == '{') i = EndOfTemplate(text, i + 2, end);
            }
        }

        return end;
    }

    static int EndOfTemplate(string text, int start, int end)
    {
        var depth = 1;
        for (var i = start; i < end; i++)
        {
            if (text[i] == '"') i = EndOfString(text, i, end);
            else if (text[i] == '{') depth++;
            else if (text[i] == '}' && --depth == 0) return i;
        }

        return end;
    }

    /// <summary>A line of the source. <c>Assign</c>: where in the source the sign that assigns is, 0 for none; then the name before it, and its width in
    /// characters as a reader counts them, as fmt does. <c>Whole</c>: the value ends on the line.</summary>
    readonly record struct Line(int Start, int Length, int Assign = 0, int NameLength = 0, int Width = 0, bool Whole = false)
    {
        public bool OneLine => Whole && Assign > 0;
    }
}
