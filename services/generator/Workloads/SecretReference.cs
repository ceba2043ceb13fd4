using System.Buffers;

namespace InfraAgent.Generator;

/// <summary>Where a secret is kept: <c>vault://kv/orders#password</c>, <c>aws-sm://prod/orders#password</c>, <c>azure-kv://vault/name</c>,
/// <c>gcp-sm://project/name</c>, <c>env://NAME</c>, <c>file:///run/secrets/name</c>. Never the secret itself.</summary>
public sealed record SecretReference
{
    /// <summary>Stores that are known, in ordinal order.</summary>
    public static IReadOnlyList<string> Stores { get; } = ["aws-sm", "azure-kv", "env", "file", "gcp-sm", "vault"];

    static readonly SearchValues<char> OfPaths = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/_.@+=-");
    static readonly SearchValues<char> OfKeys = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    SecretReference(string uri, string store, string path, string? key)
    {
        Uri = uri;
        Store = store;
        Path = path;
        Key = key;
    }

    /// <summary>All of it, as it was given.</summary>
    public string Uri { get; }
    /// <summary>One of <see cref="Stores"/>.</summary>
    public string Store { get; }
    /// <summary>Within the store; absolute for <c>file</c>, the variable's name for <c>env</c>.</summary>
    public string Path { get; }
    /// <summary>A member of a secret that is an object; null: the whole secret.</summary>
    public string? Key { get; }

    /// <summary>Null when the text is no reference of a known form.</summary>
    public static SecretReference? TryParse(string text)
    {
        const string Colon = "://";
        var end = text.IndexOf(Colon, StringComparison.Ordinal);
        if (text.Length > 512 || end < 0) return null;
        var (store, hash) = (text[..end], text.IndexOf('#', StringComparison.Ordinal));
        if (!Stores.Contains(store)) return null;
        var (path, key) = (text[(end + Colon.Length)..(hash < 0 ? text.Length : hash)], hash < 0 ? null : text[(hash + 1)..]);
        if (path.Length == 0 || path.AsSpan().ContainsAnyExcept(OfPaths)) return null;
        if (key is not null && (key.Length is 0 or > 128 || key.AsSpan().ContainsAnyExcept(OfKeys))) return null;
        foreach (var part in path.AsSpan().Split('/'))
        {
            if (path.AsSpan()[part] is "." or "..") return null;
        }

        var fits = store switch
        {
            "env" => key is null && EnvironmentReader.IsVariable(path),
            "file" => key is null && path.Length > 1 && path[0] == '/' && path[^1] != '/',
            "azure-kv" or "gcp-sm" => path[0] != '/' && path[^1] != '/' && path.AsSpan().Count('/') == 1,
            "vault" => path[0] != '/' && path[^1] != '/' && path.Contains('/', StringComparison.Ordinal),
            _ => path[0] != '/' && path[^1] != '/'
        };
        return fits ? new SecretReference(text, store, path, key) : null;
    }

    public override string ToString() => Uri;
}
