namespace InfraAgent.Policy.Rules;

/// <summary>Patterns of names: <c>*</c> stands for any characters, everything else for itself.</summary>
static class Wildcard
{
    /// <summary>In time that does not explode with the stars: each part is taken where it is found first.</summary>
    public static bool Matches(string pattern, string text)
    {
        var first = pattern.IndexOf('*', StringComparison.Ordinal);
        if (first < 0) return pattern == text;
        var last = pattern.LastIndexOf('*');
        var end = pattern.AsSpan(last + 1);
        if (text.Length < first + end.Length || !text.AsSpan().StartsWith(pattern.AsSpan(0, first)) || !text.AsSpan().EndsWith(end)) return false;

        var rest = text.AsSpan(first, text.Length - first - end.Length);
        var middle = pattern.AsSpan(first, last - first);
        foreach (var range in middle.Split('*'))
        {
            var part = middle[range];
            var at = rest.IndexOf(part);
            if (at < 0) return false;
            rest = rest[(at + part.Length)..];
        }

        return true;
    }

    public static bool MatchesAny(IReadOnlyList<string> patterns, string text)
    {
        foreach (var pattern in patterns)
            if (Matches(pattern, text)) return true;
        return false;
    }

    /// <summary>For names of a narrow form.</summary>
    public static bool IsPlain(string pattern) => pattern.Length > 0 && pattern.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '-' or '_' or '.');
}
