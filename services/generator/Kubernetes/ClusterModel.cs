namespace InfraAgent.Generator;

/// <summary>The request in a cluster's terms, which both the manifests and the chart are written from.</summary>
sealed record ClusterModel
{
    public required ClusterFacts Facts { get; init; }
    public required ClusterLabels Tags { get; init; }
    public required IReadOnlyList<ClusterWorkload> Base { get; init; }
    public required IReadOnlyList<ClusterWorkload> Workloads { get; init; }

    /// <summary>Null when there was a finding.</summary>
    public static ClusterModel? Read(BundleInput input, FindingList findings)
    {
        var before = findings.Count;
        var tags = ClusterLabels.Read(input.Tags, "/template_spec/tags", findings);
        var labels = ClusterLabels.Read(input.Command.Labels, "/labels", findings, over: tags);
        new ClusterCheck(input, findings).Check();
        if (findings.Count > before) return null;

        var metrics = input.Observability.GetValueOrDefault("metrics") == "prometheus";
        ClusterWorkload[] Read(IReadOnlyList<Workload> workloads) => [.. workloads.OrderBy(w => w.Name, StringComparer.Ordinal).Select(w => ClusterWorkload.Of(w, metrics))];
        var running = Read(input.Workloads);
        return new ClusterModel { Facts = ClusterFacts.Of(input, labels, running), Tags = tags, Base = Read(input.Base), Workloads = running };
    }
}
