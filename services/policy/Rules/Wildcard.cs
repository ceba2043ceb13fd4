using System.IO.Enumeration;

namespace InfraAgent.Policy.Rules;

/// <summary>Patterns in policy files: <c>*</c> stands for any characters, everything else for itself.</summary>
static class Wildcard
{
    public static bool Matches(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);

    public static bool MatchesAny(IReadOnlyList<string> patterns, string text)
    {
        foreach (var pattern in patterns)
            if (Matches(pattern, text)) return true;
        return false;
    }

    /// <summary>The matcher knows more than is offered here.</summary>
    public static bool IsPlain(string pattern) => pattern.Length > 0 && pattern.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '-' or '_' or '.');
}
