namespace InfraAgent.Hosting.Artifacts;

/// <summary>Paths as the stores accept them: words of <c>[A-Za-z0-9._-]</c> joined by <c>/</c>, at most 16 of them and 512 characters,
/// relative, the first not beginning with a dot (those names are the store's own). So no path can leave the store, on any file system.</summary>
public static class StorePath
{
    const int MaxLength = 512;
    const int MaxWords = 16;
    const int MaxWordLength = 128;

    /// <summary>Null when the path is fine, else what is wrong with it.</summary>
    public static string? Problem(string? path)
    {
        if (string.IsNullOrEmpty(path))
        {
            return "is empty";
        }

        if (path.Length > MaxLength)
        {
            return $"has {path.Length} characters; at most {MaxLength} are allowed";
        }

        if (path[0] == '.')
        {
            return "begins with a dot";
        }

        var words = path.Split('/');
        return words.Length > MaxWords
            ? $"has {words.Length} parts; at most {MaxWords} are allowed"
            : words.Select(WordProblem).FirstOrDefault(x => x is not null);
    }

    public static bool IsValid(string? path) => Problem(path) is null;

    /// <exception cref="ArgumentException">The path is not one the stores accept.</exception>
    public static void Require(string path, string what)
    {
        if (Problem(path) is { } problem)
        {
            throw new ArgumentException($"The {what} path '{Shown(path)}' {problem}.", nameof(path));
        }
    }

    static string? WordProblem(string word) => word switch
    {
        "" => "has an empty part (a leading, trailing or double '/')",
        "." or ".." => "has a '.' or '..' part",
        { Length: > MaxWordLength } => $"has a part of {word.Length} characters; at most {MaxWordLength} are allowed",
        _ when word[^1] == '.' => "has a part that ends with a dot",
        _ when word.FirstOrDefault(c => !char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-')) is var bad and not '\0' =>
            $"has the character U+{(int)bad:X4}; allowed are letters, digits, '.', '_', '-' and '/'",
        _ when word.Contains('\0') => "has a NUL character",
        _ => null,
    };

    /// <summary>For messages: control characters made visible, long text cut.</summary>
    static string Shown(string path) =>
        string.Concat(path.Take(80).Select(c => char.IsControl(c) || char.IsSurrogate(c) ? "?" : c.ToString())) + (path.Length > 80 ? "…" : "");
}
