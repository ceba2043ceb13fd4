namespace InfraAgent.Generator;

/// <summary>The request in a cluster's terms, which both the manifests and the chart are written from.</summary>
sealed record ClusterModel
{
    public required ClusterFacts Facts { get; init; }
    public required ClusterLabels Tags { get; init; }
    public required IReadOnlyList<ClusterWorkload> Base { get; init; }
    public required IReadOnlyList<ClusterWorkload> Workloads { get; init; }
    public IEnumerable<SettableParameter> Settable { get; init; } = [];
    public IEnumerable<(string Name, string Description)> Outputs { get; init; } = [];
    /// <summary>In the order in which they apply.</summary>
    public IReadOnlyList<ClusterPatch> Patches { get; init; } = [];

    /// <summary>Where the reference to each secret stands: in the file that all deployments share, or, where this one has another secret, in its own.</summary>
    public IReadOnlyDictionary<(string Workload, string Variable), string> SecretFiles(Func<ClusterWorkload, string> shared, Func<ClusterWorkload, string> own)
    {
        var said = Base.ToDictionary(w => w.Name, StringComparer.Ordinal);
        return Workloads.SelectMany(w => w.Secrets.Select(s => KeyValuePair.Create((w.Name, s.Key),
            said.GetValueOrDefault(w.Name)?.Secrets.GetValueOrDefault(s.Key) == s.Value ? shared(w) : own(w)))).ToDictionary();
    }

    /// <summary>Null when there was a finding.</summary>
    public static ClusterModel? Read(BundleInput input, FindingList findings)
    {
        var before = findings.Count;
        var tags = ClusterLabels.Read(input.Tags, "/template_spec/tags", findings);
        var labels = ClusterLabels.Read(input.Command.Labels, "/labels", findings, over: tags);
        new ClusterCheck(input, findings).Check();
        ClusterPatch[] patches = [.. input.Patches.Select(p => ClusterPatch.Of(p, findings))];
        if (findings.Count > before) return null;

        var metrics = input.Observability.GetValueOrDefault("metrics") == "prometheus";
        ClusterWorkload[] Read(IReadOnlyList<Workload> workloads) => [.. workloads.OrderBy(w => w.Name, StringComparer.Ordinal).Select(w => ClusterWorkload.Of(w, metrics))];
        var running = Read(input.Workloads);
        return new ClusterModel { Facts = ClusterFacts.Of(input, labels, running), Tags = tags, Base = input.SameAsBase ? running : Read(input.Base), Workloads = running, Patches = patches, Settable = input.Settable, Outputs = input.Outputs };
    }
}
