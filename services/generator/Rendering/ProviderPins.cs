using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>The versions of providers that count: those of the environment's entry in the registry, where it has any, in place of those that the catalog was made with.
/// What modules need stays as it is: a pin that leaves none of it is refused.</summary>
sealed class ProviderPins(GenerateBundle command, FindingList findings)
{
    /// <summary>As the root of a Terraform bundle has them.</summary>
    public IReadOnlyList<ProviderDefinition> Terraform(CloudDefinition cloud) => [.. cloud.Providers.Select(provider =>
    {
        if (!command.Standards.Providers.TryGetValue(provider.Name, out var pin)) return provider;
        if (VersionRange.TryParse(pin)?.Reaches(ModuleVersion.TryParse(provider.Version)!) != true)
            Contradicts(provider.Name, pin, $"The catalog's modules for cloud '{cloud.Name}' need {provider.Version} or later.", $"~> {string.Join('.', provider.Version.Split('.')[..2])}");
        return provider with { Version = pin };
    })];

    /// <summary>npm package → version, as a Pulumi program has them.</summary>
    public IReadOnlyDictionary<string, string> Packages(IReadOnlyDictionary<string, string> packages) => packages.ToDictionary(p => p.Key, p =>
    {
        if (!command.Standards.Providers.TryGetValue(p.Key, out var pin)) return p.Value;
        var (made, asked) = (ModuleVersion.TryParse(p.Value)!, ModuleVersion.TryParse(pin));
        // Names of resources and properties change with the first number alone.
        if (asked is null || asked < made || asked.Numbers.Major != made.Numbers.Major)
            Contradicts(p.Key, pin, $"Programs are written with the names of {p.Value}, which later versions below {made.Numbers.Major + 1}.0.0 have as well.", p.Value);
        return pin;
    });

    void Contradicts(string provider, string pin, string need, string instead) => findings.Add(SpecRules.NotTogether, "/environment",
        $"The registry's entry of environment '{command.Environment}' pins '{provider}' to '{pin}'. {need}",
        $"Have 'providers' of the environment changed in the registry's file, to '{instead}' for example, or the line taken out: then the catalog's own version counts.");
}
