namespace InfraAgent.Generator;

/// <summary>Tells by the last words of a name that its value is a secret: <c>DB_PASSWORD</c>, <c>apiKey</c>; but not <c>PASSWORD_FILE</c> or <c>token_url</c>.</summary>
static class SecretNames
{
    static readonly HashSet<string> Passwords = new(["passphrase", "passwd", "password", "pwd"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Words = new([.. Passwords, "apikey", "authtoken", "credential", "credentials", "privatekey", "secret", "token"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Pairs = new(["access key", "account key", "api key", "auth key", "encryption key", "master key", "private key", "secret key", "shared key", "signing key"], StringComparer.OrdinalIgnoreCase);

    public static bool IsPassword(string name) => Split(name) is [.., var last] && Passwords.Contains(last);

    public static bool IsSecret(string name) => Split(name) switch
    {
        [.., var before, var last] when Pairs.Contains($"{before} {last}") => true,
        [.., var last] => Words.Contains(last),
        _ => false
    };

    // At anything but letters, and where a small letter meets a capital one. Digits at the end count nothing: PASSWORD2.
    static List<string> Split(string name)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length || !char.IsAsciiLetter(name[i]) || (i > start && char.IsAsciiLetterUpper(name[i]) && char.IsAsciiLetterLower(name[i - 1]));
            if (!ends) continue;
            if (i > start) words.Add(name[start..i]);
            start = i < name.Length && char.IsAsciiLetter(name[i]) ? i : i + 1;
        }

        return words;
    }
}
