using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>One version of a module: what it takes, what it gives, and its code, which is the same in every bundle.</summary>
public sealed record ModuleDefinition
{
    public required string Name { get; init; }
    public required ModuleVersion Version { get; init; }
    public required string Description { get; init; }
    public required IReadOnlyDictionary<string, InputDefinition> Inputs { get; init; }
    public required IReadOnlyList<OutputDefinition> Outputs { get; init; }
    public IReadOnlyList<ModuleCondition> Conditions { get; init; } = [];
    /// <summary>Null for a module of which services are told nothing, and for one that is terraform code, whose outputs are wired.</summary>
    public ModuleConnection? Connection { get; init; }
    /// <summary>In the author's order: what counts most stands first.</summary>
    public IReadOnlyList<CostDriver> CostDrivers { get; init; } = [];
    /// <summary>File name → content, as rendered when the catalog was loaded.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();
    /// <summary>Makes workloads, for the runtimes that are handed those; null for a module that is terraform code.</summary>
    internal WorkloadTemplate? Workload { get; init; }
    /// <summary>Over the files: tells whether a platform team's module is the one that was reviewed.</summary>
    public string Digest { get; init; } = "";

    /// <summary>The code as Pulumi is given it; null where the cloud's resources have no names there.</summary>
    internal Lazy<PulumiCode>? Pulumi { get; init; }

    public bool GoesWith(string runtime) => Workload is not null ? runtime != RuntimeNames.Terraform
        : runtime == RuntimeNames.Terraform || (runtime == RuntimeNames.Pulumi && Pulumi is { Value.Problem: null });

    /// <summary>The module's name as Terraform identifiers have it.</summary>
    public string Label => Name.Replace('-', '_');
}

/// <summary>An output; <c>Value</c> is an expression of the catalog's author, on that line of <c>module.yaml</c>. <c>Type</c>: null where the author did not say.</summary>
public sealed record OutputDefinition(string Name, string Description, string Value, InputType? Type = null, long Line = 1);

/// <summary>What belongs to a cloud rather than to one of its modules.</summary>
public sealed record CloudDefinition
{
    public required string Name { get; init; }
    public required string Description { get; init; }
    /// <summary>Version constraint on terraform itself; empty where the cloud does not go with it.</summary>
    public required string RequiredVersion { get; init; }
    /// <summary>Runtimes that can build for this cloud, the usual one first.</summary>
    public IReadOnlyList<string> Runtimes { get; init; } = [RuntimeNames.Terraform];
    /// <summary>Module that other clouds have → what does the same here without one.</summary>
    public IReadOnlyDictionary<string, string> Instead { get; init; } = new Dictionary<string, string>();
    /// <summary>How terraform builds a service of the specification; null where it cannot.</summary>
    public WorkloadMapping? Workload { get; init; }
    public IReadOnlyList<ProviderDefinition> Providers { get; init; } = [];
    public IReadOnlyDictionary<string, InputDefinition> Inputs { get; init; } = new Dictionary<string, InputDefinition>();
    /// <summary>What its root tells every module that asks (<c>from: cloud.location</c>): name → expression of the catalog's author.</summary>
    public IReadOnlyDictionary<string, string> Provides { get; init; } = new Dictionary<string, string>();
    /// <summary>Kind (<c>logging</c>) → what can be asked for.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Observability { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    public TagRules Tags { get; init; } = new();
    /// <summary>What Pulumi calls the cloud's resources; null where it is given workloads alone, or nothing.</summary>
    public PulumiNames? Pulumi { get; init; }
    /// <summary>Files of the bundle's root that are the cloud's own: <c>providers.tf</c>.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();
}

/// <summary>The catalog module that a service becomes under terraform, and which of the service's fields its inputs take: input → field.</summary>
public sealed record WorkloadMapping(string Module, IReadOnlyDictionary<string, MappedField> Inputs)
{
    /// <summary>The specification has a field of its own for the input. What only follows from fields can be said otherwise by a parameter.</summary>
    public bool Says(string input) => Inputs.TryGetValue(input, out var mapped) && WorkloadFields.Covers(mapped.Field).Count > 0;
}

/// <summary>A field of a service (<c>scaling.min</c>) as an input takes it. <c>PerCore</c>, <c>PerGiB</c>: the input's unit, as how many of them are one core
/// or one GiB; null: thousandths of a core, MiB.</summary>
public sealed record MappedField(string Field, double? PerCore = null, double? PerGiB = null);

public sealed record ProviderDefinition(string Name, string Source, string Version);

/// <summary>What the cloud's tags can hold.</summary>
public sealed record TagRules
{
    public int MaxItems { get; init; } = 40;
    public int MaxKeyLength { get; init; } = 128;
    public int MaxValueLength { get; init; } = 256;
    public InputPattern? Pattern { get; init; }
    /// <summary>Of keys alone, where those are narrower than values.</summary>
    public InputPattern? KeyPattern { get; init; }
    public IReadOnlyList<string> ReservedPrefixes { get; init; } = [];
    /// <summary>Keys that the cloud's modules set themselves.</summary>
    public IReadOnlyList<string> ReservedNames { get; init; } = [];
    /// <summary>Some services of the cloud take keys that differ in case alone for the same.</summary>
    public bool IgnoreCase { get; init; }
}
