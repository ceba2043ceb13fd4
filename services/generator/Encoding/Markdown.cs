using System.Buffers;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Text as a code span that nothing in it can leave, also within a table's cell.</summary>
public static class Markdown
{
    // What most texts are of: names, images, paths.
    static readonly SearchValues<char> Plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_./:@#$=+,");
    static readonly SearchValues<char> Markup = SearchValues.Create("\\`*_{}[]<>()#!|&~");

    public static string Code(string text)
    {
        if (text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain)) return $"`{text}`";
        var line = text.ReplaceLineEndings(" ").Replace('\t', ' ');
        var fence = new string('`', Backticks(line) + 1);
        var pad = line.Length == 0 || line[0] is '`' or ' ' || line[^1] is '`' or ' ' ? " " : "";
        // A table splits its cells before it reads code spans, so a bar is escaped even here.
        return fence + pad + line.Replace("|", "\\|", StringComparison.Ordinal) + pad + fence;
    }

    /// <summary>Prose of the catalog within a table's cell: on one line, no markup of its own.</summary>
    public static string Prose(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.AsSpan().IndexOfAny(Markup) < 0) return line;
        var escaped = new StringBuilder(line.Length + 16);
        foreach (var c in line)
        {
            if (Markup.Contains(c)) escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }

    /// <summary>A block of code, with a fence that is longer than any in it.</summary>
    public static string Block(string language, string text)
    {
        var fence = new string('`', Math.Max(3, Backticks(text) + 1));
        return $"{fence}{language}\n{text.ReplaceLineEndings("\n")}\n{fence}\n";
    }

    static int Backticks(string text)
    {
        var longest = 0;
        for (int i = 0, run = 0; i < text.Length; i++)
        {
            run = text[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
