using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>The resources of all workloads, as the base has them: no namespace, nothing of a deployment.</summary>
sealed class KubernetesResources
{
    public const string DefaultDeny = "default-deny";

    readonly IReadOnlyList<ClusterWorkload> workloads;
    readonly ClusterLabels tags;
    readonly KubernetesNetwork network;

    public KubernetesResources(IReadOnlyList<ClusterWorkload> workloads, ClusterLabels tags)
    {
        this.workloads = workloads;
        this.tags = tags;
        network = new KubernetesNetwork(workloads);
    }

    public IReadOnlyList<KubernetesResource> All()
    {
        var all = new List<KubernetesResource>();
        foreach (var workload in workloads) all.AddRange(Of(workload));
        all.Add(new KubernetesResource(DefaultDeny, "networkpolicy", Object("networking.k8s.io/v1", "NetworkPolicy", DefaultDeny, null, KubernetesNetwork.DenyAll())));
        return all;
    }

    IEnumerable<KubernetesResource> Of(ClusterWorkload workload)
    {
        KubernetesResource Make(string suffix, string apiVersion, string kind, params ReadOnlySpan<(string, DataValue?)> rest) =>
            new(workload.Name, suffix, Object(apiVersion, kind, workload.Name, workload, DataMap.Of(rest)));

        yield return Make("serviceaccount", "v1", "ServiceAccount", ("automountServiceAccountToken", false));
        if (workload.Variables.Count > 0) yield return Make("configmap", "v1", "ConfigMap", ("data", DataMap.OfTexts(workload.Variables)));
        if (workload.Secrets.Count > 0) yield return Make("externalsecret", "external-secrets.io/v1", "ExternalSecret", ("spec", ExternalSecret(workload)));
        yield return workload.Stateful
            ? Make("statefulset", "apps/v1", "StatefulSet", ("spec", StatefulSet(workload)))
            : Make("deployment", "apps/v1", "Deployment", ("spec", Deployment(workload)));
        if (workload.Ports.Count > 0) yield return Make("service", "v1", "Service", ("spec", KubernetesNetwork.Service(workload)));
        if (workload.Stateful)
            yield return new KubernetesResource(workload.Name, "headless-service", Object("v1", "Service", workload.Headless, workload, DataMap.Of(("spec", KubernetesNetwork.Headless(workload)))));
        if (workload.Scaling is { } scaling) yield return Make("hpa", "autoscaling/v2", "HorizontalPodAutoscaler", ("spec", Autoscaler(workload, scaling)));
        if (workload.LeastReplicas >= 2) yield return Make("pdb", "policy/v1", "PodDisruptionBudget", ("spec", Budget(workload)));
        if (workload.Exposure is { } exposure) yield return Make("ingress", "networking.k8s.io/v1", "Ingress", ("spec", KubernetesNetwork.Ingress(workload, exposure)));
        yield return Make("networkpolicy", "networking.k8s.io/v1", "NetworkPolicy", ("spec", network.Policy(workload)));
    }

    DataMap Object(string apiVersion, string kind, string name, ClusterWorkload? workload, DataMap rest)
    {
        var labels = Labels(workload).With("app.kubernetes.io/managed-by", "infra-agent");
        var head = DataMap.Of(
            ("apiVersion", apiVersion),
            ("kind", kind),
            ("metadata", DataMap.Of(
                ("name", name),
                ("labels", labels),
                ("annotations", tags.Annotations.Count > 0 ? DataMap.OfTexts(tags.Annotations) : null))));
        return new DataMap(head.Items.Concat(rest.Items));
    }

    DataMap Labels(ClusterWorkload? workload)
    {
        var own = DataMap.Of(("app.kubernetes.io/name", workload?.Name ?? DefaultDeny), ("app.kubernetes.io/component", workload?.Component is { } component ? (DataValue)component : null));
        return new DataMap(own.Items.Concat(DataMap.OfTexts(tags.Labels).Items));
    }

    public static DataMap Selector(string workload) => DataMap.Of(("matchLabels", DataMap.Of(("app.kubernetes.io/name", workload))));

    DataMap Deployment(ClusterWorkload workload) => DataMap.Of(
        ("replicas", workload.Replicas is { } replicas ? (DataValue)replicas : null),
        ("revisionHistoryLimit", 5),
        ("progressDeadlineSeconds", ProgressDeadline(workload)),
        ("strategy", DataMap.Of(("type", "RollingUpdate"), ("rollingUpdate", DataMap.Of(("maxSurge", "25%"), ("maxUnavailable", 0))))),
        ("selector", Selector(workload.Name)),
        ("template", Template(workload)));

    DataMap StatefulSet(ClusterWorkload workload) => DataMap.Of(
        ("serviceName", workload.Headless),
        ("replicas", workload.Replicas is { } replicas ? (DataValue)replicas : null),
        ("revisionHistoryLimit", 5),
        ("updateStrategy", DataMap.Of(("type", "RollingUpdate"))),
        ("persistentVolumeClaimRetentionPolicy", DataMap.Of(("whenDeleted", "Retain"), ("whenScaled", "Retain"))),
        ("selector", Selector(workload.Name)),
        ("template", Template(workload)),
        ("volumeClaimTemplates", DataList.Of(workload.Volumes.Where(v => v.SizeMiB is not null).Select(v => DataMap.Of(
            // Claims cannot be changed afterwards: no label of theirs may come from what can, such as tags.
            ("metadata", DataMap.Of(("name", v.Name), ("labels", DataMap.Of(("app.kubernetes.io/name", workload.Name))))),
            ("spec", DataMap.Of(
                ("accessModes", DataList.Of("ReadWriteOnce")),
                ("resources", DataMap.Of(("requests", DataMap.Of(("storage", Quantity.MiB(v.SizeMiB!.Value))))))))))))
    );

    DataMap Template(ClusterWorkload workload) => DataMap.Of(
        ("metadata", DataMap.Of(("labels", Labels(workload)), ("annotations", PodAnnotations(workload)))),
        ("spec", KubernetesPod.Spec(workload)));

    static DataMap? PodAnnotations(ClusterWorkload workload)
    {
        var annotations = DataMap.Of(
            ("infra-agent/config-digest", workload.Variables.Count > 0 ? (DataValue)ConfigDigest(workload.Variables) : null),
            ("prometheus.io/port", workload.MetricsPort is { } port ? (DataValue)port.ToString(CultureInfo.InvariantCulture) : null),
            ("prometheus.io/scrape", workload.MetricsPort is not null ? (DataValue)"true" : null));
        return annotations.Count > 0 ? annotations : null;
    }

    /// <summary>Changes with the variables, so that a change of them rolls the pods. A sum that a chart's template can make as well.</summary>
    public static string ConfigDigest(IReadOnlyDictionary<string, string> variables)
    {
        var list = new StringBuilder();
        foreach (var (name, value) in variables.OrderBy(v => v.Key, StringComparer.Ordinal)) list.Append(name).Append('=').Append(Sha256(value)).Append('\n');
        return Sha256(list.ToString());
    }

    static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>A rollout that stands still is told as one, but not before a replica had its time to start.</summary>
    public static int ProgressDeadline(ClusterWorkload workload) => Math.Max(180, (workload.Health?.Start ?? 0) + 120);

    static DataMap ExternalSecret(ClusterWorkload workload)
    {
        var stores = workload.Secrets.Values.Select(s => s.Store).Distinct(StringComparer.Ordinal).ToArray();
        static DataMap Store(string name) => DataMap.Of(("name", name), ("kind", "ClusterSecretStore"));
        return DataMap.Of(
            ("refreshInterval", "1h"),
            ("secretStoreRef", stores is [var only] ? Store(only) : null),
            ("target", DataMap.Of(("name", workload.Name), ("creationPolicy", "Owner"), ("deletionPolicy", "Retain"))),
            ("data", DataList.Of(workload.Secrets.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => DataMap.Of(
                ("secretKey", s.Key),
                ("sourceRef", stores.Length > 1 ? DataMap.Of(("storeRef", Store(s.Value.Store))) : null),
                ("remoteRef", DataMap.Of(("key", s.Value.Key), ("property", s.Value.Property is { } property ? (DataValue)property : null))))))));
    }

    static DataMap Autoscaler(ClusterWorkload workload, WorkloadScaling scaling)
    {
        var metrics = new List<DataValue>();
        if (scaling.TargetCpu is { } cpu)
        {
            metrics.Add(DataMap.Of(("type", "Resource"), ("resource", DataMap.Of(
                ("name", "cpu"), ("target", DataMap.Of(("type", "Utilization"), ("averageUtilization", cpu)))))));
        }

        if (scaling.TargetRps is { } rps)
        {
            metrics.Add(DataMap.Of(("type", "Pods"), ("pods", DataMap.Of(
                ("metric", DataMap.Of(("name", "http_requests_per_second"))),
                ("target", DataMap.Of(("type", "AverageValue"), ("averageValue", rps.ToString(CultureInfo.InvariantCulture))))))));
        }

        return DataMap.Of(
            ("scaleTargetRef", DataMap.Of(("apiVersion", "apps/v1"), ("kind", workload.Stateful ? "StatefulSet" : "Deployment"), ("name", workload.Name))),
            ("minReplicas", scaling.Min),
            ("maxReplicas", scaling.Max),
            ("metrics", new DataList(metrics)),
            ("behavior", DataMap.Of(("scaleDown", DataMap.Of(("stabilizationWindowSeconds", 300))))));
    }

    static DataMap Budget(ClusterWorkload workload) => DataMap.Of(
        ("maxUnavailable", 1),
        // A pod that is unwell already must not keep a node from being drained.
        ("unhealthyPodEvictionPolicy", "AlwaysAllow"),
        ("selector", Selector(workload.Name)));
}
