using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Finds parts of a text that look random: long, of small and capital letters and digits in no order. Hexadecimal text is none: digests and
/// ids look the same as keys. Nor is base64 that stands for readable text, nor what is public by its kind.</summary>
static partial class SecretEntropy
{
    const int Shortest = 20;
    /// <summary>Bits a character, of 6 for the best base64.</summary>
    const double LeastEntropy = 3.6;
    /// <summary>Of neighbours, how many are of different kinds: some 0.62 in random base64, some 0.2 in words that are put together.</summary>
    const double LeastChanges = 0.4;
    /// <summary>Of all characters, how many may be in words: four small letters or more in a row.</summary>
    const double MostWords = 0.3;

    public static bool LooksRandom(string text)
    {
        if (text.Length < Shortest || Public().IsMatch(text)) return false;
        foreach (var match in Runs().EnumerateMatches(text))
        {
            var run = text.AsSpan(match.Index, match.Length);
            // What begins with a slash is a path: its parts count, not the whole.
            if (run[0] != '/')
            {
                if (IsRandom(run)) return true;
                continue;
            }

            foreach (var part in run.Split('/'))
            {
                if (run[part].Length >= Shortest && IsRandom(run[part])) return true;
            }
        }

        return false;
    }

    static bool IsRandom(ReadOnlySpan<char> run)
    {
        Span<int> kinds = stackalloc int[4];
        Span<int> counts = stackalloc int[128];
        var (changes, words, row) = (0, 0, 0);
        for (var i = 0; i < run.Length; i++)
        {
            kinds[Kind(run[i])]++;
            counts[run[i]]++;
            row = Kind(run[i]) == 0 ? row + 1 : 0;
            words += row == 4 ? 4 : row > 4 ? 1 : 0;
            if (i > 0 && Kind(run[i]) != Kind(run[i - 1])) changes++;
        }

        if (kinds[0] < 3 || kinds[1] < 3 || kinds[2] < 1 || changes < LeastChanges * (run.Length - 1) || words > MostWords * run.Length) return false;
        var entropy = 0.0;
        foreach (var count in counts)
        {
            if (count > 0) entropy -= (double)count / run.Length * Math.Log2((double)count / run.Length);
        }

        return entropy >= LeastEntropy && SecretFormats.Decode(run.ToString()) is null;
    }

    static int Kind(char c) => char.IsAsciiLetterLower(c) ? 0 : char.IsAsciiLetterUpper(c) ? 1 : char.IsAsciiDigit(c) ? 2 : 3;

    [GeneratedRegex(@"[A-Za-z0-9+/_=-]{20,}", RegexOptions.NonBacktracking)]
    private static partial Regex Runs();

    [GeneratedRegex(@"-----BEGIN (CERTIFICATE|PUBLIC KEY|[A-Z]+ PUBLIC KEY)-----|\b(ssh-(rsa|dss|ed25519)|ecdsa-sha2-[a-z0-9]+) AAAA|\bsha(256|384|512)-", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Public();
}
