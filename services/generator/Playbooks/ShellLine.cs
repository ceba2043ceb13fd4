using System.Buffers;

namespace InfraAgent.Generator;

/// <summary>Arguments as one line of a POSIX shell, which reads them back as they are: nothing is expanded, split or run.</summary>
static class ShellLine
{
    static readonly SearchValues<char> Bare = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@%+=:,./-");

    public static string Of(IReadOnlyList<string> command)
    {
        var words = new string[command.Count];
        for (var i = 0; i < words.Length; i++) words[i] = Word(command[i], first: i == 0);
        return string.Join(' ', words);
    }

    // Before the command, NAME=value would be a variable.
    static string Word(string text, bool first) => text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Bare) && !(first && text.Contains('=', StringComparison.Ordinal))
        ? text : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
