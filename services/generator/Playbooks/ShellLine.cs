using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Arguments as one line of a POSIX shell, which reads them back as they are: nothing is expanded, split or run.</summary>
static partial class ShellLine
{
    public static string Of(IReadOnlyList<string> command) => string.Join(' ', command.Select((argument, i) => Word(argument, first: i == 0)));

    // Before the command, NAME=value would be a variable.
    static string Word(string text, bool first) => Bare().IsMatch(text) && !(first && text.Contains('=', StringComparison.Ordinal))
        ? text : "'" + text.Replace("'", "'\\''", StringComparison.Ordinal) + "'";

    [GeneratedRegex(@"\A[A-Za-z0-9_@%+=:,./-]+\z", RegexOptions.NonBacktracking)]
    private static partial Regex Bare();
}
