using System.Text;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Secrets that can be told by their form.</summary>
static partial class SecretFormats
{
    static readonly (string Group, string Issuer)[] Issuers =
    [
        ("aws", "an access key of AWS"), ("github", "a token of GitHub"), ("gitlab", "a token of GitLab"), ("slack", "a token of Slack"), ("google", "a key of Google"),
        ("stripe", "a key of Stripe"), ("jwt", "a signed token (JWT)"), ("npm", "a token of npm"), ("pypi", "a token of PyPI"), ("sendgrid", "a key of SendGrid"),
        ("digitalocean", "a token of DigitalOcean"), ("llm", "a key of a language model's API"), ("vault", "a token of Vault"), ("docker", "a token of Docker"), ("azure", "a signature of Azure")
    ];

    /// <summary>Whose token is in the text; null: nobody's that is known.</summary>
    public static string? TokenOf(string text)
    {
        if (text.Length < 16 || Tokens().Match(text) is not { Success: true } match) return null;
        return Issuers.First(i => match.Groups[i.Group].Success).Issuer;
    }

    /// <summary>The address of a secret in a cloud's own store, as that cloud's modules take it: an ARN of Secrets Manager or Parameter Store, an id of
    /// Key Vault, a resource of Secret Manager.</summary>
    public static bool IsStoreAddress(string text) => text.Length <= 512
        && (text.StartsWith("arn:", StringComparison.Ordinal) || text.StartsWith("https://", StringComparison.Ordinal) || text.StartsWith("projects/", StringComparison.Ordinal))
        && StoreAddress().IsMatch(text);

    [GeneratedRegex(@"\A(arn:aws[a-z-]*:(secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@:-]+|ssm:[a-z0-9-]+:[0-9]{12}:parameter/[A-Za-z0-9/_.-]+)|https://[a-z0-9-]+\.vault\.azure\.net/secrets/[A-Za-z0-9-]+(/[0-9a-f]{32})?|projects/[a-z0-9-]+/secrets/[A-Za-z0-9_-]+(/versions/[a-z0-9]+)?)\z", RegexOptions.NonBacktracking)]
    private static partial Regex StoreAddress();


    // None of them is shorter.
    public static bool IsPrivateKey(string text) => text.Length >= 16
        && (PrivateKey().IsMatch(text) || (EncodedPem().Match(text) is { Success: true } match && PrivateKey().IsMatch(Decode(match.Value) ?? "")));

    /// <summary>A URL with a password before the host, or a connection string with one. What stands for a variable is none.</summary>
    public static bool HasPassword(string text) =>
        (text.Contains('@', StringComparison.Ordinal) && HasPassword(UserInfo(), text)) || (text.Contains('=', StringComparison.Ordinal) && HasPassword(Assignment(), text));

    static bool HasPassword(Regex form, string text) => form.Matches(text).Any(m => !IsPlaceholder(m.Groups["password"].Value));

    /// <summary>What stands for a value that comes from elsewhere: <c>${DB_PASSWORD}</c>, <c>$(DB_PASSWORD)</c>, <c>$DB_PASSWORD</c>.</summary>
    public static bool IsPlaceholder(string text) => text.StartsWith('$') && Placeholder().IsMatch(text);

    /// <summary>The text that base64 stands for; null where it is none, or stands for no text.</summary>
    public static string? Decode(string text)
    {
        var whole = text.Replace('-', '+').Replace('_', '/').TrimEnd('=');
        whole = whole.PadRight((whole.Length + 3) / 4 * 4, '=');
        var bytes = new byte[whole.Length];
        if (!Convert.TryFromBase64String(whole, bytes, out var count)) return null;
        var decoded = bytes.AsSpan(0, count);
        foreach (var b in decoded)
        {
            if (b is < 0x20 and not ((byte)'\n' or (byte)'\r' or (byte)'\t') or >= 0x7F) return null;
        }

        return Encoding.ASCII.GetString(decoded);
    }

    [GeneratedRegex("""
        \b(?<aws>(AKIA|ASIA)[0-9A-Z]{16})\b|\b(?<github>gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{36})|\b(?<gitlab>glpat-[A-Za-z0-9_-]{20})
        |\b(?<slack>xox[abeoprs]-[A-Za-z0-9-]{10}|hooks\.slack\.com/services/T[A-Z0-9]+/B[A-Z0-9]+/[A-Za-z0-9]{10})
        |\b(?<google>AIza[0-9A-Za-z_-]{35}|ya29\.[0-9A-Za-z_-]{20}|GOCSPX-[0-9A-Za-z_-]{20})|\b(?<stripe>(sk|rk|whsec)_(live_|test_)?[0-9a-zA-Z]{16})
        |\b(?<jwt>eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})|\b(?<npm>npm_[A-Za-z0-9]{36})|\b(?<pypi>pypi-AgE[A-Za-z0-9_-]{20})
        |\b(?<sendgrid>SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,})|\b(?<digitalocean>do[oprt]_v1_[a-f0-9]{64})|\b(?<llm>sk-(proj-|ant-)?[A-Za-z0-9_-]{32})
        |\b(?<vault>hv[bs]\.[A-Za-z0-9_-]{20})|\b(?<docker>dckr_pat_[A-Za-z0-9_-]{20})|[?&](?<azure>sig=[A-Za-z0-9%+/]{40})
        """, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Tokens();

    [GeneratedRegex(@"-----BEGIN ([A-Z0-9]+ ){0,3}PRIVATE KEY( BLOCK)?-----|PuTTY-User-Key-File-|\bAGE-SECRET-KEY-1", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"LS0tLS1CRUdJTi[A-Za-z0-9+/_=-]{40,400}", RegexOptions.NonBacktracking)]
    private static partial Regex EncodedPem();

    [GeneratedRegex(@"[A-Za-z][A-Za-z0-9+.-]*://[^\s/?#:@]*:(?<password>[^\s/?#@]+)@", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"(^|[;\s])(password|pwd|accountkey|sharedaccesskey)\s*=\s*(?<password>[^;\s]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\A\$(\{[^}]*\}|\([A-Za-z_][A-Za-z0-9_]*\)|[A-Za-z_][A-Za-z0-9_]*)\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();
}
