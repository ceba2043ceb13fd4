using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace InfraAgent.Runtimes;

/// <summary>The ways in which one secret can appear in text.</summary>
static class SecretForms
{
    // Shorter pieces of a secret would also be found where they mean nothing.
    const int LeastPiece = 8;

    public static IEnumerable<string> Of(string secret) => secret.Length == 0
        ? []
        // What is no valid text becomes what the tool would get: the replacement character.
        : Forms(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(secret)));

    static IEnumerable<string> Forms(string secret)
    {
        yield return secret;

        yield return Escaped(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        yield return Escaped(secret, JavaScriptEncoder.Default);
        var plainEscapes = Escaped(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        // Go's encoder: these three only.
        yield return plainEscapes.Replace("<", "\\u003c", StringComparison.Ordinal)
            .Replace(">", "\\u003e", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal);
        // HCL doubles its template marks.
        yield return plainEscapes.Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal);

        var percent = Uri.EscapeDataString(secret);
        yield return percent;
        yield return LowerHex(percent);
        yield return percent.Replace("%20", "+", StringComparison.Ordinal);
        yield return LowerHex(percent).Replace("%20", "+", StringComparison.Ordinal);

        foreach (var base64 in Base64(Encoding.UTF8.GetBytes(secret)))
        {
            yield return base64;
            yield return base64.Replace('+', '-').Replace('/', '_');
        }

        // Terraform prints a text of several lines indented, line by line.
        foreach (var line in secret.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line.Length >= LeastPiece && line.Length < secret.Length)
                yield return line;
        }
    }

    static string Escaped(string text, JavaScriptEncoder encoder) => JsonEncodedText.Encode(text, encoder).ToString();

    static string LowerHex(string percent)
    {
        var lower = percent.ToCharArray();
        for (var i = 0; i + 2 < lower.Length; i++)
        {
            if (lower[i] == '%')
            {
                lower[i + 1] = char.ToLowerInvariant(lower[i + 1]);
                lower[i + 2] = char.ToLowerInvariant(lower[i + 2]);
            }
        }
        return new(lower);
    }

    // Within a longer text (user:secret of basic authentication) a secret starts at one of three bit offsets. The characters that
    // also hold bits of its neighbours are left out; what remains is the same wherever it stands.
    static IEnumerable<string> Base64(byte[] secret)
    {
        yield return Convert.ToBase64String(secret).TrimEnd('=');
        for (var offset = 0; offset < 3; offset++)
        {
            var padded = new byte[offset + secret.Length];
            secret.CopyTo(padded, offset);
            var from = (offset * 8 + 5) / 6;
            var to = padded.Length * 8 / 6;
            if (to - from >= LeastPiece)
                yield return Convert.ToBase64String(padded)[from..to];
        }
    }
}
