namespace InfraAgent.Hosting.Configuration;

/// <summary><c>Tools:*</c>: where tools are (<c>Tools:terraform</c>, else found on the PATH), and where terraform finds providers offline.</summary>
public sealed class ToolSettings(IReadOnlyDictionary<string, string> executables, string? providerMirror, string? infracostKey)
{
    /// <summary>A folder in terraform's mirror layout, or null: providers come from their registry.</summary>
    public string? ProviderMirror { get; } = providerMirror;

    /// <summary><c>Tools:InfracostKey</c>; set exactly where <c>Tools:Infracost</c> is.</summary>
    public string? InfracostKey { get; } = infracostKey;

    /// <summary>The configured path, or the name itself.</summary>
    public string Executable(string tool) => executables.GetValueOrDefault(tool, tool);
}
