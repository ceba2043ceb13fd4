namespace InfraAgent.Generator;

/// <summary>What of a service an input of a terraform module can take: the fields by their names in the specification, and what follows from
/// several of them.</summary>
static class WorkloadFields
{
    /// <summary><c>Covers</c>: the fields of the specification that are expressed by it; null: the one of its own name.</summary>
    sealed record Field(Func<Workload, HclValue?> Read, IReadOnlyList<string>? Covers = null);

    static readonly SortedDictionary<string, Field> Readers = new(StringComparer.Ordinal)
    {
        ["args"] = new(w => Texts(w.Arguments)),
        ["command"] = new(w => Texts(w.Command)),
        ["env"] = new(w => w.Variables.Count + w.References.Count == 0 ? null : HclMap.Of(
            [.. w.Variables.Select(v => KeyValuePair.Create<string, HclValue>(v.Key, new HclText(v.Value))), .. w.References.Select(r => KeyValuePair.Create<string, HclValue>(r.Key, HclReference.To(r.Value)))])),
        ["exposure.host"] = new(w => Text(w.Exposure?.Host)),
        ["exposure.path"] = new(w => Text(w.Exposure?.Path)),
        ["exposure.tls"] = new(w => w.Exposure is { } e ? new HclBool(e.Tls) : null),
        ["health.command"] = new(w => Texts(w.Health?.Command ?? [])),
        ["health.interval"] = new(w => Number(w.Health?.IntervalSeconds)),
        ["health.path"] = new(w => Text(w.Health?.Path)),
        ["health.retries"] = new(w => Number(w.Health?.Retries)),
        ["health.start_period"] = new(w => Number(w.Health?.StartSeconds)),
        ["health.timeout"] = new(w => Number(w.Health?.TimeoutSeconds)),
        ["image"] = new(w => new HclText(w.Image)),
        ["port"] = new(w => Number(Port(w)?.Target), ["ports"]),
        // Who can reach it: whoever may use the exposure's host, the other services, or nobody.
        ["reach"] = new(w => new HclText(w.Exposure is not null ? "public" : Port(w) is not null ? "internal" : "none"), []),
        ["read_only_root_filesystem"] = new(w => new HclBool(w.ReadOnlyRootFilesystem)),
        ["replicas"] = new(w => Number(w.Replicas ?? w.Scaling?.Min)),
        ["resources.cpu"] = new(w => Number(w.Resources.CpuMillis)),
        ["resources.limits.cpu"] = new(w => Number(w.Resources.CpuLimitMillis)),
        ["resources.limits.memory"] = new(w => Number(w.Resources.MemoryLimitMiB)),
        ["resources.memory"] = new(w => Number(w.Resources.MemoryMiB)),
        ["scaling.max"] = new(w => Number(w.Scaling?.Max)),
        ["scaling.min"] = new(w => Number(w.Scaling?.Min)),
        ["scaling.target_cpu"] = new(w => Number(w.Scaling?.TargetCpu)),
        ["scaling.target_rps"] = new(w => Number(w.Scaling?.TargetRps)),
        ["secrets"] = new(w => Map(w.Secrets, s => s.Uri)),
        // What a replica can use at most, for clouds that sell sizes: there is no borrowing beyond one.
        ["size.cpu"] = new(w => Number(Largest(w.Resources.CpuMillis, w.Resources.CpuLimitMillis)), ["resources.cpu", "resources.limits.cpu"]),
        ["size.memory"] = new(w => Number(Largest(w.Resources.MemoryMiB, w.Resources.MemoryLimitMiB)), ["resources.memory", "resources.limits.memory"]),
        ["user"] = new(w => w.RunAsUser is { } user ? new HclNumber(user) : null),
        ["volumes.kept"] = new(w => Map(w.Volumes.Where(v => v.SizeMiB is not null).Select(v => KeyValuePair.Create(v.Name, v.Mount)), m => m), ["volumes"]),
        ["volumes.scratch"] = new(w => Map(w.Volumes.Where(v => v.SizeMiB is null).Select(v => KeyValuePair.Create(v.Name, v.Mount)), m => m), ["volumes"])
    };

    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>Null where the service says nothing of it.</summary>
    public static HclValue? Read(Workload workload, string field) => Readers[field].Read(workload);

    /// <summary>The fields of the specification that are expressed by it; none where it only follows from them.</summary>
    public static IReadOnlyList<string> Covers(string field) => Readers[field].Covers ?? [field];

    /// <summary>A field of the specification, or an entry of it, ends up in this one.</summary>
    public static bool Takes(string field, string said) => Covers(field).Any(c => said == c || said.StartsWith(c + ".", StringComparison.Ordinal));

    /// <summary>The one port that a module with a single port serves.</summary>
    public static WorkloadPort? Port(Workload workload) => workload.Ports.FirstOrDefault(p => p.Protocol == "tcp");

    static HclText? Text(string? text) => text is null ? null : new HclText(text);

    static HclNumber? Number(int? number) => number is null ? null : new HclNumber(number.Value);

    static int? Largest(int? one, int? other) => one is null || other > one ? other : one;

    static HclList? Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? null : new HclList([.. texts.Select(t => new HclText(t))]);

    static HclMap? Map<T>(IEnumerable<KeyValuePair<string, T>> entries, Func<T, string> text) =>
        HclMap.Of(entries.Select(e => KeyValuePair.Create<string, HclValue>(e.Key, new HclText(text(e.Value))))) is { Items.Count: > 0 } map ? map : null;
}
