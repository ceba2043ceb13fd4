namespace InfraAgent.Contracts;

/// <summary>The known name that a mistyped one probably meant, for refusals that say what to write instead.</summary>
public static class Nearest
{
    const int Longest = 64;

    /// <summary>The closest known name, or null when none is near enough to be a likely slip (a third of its letters; case and
    /// <c>-</c>/<c>_</c> count as equal). The first of equally near ones in ordinal order, so that answers are stable.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > Longest) return null;

        var folded = Fold(name);
        string? best = null;
        var least = int.MaxValue;
        foreach (var candidate in known.Order(StringComparer.Ordinal))
        {
            if (candidate.Length > Longest) continue;
            var allowed = Math.Max(1, Math.Max(candidate.Length, name.Length) / 3);
            var distance = Distance(folded, Fold(candidate));
            if (distance <= allowed && distance < least) (best, least) = (candidate, distance);
        }

        return best;
    }

    static string Fold(string name) => name.ToLowerInvariant().Replace('-', '_');

    /// <summary>Edits with neighbouring swaps counted as one (optimal string alignment).</summary>
    static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[Longest + 1], previous = stackalloc int[Longest + 1], current = stackalloc int[Longest + 1];
        for (var j = 0; j <= b.Length; j++) previous[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) least = Math.Min(least, before[j - 2] + 1);
                current[j] = least;
            }

            previous.CopyTo(before);
            current.CopyTo(previous);
        }

        return previous[b.Length];
    }
}
