namespace InfraAgent.Generator;

/// <summary>Text as a code span that nothing in it can leave, also within a table's cell.</summary>
public static class Markdown
{
    public static string Code(string text)
    {
        var line = text.ReplaceLineEndings(" ").Replace('\t', ' ');
        var longest = 0;
        for (int i = 0, run = 0; i < line.Length; i++)
        {
            run = line[i] == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        var fence = new string('`', longest + 1);
        var pad = line.Length == 0 || line[0] is '`' or ' ' || line[^1] is '`' or ' ' ? " " : "";
        // A table splits its cells before it reads code spans, so a bar is escaped even here.
        return fence + pad + line.Replace("|", "\\|", StringComparison.Ordinal) + pad + fence;
    }

    /// <summary>Prose of the catalog within a table's cell: on one line, no markup of its own.</summary>
    public static string Prose(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Select(c => "\\`*_{}[]<>()#!|&~".Contains(c, StringComparison.Ordinal) ? "\\" + c : c.ToString()));
}
