using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Where a secret is kept: <c>vault://kv/orders#password</c>, <c>aws-sm://prod/orders#password</c>, <c>azure-kv://vault/name</c>,
/// <c>gcp-sm://project/name</c>, <c>env://NAME</c>, <c>file:///run/secrets/name</c>. Never the secret itself.</summary>
public sealed partial record SecretReference
{
    /// <summary>Stores that are known, in ordinal order.</summary>
    public static IReadOnlyList<string> Stores { get; } = ["aws-sm", "azure-kv", "env", "file", "gcp-sm", "vault"];

    SecretReference(string store, string path, string? key)
    {
        Store = store;
        Path = path;
        Key = key;
    }

    /// <summary>One of <see cref="Stores"/>.</summary>
    public string Store { get; }
    /// <summary>Within the store; absolute for <c>file</c>, the variable's name for <c>env</c>.</summary>
    public string Path { get; }
    /// <summary>A member of a secret that is an object; null: the whole secret.</summary>
    public string? Key { get; }

    public string Uri => $"{Store}://{Path}" + (Key is null ? "" : "#" + Key);

    /// <summary>Null when the text is no reference of a known form.</summary>
    public static SecretReference? TryParse(string text)
    {
        if (text.Length > 512 || !text.Contains("://", StringComparison.Ordinal) || Form().Match(text) is not { Success: true } match) return null;
        var (store, path) = (match.Groups["store"].Value, match.Groups["path"].Value);
        var key = match.Groups["key"] is { Success: true } found ? found.Value : null;
        if (path.Split('/').Any(part => part is "." or "..")) return null;
        var fits = store switch
        {
            "env" => key is null && Variable().IsMatch(path),
            "file" => key is null && path.Length > 1 && path[0] == '/' && path[^1] != '/',
            "azure-kv" or "gcp-sm" => path[0] != '/' && path.Split('/') is [{ Length: > 0 }, { Length: > 0 }],
            "vault" => path[0] != '/' && path[^1] != '/' && path.Contains('/', StringComparison.Ordinal),
            _ => path[0] != '/' && path[^1] != '/'
        };
        return fits ? new SecretReference(store, path, key) : null;
    }

    public override string ToString() => Uri;

    [GeneratedRegex(@"\A(?<store>aws-sm|azure-kv|env|file|gcp-sm|vault)://(?<path>[A-Za-z0-9/_.@+=-]+)(#(?<key>[A-Za-z0-9_.-]{1,128}))?\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Variable();
}
