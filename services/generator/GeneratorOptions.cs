namespace InfraAgent.Generator;

/// <summary>Section <c>Catalog</c> of the configuration.</summary>
public sealed record GeneratorOptions
{
    /// <summary>Folders laid out as the built-in catalog (<c>&lt;cloud&gt;/&lt;module&gt;/module.yaml</c>), later ones override earlier ones.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];
}
