using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace InfraAgent.Hosting.Security;

/// <summary>API keys are 256 random bits, so a plain SHA-256 of one gives nothing away and a slow hash would only slow down requests.</summary>
public static class ApiKeySecret
{
    const string Prefix = "iak_";
    const string Algorithm = "sha256:";

    /// <summary>A new key, recognisable by its prefix when it turns up where it should not.</summary>
    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary><c>sha256:hex</c>, as the keys file has it.</summary>
    public static string Hash(string key) => Algorithm + Convert.ToHexStringLower(HashBytes(key));

    /// <summary>32 bytes.</summary>
    public static byte[] HashBytes(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    /// <summary>The 32 bytes of <c>sha256:hex</c>; null when the text is something else.</summary>
    public static byte[]? ParseHash(string text) =>
        text.StartsWith(Algorithm, StringComparison.Ordinal) && text.Length == Algorithm.Length + 64 && text.Skip(Algorithm.Length).All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(text.AsSpan(Algorithm.Length))
            : null;
}
