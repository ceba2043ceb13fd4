namespace InfraAgent.Generator;

/// <summary>Finds what was probably meant: the known words nearest to a misspelt one.</summary>
static class Nearest
{
    const int Longest = 64;

    /// <summary>Up to three, the nearest first; empty when nothing is near.</summary>
    public static IReadOnlyList<string> To(string word, IEnumerable<string> known)
    {
        if (word.Length is 0 or > Longest) return [];
        var limit = Math.Max(2, word.Length / 3);
        return
        [
            .. known.Distinct()
                .Select(k => (Word: k, Distance: Distance(word, k, limit)))
                .Where(k => k.Distance <= limit || (word.Length >= 3 && Contains(k.Word, word)))
                .OrderBy(k => k.Distance).ThenBy(k => k.Word, StringComparer.Ordinal)
                .Take(3).Select(k => k.Word)
        ];
    }

    /// <summary>"Did you mean 'a'?", or else the known ones.</summary>
    public static string Advise(string word, IReadOnlyCollection<string> known, string otherwise)
    {
        var near = To(word, known);
        return near.Count > 0 ? $"Did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}?" : otherwise;
    }

    static bool Contains(string known, string word) =>
        known.Contains(word, StringComparison.OrdinalIgnoreCase) || (known.Length >= 3 && word.Contains(known, StringComparison.OrdinalIgnoreCase));

    // Optimal string alignment: a swap of neighbours is one mistake. Case does not count.
    static int Distance(string a, string b, int limit)
    {
        if (Math.Abs(a.Length - b.Length) > limit) return int.MaxValue;
        var rows = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) rows[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) rows[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var same = Same(a[i - 1], b[j - 1]);
                var best = Math.Min(Math.Min(rows[i - 1, j] + 1, rows[i, j - 1] + 1), rows[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1])) best = Math.Min(best, rows[i - 2, j - 2] + 1);
                rows[i, j] = best;
            }
        }

        return rows[a.Length, b.Length];
    }

    static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b) || (a is '-' or '_' && b is '-' or '_');
}
