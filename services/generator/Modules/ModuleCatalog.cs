namespace InfraAgent.Generator;

/// <summary>What can be built: clouds, their modules, every version. Immutable once loaded.</summary>
public sealed class ModuleCatalog
{
    readonly Dictionary<string, CloudDefinition> clouds;
    readonly Dictionary<(string Cloud, string Name), SortedList<ModuleVersion, ModuleDefinition>> modules;
    readonly Dictionary<(string Cloud, string Name), CatalogProblem> broken;

    internal ModuleCatalog(
        Dictionary<string, CloudDefinition> clouds,
        Dictionary<(string, string), SortedList<ModuleVersion, ModuleDefinition>> modules,
        Dictionary<(string, string), CatalogProblem> broken,
        IReadOnlyList<CatalogProblem> problems,
        string digest)
    {
        this.clouds = clouds;
        this.modules = modules;
        this.broken = broken;
        Problems = problems;
        Digest = digest;
    }

    /// <summary>Everything that could not be read, in the order it was found.</summary>
    public IReadOnlyList<CatalogProblem> Problems { get; }

    /// <summary>Over every file of every folder.</summary>
    public string Digest { get; }

    public IReadOnlyList<string> Clouds => [.. clouds.Keys.Order(StringComparer.Ordinal)];

    public CloudDefinition? Cloud(string name) => clouds.GetValueOrDefault(name);

    public IReadOnlyList<string> Modules(string cloud) =>
        [.. modules.Keys.Where(k => k.Cloud == cloud).Select(k => k.Name).Order(StringComparer.Ordinal)];

    /// <summary>Oldest first; empty for an unknown module.</summary>
    public IReadOnlyList<ModuleVersion> Versions(string cloud, string module) =>
        modules.TryGetValue((cloud, module), out var versions) ? [.. versions.Keys] : [];

    /// <summary>The newest version where none is named: a release, unless there is none yet.</summary>
    public ModuleDefinition? Module(string cloud, string name, string? version = null)
    {
        if (!modules.TryGetValue((cloud, name), out var versions)) return null;
        if (version is null) return versions.Values.LastOrDefault(m => !m.Version.IsPreRelease) ?? versions.Values[^1];
        return ModuleVersion.TryParse(version) is { } parsed ? versions.GetValueOrDefault(parsed) : null;
    }

    /// <summary>Whose versions an environment can pin: terraform's providers of all clouds, and the packages of Pulumi programs.</summary>
    public IReadOnlyList<string> Providers =>
    [
        .. clouds.Values.SelectMany(c => c.Providers).Select(p => p.Name)
            .Concat(clouds.Values.Select(c => c.Pulumi?.Package).OfType<string>().Concat(["kubernetes", "random"]).Select(p => "@pulumi/" + p))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
    ];

    /// <summary>Why a module (or, with an empty module, a cloud) of the catalog cannot be used.</summary>
    public CatalogProblem? Broken(string cloud, string module) => broken.GetValueOrDefault((cloud, module));
}
