using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>A specification that was read against the catalog.</summary>
sealed record BundleSpec
{
    public required CloudDefinition Cloud { get; init; }
    /// <summary>In order of their names, so that the order in the request does not change the code.</summary>
    public required IReadOnlyList<ModuleSpec> Modules { get; init; }
    /// <summary>In order of their names.</summary>
    public IReadOnlyList<ServiceSpec> Services { get; init; } = [];
    /// <summary>The runtime that is written, or, where the request's does not go with the cloud, the one that the rest was looked at with.</summary>
    public required string Runtime { get; init; }
    public IReadOnlyList<ResourcePatch> Patches { get; init; } = [];
    public PulumiLanguage PulumiLanguage { get; init; }
    /// <summary>The bundle is made of the code of modules, and services become one of them; otherwise modules make workloads, as services are.</summary>
    public bool OfCode => Runtime == RuntimeNames.Terraform || (Runtime == RuntimeNames.Pulumi && Cloud.Pulumi is not null);
    /// <summary>Kind → what was asked for; kinds that were not asked for are not there.</summary>
    public required IReadOnlyDictionary<string, string> Observability { get; init; }
    public required IReadOnlyDictionary<string, string> Tags { get; init; }
}

/// <summary>One instance of a module. <c>Name</c>: the instance's; <c>Node</c>: where it stands in the request.</summary>
sealed record ModuleSpec(string Name, ModuleDefinition Definition, SpecNode Node)
{
    /// <summary>The inputs that the specification itself sets; outputs of others as <see cref="HclReference"/>.</summary>
    public IReadOnlyDictionary<string, HclValue> Inputs { get; init; } = new Dictionary<string, HclValue>();
    /// <summary>Inputs that were given and refused: they are not missing as well.</summary>
    public IReadOnlySet<string> Refused { get; init; } = new HashSet<string>();

    /// <summary>Instances that have to be there first, without giving a value.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Files of the module that are this instance's own, since patches change them: name and content. Empty for code that all instances share.</summary>
    public IReadOnlyDictionary<string, byte[]> Patched { get; init; } = new Dictionary<string, byte[]>();

    /// <summary>The instance's name as Terraform identifiers have it.</summary>
    public string Label => Name.Replace('-', '_');
    /// <summary>Made of a service of the specification.</summary>
    public bool IsService { get; init; }
    /// <summary>As messages have it.</summary>
    public string What => IsService ? $"service '{Name}' (module '{Definition.Name}')" : Name == Definition.Name ? $"module '{Name}'" : $"module '{Definition.Name}' as '{Name}'";
}
