namespace InfraAgent.Hosting.Environments;

/// <summary>Where a secret is, never the secret: <c>env:NAME</c> (a variable of the service's process) or <c>file:/absolute/path</c>.</summary>
public sealed record CredentialReference
{
    CredentialReference(string scheme, string location) => (Scheme, Location) = (scheme, location);

    public string Scheme { get; }
    public string Location { get; }

    /// <summary>Null when the text is no reference (it may then be a secret: do not show it).</summary>
    public static CredentialReference? TryParse(string text) => text.Split(':', 2) switch
    {
        ["env", { Length: > 0 } name] when name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') => new("env", name),
        ["file", { } path] when Path.IsPathFullyQualified(path) => new("file", path),
        _ => null,
    };

    /// <summary>Reads the secret. Call just before it is handed to a tool, and keep it nowhere.</summary>
    /// <exception cref="CredentialMissingException">There is none; the message names the reference.</exception>
    public string Resolve()
    {
        try
        {
            var value = Scheme == "env" ? Environment.GetEnvironmentVariable(Location) : File.ReadAllText(Location).TrimEnd('\r', '\n');
            return string.IsNullOrEmpty(value) ? throw new CredentialMissingException($"The credential '{this}' is empty or not set.") : value;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CredentialMissingException($"The credential '{this}' cannot be read: {unreadable.Message}");
        }
    }

    public override string ToString() => $"{Scheme}:{Location}";
}
