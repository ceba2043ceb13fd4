namespace InfraAgent.Generator;

/// <summary>Tells by the last words of a name that its value is a secret: <c>DB_PASSWORD</c>, <c>apiKey</c>; but not <c>PASSWORD_FILE</c> or <c>token_url</c>.</summary>
static class SecretNames
{
    static readonly HashSet<string> Passwords = new(["passphrase", "passwd", "password", "pwd"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Words = new([.. Passwords, "apikey", "authtoken", "credential", "credentials", "privatekey", "secret", "token"], StringComparer.OrdinalIgnoreCase);
    static readonly HashSet<string> Pairs = new(["access key", "account key", "api key", "auth key", "encryption key", "master key", "private key", "secret key", "shared key", "signing key"], StringComparer.OrdinalIgnoreCase);

    public static bool IsPassword(string name) => In(Passwords, name.AsSpan()[LastWord(name, name.Length)]);

    public static bool IsSecret(string name)
    {
        var last = LastWord(name, name.Length);
        if (In(Words, name.AsSpan()[last])) return true;
        // Only keys are secrets by two words: of all other names the second one is not looked at.
        if (!name.AsSpan()[last].Equals("key", StringComparison.OrdinalIgnoreCase)) return false;
        var before = LastWord(name, last.Start.Value);
        return In(Pairs, $"{name.AsSpan()[before]} key");
    }

    static bool In(HashSet<string> words, ReadOnlySpan<char> word) => words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    // A word ends at anything but a letter, and where a small letter meets a capital one. Digits at the end count nothing: PASSWORD2.
    static Range LastWord(string name, int end)
    {
        while (end > 0 && !char.IsAsciiLetter(name[end - 1])) end--;
        var start = end;
        while (start > 0 && char.IsAsciiLetter(name[start - 1]) && !(start < end && char.IsAsciiLetterUpper(name[start]) && char.IsAsciiLetterLower(name[start - 1]))) start--;
        return start..end;
    }
}
