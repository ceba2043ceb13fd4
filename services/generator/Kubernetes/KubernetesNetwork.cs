namespace InfraAgent.Generator;

/// <summary>Who can reach whom. Nothing is open but name resolution, what depends_on says, what is exposed, and what Prometheus scrapes.</summary>
sealed class KubernetesNetwork
{
    readonly Dictionary<string, ClusterWorkload> byName;
    readonly ILookup<string, string> dependents;

    public KubernetesNetwork(IReadOnlyList<ClusterWorkload> workloads)
    {
        byName = workloads.ToDictionary(w => w.Name, StringComparer.Ordinal);
        dependents = workloads.SelectMany(w => w.DependsOn.Select(d => (On: d, w.Name))).ToLookup(d => d.On, d => d.Name, StringComparer.Ordinal);
    }

    public static DataMap Service(ClusterWorkload workload) => DataMap.Of(
        ("type", "ClusterIP"), ("selector", DataMap.Of(("app.kubernetes.io/name", workload.Name))), ("ports", ServicePorts(workload)));

    /// <summary>Gives each replica of a stateful workload a name of its own.</summary>
    public static DataMap Headless(ClusterWorkload workload) => DataMap.Of(
        ("clusterIP", "None"),
        // Replicas find each other while they start, which is before they are ready.
        ("publishNotReadyAddresses", true),
        ("selector", DataMap.Of(("app.kubernetes.io/name", workload.Name))),
        ("ports", ServicePorts(workload)));

    static DataList? ServicePorts(ClusterWorkload workload) => KubernetesPod.OrNothing(workload.Ports.Select(p => DataMap.Of(
        ("name", p.Name), ("port", p.Port), ("targetPort", p.Target), ("protocol", p.Protocol))));

    public static DataMap Ingress(ClusterWorkload workload, Exposure exposure) => DataMap.Of(
        ("rules", DataList.Of(DataMap.Of(
            ("host", exposure.Host),
            ("http", DataMap.Of(("paths", DataList.Of(DataMap.Of(
                ("path", exposure.Path),
                ("pathType", "Prefix"),
                ("backend", DataMap.Of(("service", DataMap.Of(
                    ("name", workload.Name), ("port", DataMap.Of(("name", workload.ExposedPort?.Name ?? exposure.Port))))))))))))))),
        ("tls", workload.TlsSecret is { } secret ? DataList.Of(DataMap.Of(("hosts", DataList.Of(exposure.Host)), ("secretName", secret))) : null));

    public static DataMap DenyAll() => DataMap.Of(("spec", DataMap.Of(("podSelector", DataMap.Empty), ("policyTypes", DataList.Of("Ingress", "Egress")))));

    public DataMap Policy(ClusterWorkload workload)
    {
        var ingress = new List<DataMap>();
        var egress = new List<DataMap>
        {
            // To anywhere: resolvers stand in other namespaces, on nodes, or behind addresses of their own.
            DataMap.Of(("ports", DataList.Of(Port("UDP", 53), Port("TCP", 53))))
        };
        if (workload.Egress.Count > 0) egress.Add(DataMap.Of(("ports", DataList.Of(workload.Egress.Select(p => Port("TCP", p))))));
        var callers = dependents[workload.Name].Concat(workload.Stateful ? [workload.Name] : []).Order(StringComparer.Ordinal).ToArray();
        if (callers.Length > 0 && workload.Ports.Count > 0) ingress.Add(DataMap.Of(("from", DataList.Of(callers.Select(Pods))), ("ports", Ports(workload))));
        if (workload.ExposedPort is { } exposed) ingress.Add(DataMap.Of(("ports", DataList.Of(Port(exposed.Protocol, exposed.Target)))));
        if (workload.MetricsPort is { } metrics) ingress.Add(DataMap.Of(("from", DataList.Of(DataMap.Of(("namespaceSelector", DataMap.Empty)))), ("ports", DataList.Of(Port("TCP", metrics)))));
        if (workload.Stateful && workload.Ports.Count > 0) egress.Add(To(workload));
        egress.AddRange(workload.DependsOn.Where(byName.ContainsKey).Select(d => byName[d]).Where(d => d.Ports.Count > 0).Select(To));
        return DataMap.Of(
            ("podSelector", KubernetesResources.Selector(workload.Name)),
            ("policyTypes", DataList.Of("Ingress", "Egress")),
            ("ingress", KubernetesPod.OrNothing(ingress)),
            ("egress", new DataList(egress)));
    }

    static DataMap To(ClusterWorkload workload) => DataMap.Of(("to", DataList.Of(Pods(workload.Name))), ("ports", Ports(workload)));

    static DataMap Pods(string workload) => DataMap.Of(("podSelector", KubernetesResources.Selector(workload)));

    static DataList Ports(ClusterWorkload workload) => DataList.Of(workload.Ports.DistinctBy(p => (p.Target, p.Protocol)).Select(p => Port(p.Protocol, p.Target)));

    static DataMap Port(string protocol, int port) => DataMap.Of(("protocol", protocol), ("port", port));
}
