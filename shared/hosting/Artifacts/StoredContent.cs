using System.Buffers;
using System.Globalization;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>Bytes by what they are: <c>sha256:…</c> and their number.</summary>
sealed record StoredContent(string Digest, long Size)
{
    const string Algorithm = "sha256:";
    const int HexLength = 64;
    static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdef");

    /// <summary>The digest's hexadecimal part; null when it is none. It becomes part of a name, so nothing else may pass.</summary>
    public static string? HexOf(string digest) =>
        digest.Length == Algorithm.Length + HexLength && digest.StartsWith(Algorithm, StringComparison.Ordinal) && digest.AsSpan(Algorithm.Length).IndexOfAnyExcept(Hex) < 0
            ? digest[Algorithm.Length..]
            : null;

    /// <summary>Null when it is not <c>digest size</c>.</summary>
    public static StoredContent? Parse(string line) =>
        line.Split(' ') is [var digest, var size] && HexOf(digest) is not null && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? new StoredContent(digest, bytes)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Digest} {Size}");
}
