using System.Security.Cryptography;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>SHA-256, written <c>sha256:hex</c>.</summary>
public static class Digests
{
    public static string Of(ReadOnlySpan<byte> content) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content));

    /// <summary>One digest over files: that of the list which <c>sha256sum</c> prints for them in ordinal path order, so that
    /// <c>sha256sum $(find * -type f | LC_ALL=C sort) | sha256sum</c> tells the same.</summary>
    public static string OfFiles(IEnumerable<KeyValuePair<string, string>> digestsByPath)
    {
        var list = new StringBuilder();
        foreach (var (path, digest) in digestsByPath.OrderBy(f => f.Key, StringComparer.Ordinal))
            list.Append(digest.AsSpan("sha256:".Length)).Append("  ").Append(path).Append('\n');
        return Of(TextFile.Bytes(list));
    }
}
