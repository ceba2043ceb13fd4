namespace InfraAgent.Generator;

/// <summary>The chart's values: what the static templates read.</summary>
static class HelmValues
{
    /// <summary>The same for all deployments and environments.</summary>
    public static DataMap Base(ClusterModel model) => Of(model.Base, model.Tags, DataMap.Empty, DataMap.Empty);

    /// <summary>What is this deployment's, and no more than <paramref name="below"/> has.</summary>
    public static DataMap Of(ClusterModel model, DataMap below)
    {
        var (labels, annotations) = (DataMap.OfTexts(model.Facts.Labels), DataMap.OfTexts(model.Facts.Annotations));
        return Difference(below, ReferenceEquals(model.Base, model.Workloads) ? below.With("deployment", Deployment(labels, annotations)) : Of(model.Workloads, model.Tags, labels, annotations));
    }

    static DataMap Of(IReadOnlyList<ClusterWorkload> workloads, ClusterLabels tags, DataMap labels, DataMap annotations) => DataMap.Of(
        ("deployment", Deployment(labels, annotations)),
        ("labels", DataMap.OfTexts(tags.Labels)),
        ("annotations", DataMap.OfTexts(tags.Annotations)),
        ("networkPolicy", DataMap.Of(("defaultDeny", true))),
        ("tests", DataMap.Of(("image", "docker.io/library/busybox:1.37.0"))),
        ("services", new DataMap(workloads.Select(w => KeyValuePair.Create(w.Name, (DataValue)Service(w))))));

    static DataMap Deployment(DataMap labels, DataMap annotations) => DataMap.Of(("labels", labels), ("annotations", annotations));

    static DataMap Service(ClusterWorkload workload) => DataMap.Of(
        ("image", workload.Image),
        ("component", Text(workload.Component)),
        ("command", KubernetesPod.Texts(workload.Command)),
        ("args", KubernetesPod.Texts(workload.Arguments)),
        ("replicas", Number(workload.Replicas)),
        ("autoscaling", workload.Scaling is { } scaling
            ? DataMap.Of(("minReplicas", scaling.Min), ("maxReplicas", scaling.Max), ("targetCpu", Number(scaling.TargetCpu)), ("targetRps", Number(scaling.TargetRps)))
            : null),
        ("ports", KubernetesPod.OrNothing(workload.Ports.Select(p => DataMap.Of(("name", p.Name), ("port", p.Port), ("targetPort", p.Target), ("protocol", p.Protocol))))),
        ("variables", workload.Variables.Count > 0 ? DataMap.OfTexts(workload.Variables) : null),
        ("secrets", workload.Secrets.Count > 0
            ? new DataMap(workload.Secrets.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => KeyValuePair.Create(s.Key, (DataValue)DataMap.Of(
                ("store", s.Value.Store), ("key", s.Value.Key), ("property", Text(s.Value.Property))))))
            : null),
        ("resources", KubernetesPod.Resources(workload.Resources)),
        ("health", workload.Health is { } health ? Health(health) : null),
        ("metricsPort", Number(workload.MetricsPort)),
        ("volumes", KubernetesPod.OrNothing(workload.Volumes.Select(v => DataMap.Of(
            ("name", v.Name), ("mountPath", v.Mount), ("size", v.SizeMiB is { } size ? (DataValue)ClusterQuantity.MiB(size) : null), ("readOnly", v.ReadOnly ? (DataValue)true : null))))),
        ("dependsOn", KubernetesPod.Texts(workload.DependsOn)),
        ("egress", workload.Egress.Count > 0 ? DataList.Of(workload.Egress.Select(p => (DataValue)p)) : null),
        ("exposure", workload.Exposure is { } exposure
            ? DataMap.Of(("host", exposure.Host), ("path", exposure.Path), ("port", workload.ExposedPort?.Name ?? exposure.Port), ("tlsSecret", Text(workload.TlsSecret)))
            : null),
        ("runAsUser", workload.RunAsUser),
        ("readOnlyRootFilesystem", workload.ReadOnlyRootFilesystem));

    static DataMap Health(ClusterHealth health) => DataMap.Of(
        ("path", Text(health.Path)),
        ("command", KubernetesPod.Texts(health.Command)),
        ("port", Number(health.Port)),
        ("periodSeconds", health.Interval),
        ("timeoutSeconds", health.Timeout),
        ("failureThreshold", health.Failures),
        ("startSeconds", health.Start),
        ("onlyReadiness", health.OnlyReadiness ? (DataValue)true : null));

    /// <summary>As helm merges: maps member by member, lists whole, and null takes a member away.</summary>
    static DataMap Difference(DataMap from, DataMap to)
    {
        var changed = new List<KeyValuePair<string, DataValue>>();
        foreach (var (key, value) in from.Items)
        {
            if (to[key] is null) changed.Add(KeyValuePair.Create(key, DataValue.Null));
        }

        foreach (var (key, value) in to.Items)
        {
            if (from[key] is not { } old) changed.Add(KeyValuePair.Create(key, value));
            else if (ReferenceEquals(old, value)) continue;
            else if (old is DataMap a && value is DataMap b)
            {
                if (Difference(a, b) is { Count: > 0 } inner) changed.Add(KeyValuePair.Create(key, (DataValue)inner));
            }
            else if (!old.Equals(value)) changed.Add(KeyValuePair.Create(key, value));
        }

        return new DataMap(changed);
    }

    static DataValue? Text(string? text) => text is null ? null : (DataValue)text;

    static DataValue? Number(int? number) => number is { } whole ? (DataValue)whole : null;
}
