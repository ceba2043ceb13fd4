namespace InfraAgent.Generator;

/// <summary>What a deployment is called in the cluster, and what all its resources carry.</summary>
sealed record ClusterFacts
{
    /// <summary>Namespace and release.</summary>
    public required string Name { get; init; }
    public required string Environment { get; init; }
    /// <summary>Labels of the request, and the environment: on resources, not on pods.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required IReadOnlyDictionary<string, string> Annotations { get; init; }
    /// <summary>All workloads run as somebody else than root: the namespace enforces the "restricted" level.</summary>
    public required bool Restricted { get; init; }

    /// <summary>Never change for a deployment: they may stand in templates of pods and claims.</summary>
    public IReadOnlyDictionary<string, string> OwnLabels => new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["app.kubernetes.io/instance"] = Name, ["app.kubernetes.io/part-of"] = Name
    };

    public static ClusterFacts Of(BundleInput input, ClusterLabels labels, IReadOnlyList<ClusterWorkload> workloads)
    {
        // An environment may end in '-', which no label's value does.
        var environment = input.Command.Environment;
        var safe = environment[^1] != '-';
        var annotations = new SortedDictionary<string, string>(labels.Annotations.ToDictionary(), StringComparer.Ordinal) { ["infra-agent/deployment-id"] = input.Command.DeploymentId };
        var all = new SortedDictionary<string, string>(labels.Labels.ToDictionary(), StringComparer.Ordinal);
        (safe ? all : annotations).Add("infra-agent/environment", environment);
        return new ClusterFacts
        {
            Name = ClusterName.Of(input.Command),
            Environment = environment,
            Labels = all,
            Annotations = annotations,
            Restricted = workloads.All(w => w.RunAsUser != 0)
        };
    }

    /// <summary>Apart from all else: made before, and not removed with the workloads, which would take with it what others have put there.</summary>
    public DataMap Namespace()
    {
        var level = Restricted ? "restricted" : "baseline";
        var labels = new SortedDictionary<string, string>(Labels.ToDictionary(), StringComparer.Ordinal)
        {
            ["app.kubernetes.io/managed-by"] = "infra-agent",
            ["pod-security.kubernetes.io/enforce"] = level,
            ["pod-security.kubernetes.io/warn"] = "restricted"
        };
        foreach (var (key, value) in OwnLabels) labels[key] = value;
        return DataMap.Of(
            ("apiVersion", "v1"),
            ("kind", "Namespace"),
            ("metadata", DataMap.Of(("name", Name), ("labels", DataMap.OfTexts(labels)), ("annotations", DataMap.OfTexts(Annotations)))));
    }
}
