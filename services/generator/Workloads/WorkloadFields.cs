namespace InfraAgent.Generator;

/// <summary>The fields of a service that an input of a terraform module can take, by their names in the specification.</summary>
static class WorkloadFields
{
    static readonly SortedDictionary<string, Func<Workload, HclValue?>> Readers = new(StringComparer.Ordinal)
    {
        ["args"] = w => Texts(w.Arguments),
        ["command"] = w => Texts(w.Command),
        ["env"] = w => w.Variables.Count + w.References.Count == 0 ? null : HclMap.Of(
            [.. w.Variables.Select(v => KeyValuePair.Create<string, HclValue>(v.Key, new HclText(v.Value))), .. w.References.Select(r => KeyValuePair.Create<string, HclValue>(r.Key, HclReference.To(r.Value)))]),
        ["exposure.host"] = w => Text(w.Exposure?.Host),
        ["exposure.path"] = w => Text(w.Exposure?.Path),
        ["exposure.tls"] = w => w.Exposure is { } e ? new HclBool(e.Tls) : null,
        ["health.command"] = w => Texts(w.Health?.Command ?? []),
        ["health.interval"] = w => Number(w.Health?.IntervalSeconds),
        ["health.path"] = w => Text(w.Health?.Path),
        ["health.retries"] = w => Number(w.Health?.Retries),
        ["health.start_period"] = w => Number(w.Health?.StartSeconds),
        ["health.timeout"] = w => Number(w.Health?.TimeoutSeconds),
        ["image"] = w => new HclText(w.Image),
        ["port"] = w => Number(Port(w)?.Target),
        ["read_only_root_filesystem"] = w => new HclBool(w.ReadOnlyRootFilesystem),
        ["replicas"] = w => Number(w.Replicas ?? w.Scaling?.Min),
        ["resources.cpu"] = w => Number(w.Resources.CpuMillis),
        ["resources.limits.cpu"] = w => Number(w.Resources.CpuLimitMillis),
        ["resources.limits.memory"] = w => Number(w.Resources.MemoryLimitMiB),
        ["resources.memory"] = w => Number(w.Resources.MemoryMiB),
        ["scaling.max"] = w => Number(w.Scaling?.Max),
        ["scaling.min"] = w => Number(w.Scaling?.Min),
        ["scaling.target_cpu"] = w => Number(w.Scaling?.TargetCpu),
        ["scaling.target_rps"] = w => Number(w.Scaling?.TargetRps),
        ["secrets"] = w => w.Secrets.Count == 0 ? null : HclMap.Of(w.Secrets.Select(s => KeyValuePair.Create<string, HclValue>(s.Key, new HclText(s.Value.Uri)))),
        ["user"] = w => w.RunAsUser is { } user ? new HclNumber(user) : null
    };

    public static IReadOnlyCollection<string> Names => Readers.Keys;

    /// <summary>Null where the service says nothing of it.</summary>
    public static HclValue? Read(Workload workload, string field) => Readers[field](workload);

    /// <summary>The one port that a module with a single port serves.</summary>
    public static WorkloadPort? Port(Workload workload) => workload.Ports.FirstOrDefault(p => p.Protocol == "tcp");

    static HclText? Text(string? text) => text is null ? null : new HclText(text);

    static HclNumber? Number(int? number) => number is null ? null : new HclNumber(number.Value);

    static HclList? Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? null : new HclList([.. texts.Select(t => new HclText(t))]);
}
