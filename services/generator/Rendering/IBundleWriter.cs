using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>One runtime's way to lay a bundle out. Pure, and safe to call from many threads.</summary>
interface IBundleWriter
{
    /// <summary><c>kubernetes</c>.</summary>
    string Runtime { get; }

    /// <summary>Writes the runtime's own files. What the runtime cannot express is a finding, with the pointer of the place in the request.</summary>
    WrittenBundle Write(BundleInput input, FindingList findings);

    /// <summary>How the bundle is rolled out by hand. Asked only for what <see cref="Write"/> had no finding for; null: nobody has written it down.</summary>
    Playbook? Playbook(BundleInput input) => null;
}

/// <summary>What a writer of workloads is handed: everything merged, defaulted, wired and checked.</summary>
sealed record BundleInput
{
    public required GenerateBundle Command { get; init; }
    public required CloudDefinition Cloud { get; init; }
    /// <summary>Services and workloads of modules in order of their names, as the specification has them: without the environment's overrides
    /// and without parameters, but for what is required and said nowhere else. What only an override adds is not among them.</summary>
    public required IReadOnlyList<Workload> Base { get; init; }
    /// <summary>The same workloads with the environment's overrides and the parameters: what runs.</summary>
    public required IReadOnlyList<Workload> Workloads { get; init; }
    /// <summary>There is neither an override nor a parameter: what is made of the one is made of the other.</summary>
    public bool SameAsBase => ReferenceEquals(Base, Workloads);
    /// <summary>Workload → pointer of the place in the request (<c>/template_spec/services/0</c>).</summary>
    public required IReadOnlyDictionary<string, string> Places { get; init; }
    /// <summary>Kind → what was asked for.</summary>
    public IReadOnlyDictionary<string, string> Observability { get; init; } = new Dictionary<string, string>();
    /// <summary>Tags of the specification, in ordinal order.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
    /// <summary>Parameters of the request that were bound: workload and field (<c>web.image</c>, <c>web.replicas</c>, <c>web.env.LEVEL</c>), or
    /// instance and input of a module (<c>orders-db.size</c>).</summary>
    public IReadOnlySet<string> Bound { get; init; } = new HashSet<string>();
    /// <summary>The same parameters as they were given, in order of their full names.</summary>
    public IReadOnlyList<GivenParameter> Parameters { get; init; } = [];
    /// <summary>What parameters could set.</summary>
    public IEnumerable<SettableParameter> Settable { get; init; } = [];
    /// <summary>What others can refer to: <c>orders-db.host</c>.</summary>
    public IEnumerable<(string Name, string Description)> Outputs { get; init; } = [];
    /// <summary>Changes of the caller's to the objects that the writer makes, in the order in which they apply.</summary>
    public IReadOnlyList<ResourcePatch> Patches { get; init; } = [];
    public PulumiLanguage PulumiLanguage { get; init; }
}

/// <summary>The files of one runtime.</summary>
sealed record WrittenBundle
{
    /// <summary>Path → content.</summary>
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; init; }
    /// <summary>Short name → path: <c>iac</c> is the file that a reader opens first, <c>parameters</c> what differs between deployments.</summary>
    public required IReadOnlyDictionary<string, string> Entrypoints { get; init; }
    /// <summary>Paths whose bytes are the same for all deployments of the same code: the code digest is over them.</summary>
    public required IReadOnlySet<string> Code { get; init; }
    /// <summary>Secret of a workload → path of the file that refers to it, where the writer can tell.</summary>
    public IReadOnlyDictionary<(string Workload, string Variable), string> SecretFiles { get; init; } = new Dictionary<(string, string), string>();
}
