namespace InfraAgent.Generator;

/// <summary>A project file, and the variables that it needs.</summary>
sealed record ComposeProject(DataMap Body, IReadOnlyDictionary<string, string> Variables)
{
    /// <summary>The one network of a project.</summary>
    public const string Network = "app";

    public static ComposeProject Of(IReadOnlyList<Workload> workloads, BundleInput input)
    {
        var variables = new ComposeVariables();
        var labels = DataMap.Of(
            ("infra-agent.deployment", variables.Own("INFRA_AGENT_DEPLOYMENT", input.Command.DeploymentId)),
            ("infra-agent.environment", variables.Own("INFRA_AGENT_ENVIRONMENT", input.Command.Environment)),
            ("infra-agent.tags", variables.Own("INFRA_AGENT_TAGS", Tags(input), mayBeEmpty: true)));
        var byName = workloads.ToDictionary(w => w.Name, StringComparer.Ordinal);
        var volumes = workloads.SelectMany(w => w.Volumes.Where(v => v.SizeMiB is not null).Select(v => ComposeService.VolumeName(w, v))).ToArray();
        DataValue Labelled() => DataMap.Of(("labels", labels));
        return new ComposeProject(DataMap.Of(
            // Compose 1.29 waits for health only under a version; Compose 2 does not read it.
            ("version", "3.8"),
            ("services", new DataMap(byName.Values.OrderBy(w => w.Name, StringComparer.Ordinal).Select(w => KeyValuePair.Create(w.Name, (DataValue)ComposeService.Of(w, byName, variables, labels))))),
            ("networks", DataMap.Of((Network, Labelled()))),
            ("volumes", volumes.Length == 0 ? null : new DataMap(volumes.Order(StringComparer.Ordinal).Select(v => KeyValuePair.Create(v, Labelled())))),
            ("secrets", ComposeSecrets.Of(workloads, variables))), variables.Values);
    }

    // As in the query of a URL: whatever the names and values are, it is one label of plain characters.
    static string Tags(BundleInput input)
    {
        var all = new SortedDictionary<string, string>(input.Command.Labels.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in input.Tags) all[name] = value;
        return string.Join('&', all.Select(t => $"{Uri.EscapeDataString(t.Key)}={Uri.EscapeDataString(t.Value)}"));
    }
}
