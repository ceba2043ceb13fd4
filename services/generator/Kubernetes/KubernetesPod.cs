namespace InfraAgent.Generator;

/// <summary>What runs in a pod, hardened: the namespace can enforce the "restricted" level of pod security unless a workload asks for root.</summary>
static class KubernetesPod
{
    public static DataMap Spec(ClusterWorkload workload) => DataMap.Of(
        ("serviceAccountName", workload.Name),
        ("automountServiceAccountToken", false),
        // Variables for every service of the namespace would depend on the order in which things were made.
        ("enableServiceLinks", false),
        ("terminationGracePeriodSeconds", 30),
        ("securityContext", DataMap.Of(
            ("runAsNonRoot", workload.RunAsUser != 0),
            ("runAsUser", workload.RunAsUser),
            ("runAsGroup", workload.RunAsUser),
            ("fsGroup", workload.RunAsUser),
            ("fsGroupChangePolicy", "OnRootMismatch"),
            ("seccompProfile", DataMap.Of(("type", "RuntimeDefault"))))),
        ("topologySpreadConstraints", DataList.Of(Spread("topology.kubernetes.io/zone", workload), Spread("kubernetes.io/hostname", workload))),
        ("containers", DataList.Of(Container(workload))),
        ("volumes", Volumes(workload)));

    static DataMap Spread(string key, ClusterWorkload workload) => DataMap.Of(
        ("maxSkew", 1), ("topologyKey", key), ("whenUnsatisfiable", "ScheduleAnyway"), ("labelSelector", KubernetesResources.Selector(workload.Name)));

    static DataMap Container(ClusterWorkload workload) => DataMap.Of(
        ("name", workload.Name),
        ("image", workload.Image),
        ("command", Texts(workload.Command)),
        ("args", Texts(workload.Arguments)),
        ("ports", OrNothing(workload.Ports.DistinctBy(p => (p.Target, p.Protocol)).Select(p => DataMap.Of(
            ("name", p.Name), ("containerPort", p.Target), ("protocol", p.Protocol))))),
        // From the map and not one by one: the kubelet would expand $(NAME) in a value that stands here.
        ("envFrom", workload.Variables.Count > 0 ? DataList.Of(DataMap.Of(("configMapRef", DataMap.Of(("name", workload.Name))))) : null),
        ("env", OrNothing(workload.Secrets.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => DataMap.Of(
            ("name", s.Key), ("valueFrom", DataMap.Of(("secretKeyRef", DataMap.Of(("name", workload.Name), ("key", s.Key))))))))),
        ("resources", Resources(workload.Resources)),
        ("startupProbe", workload.Health is { OnlyReadiness: false } starting ? Probe(starting, starting.StartPeriod, starting.StartFailures) : null),
        ("readinessProbe", workload.Health is { } ready ? Probe(ready, ready.Interval, ready.Failures) : null),
        // Twice as patient: out of the service first, and a restart only if that did not help.
        ("livenessProbe", workload.Health is { OnlyReadiness: false } alive ? Probe(alive, alive.Interval, alive.Failures * 2) : null),
        ("securityContext", DataMap.Of(
            ("allowPrivilegeEscalation", false),
            ("readOnlyRootFilesystem", workload.ReadOnlyRootFilesystem),
            ("capabilities", DataMap.Of(("drop", DataList.Of("ALL")))))),
        ("volumeMounts", OrNothing(Mounts(workload))));

    static DataMap Probe(ClusterHealth health, int period, int failures)
    {
        var check = health switch
        {
            { Command.Count: > 0 } => ("exec", DataMap.Of(("command", Texts(health.Command)))),
            { Path: { } path } => ("httpGet", DataMap.Of(("path", path), ("port", health.Port is { } port ? (DataValue)port : null))),
            _ => ("tcpSocket", DataMap.Of(("port", health.Port is { } port ? (DataValue)port : null)))
        };
        return DataMap.Of((check.Item1, check.Item2), ("periodSeconds", period), ("timeoutSeconds", health.Timeout), ("failureThreshold", failures));
    }

    /// <summary>Null when nothing is said.</summary>
    public static DataMap? Resources(WorkloadResources resources)
    {
        var requests = Amounts(resources.CpuMillis, resources.MemoryMiB);
        var limits = Amounts(resources.CpuLimitMillis, resources.MemoryLimitMiB);
        return requests is null && limits is null ? null : DataMap.Of(("requests", requests), ("limits", limits));
    }

    static DataMap? Amounts(int? cpu, int? memory) => cpu is null && memory is null ? null : DataMap.Of(
        ("cpu", cpu is { } millis ? (DataValue)Quantity.Cpu(millis) : null), ("memory", memory is { } mebibytes ? (DataValue)Quantity.MiB(mebibytes) : null));

    static IEnumerable<DataMap> Mounts(ClusterWorkload workload)
    {
        foreach (var volume in workload.Volumes)
            yield return DataMap.Of(("name", volume.Name), ("mountPath", volume.Mount), ("readOnly", volume.ReadOnly ? (DataValue)true : null));
        if (workload.NeedsTmp) yield return DataMap.Of(("name", "tmp"), ("mountPath", "/tmp"));
    }

    static DataList? Volumes(ClusterWorkload workload)
    {
        // A limit, since what a container writes here is taken from its node.
        static DataMap Scratch(string name) => DataMap.Of(("name", name), ("emptyDir", DataMap.Of(("sizeLimit", "1Gi"))));
        var volumes = workload.Volumes.Where(v => v.SizeMiB is null).Select(v => Scratch(v.Name)).ToList();
        if (workload.NeedsTmp) volumes.Add(Scratch("tmp"));
        return OrNothing(volumes);
    }

    public static DataList? Texts(IReadOnlyList<string> texts) => texts.Count == 0 ? null : DataList.Of(texts.Select(t => (DataValue)t));

    public static DataList? OrNothing(IEnumerable<DataMap> items)
    {
        var list = DataList.Of(items);
        return list.Items.Count > 0 ? list : null;
    }
}
