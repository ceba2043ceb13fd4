using System.Text;
using System.Text.Json.Nodes;

namespace InfraAgent.ClusterSimulator.Objects;

/// <summary>What a server fills in: the part that clients, diffs and drift can notice.</summary>
static class Defaults
{
    public static void Apply(ResourceType type, JsonObject value, JsonObject? old, Func<string> address)
    {
        if (type.Model is null) return;
        if (type.Kind == "Secret") Secret(value);
        if (type.Kind == "Namespace")
        {
            value.Child("spec").Default("finalizers", new JsonArray("kubernetes"));
            value.Meta().Child("labels").Default("kubernetes.io/metadata.name", value.Name());
        }

        if (value.Object("spec") is not { } spec) return;
        Quantities.MakeCanonical(spec);
        switch (type.Kind)
        {
            case "Deployment": Deployment(spec); break;
            case "ReplicaSet": spec.Default("replicas", 1); break;
            case "StatefulSet": StatefulSet(spec); break;
            case "DaemonSet": spec.Default("revisionHistoryLimit", 10); spec.Child("updateStrategy").Default("type", "RollingUpdate"); break;
            case "Job": Job(spec, value.Name()); break;
            case "CronJob": Set(spec, ("concurrencyPolicy", "Allow"), ("suspend", false), ("successfulJobsHistoryLimit", 3), ("failedJobsHistoryLimit", 1)); break;
            case "Service": Service(spec, old, value.Name(), address); break;
            case "NetworkPolicy": NetworkPolicy(spec); break;
            case "HorizontalPodAutoscaler": spec.Default("minReplicas", 1); break;
            case "PersistentVolumeClaim": spec.Default("volumeMode", "Filesystem"); break;
            default: break;
        }

        if (PodOf(type, value) is { } pod) Pod(pod);
    }

    /// <summary>The specification of pods within an object; null: it has none.</summary>
    public static JsonObject? PodOf(ResourceType type, JsonObject value) => type.Kind switch
    {
        "Pod" => value.Object("spec"),
        "CronJob" => value.Object("spec").Object("jobTemplate").Object("spec").Object("template").Object("spec"),
        _ => value.Object("spec").Object("template").Object("spec")
    };

    static void Set(JsonObject target, params (string Key, JsonNode Value)[] defaults)
    {
        foreach (var (key, value) in defaults) target.Default(key, value);
    }

    static void Secret(JsonObject value)
    {
        value.Default("type", "Opaque");
        foreach (var (key, text) in value.Object("stringData") ?? []) value.Child("data")[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(text?.GetValue<string>() ?? ""));
        value.Remove("stringData");
    }

    static void Deployment(JsonObject spec)
    {
        Set(spec, ("replicas", 1), ("revisionHistoryLimit", 10), ("progressDeadlineSeconds", 600));
        var strategy = spec.Child("strategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate") Set(strategy.Child("rollingUpdate"), ("maxUnavailable", "25%"), ("maxSurge", "25%"));
        else strategy.Remove("rollingUpdate");
    }

    static void StatefulSet(JsonObject spec)
    {
        Set(spec, ("replicas", 1), ("revisionHistoryLimit", 10), ("podManagementPolicy", "OrderedReady"),
            ("persistentVolumeClaimRetentionPolicy", new JsonObject { ["whenDeleted"] = "Retain", ["whenScaled"] = "Retain" }));
        var strategy = spec.Child("updateStrategy");
        strategy.Default("type", "RollingUpdate");
        if (strategy.Text("type") == "RollingUpdate") strategy.Child("rollingUpdate").Default("partition", 0);
        foreach (var claim in spec.Objects("volumeClaimTemplates"))
        {
            Set(claim, ("apiVersion", "v1"), ("kind", "PersistentVolumeClaim"));
            claim.Child("spec").Default("volumeMode", "Filesystem");
            claim.Child("status").Default("phase", "Pending");
        }
    }

    static void Job(JsonObject spec, string name)
    {
        Set(spec, ("backoffLimit", 6), ("completions", 1), ("parallelism", 1), ("completionMode", "NonIndexed"), ("suspend", false),
            ("selector", new JsonObject { ["matchLabels"] = new JsonObject { ["batch.kubernetes.io/job-name"] = name } }));
        Set(spec.Child("template").Meta().Child("labels"), ("batch.kubernetes.io/job-name", name), ("job-name", name));
    }

    static void Service(JsonObject spec, JsonObject? old, string name, Func<string> address)
    {
        Set(spec, ("type", "ClusterIP"), ("sessionAffinity", "None"), ("internalTrafficPolicy", "Cluster"), ("ipFamilyPolicy", "SingleStack"), ("ipFamilies", new JsonArray("IPv4")));
        var isOpen = spec.Text("type") is "NodePort" or "LoadBalancer";
        if (isOpen) spec.Default("externalTrafficPolicy", "Cluster");
        if (spec.Text("type") == "LoadBalancer") spec.Default("allocateLoadBalancerNodePorts", true);
        if (spec.Text("type") != "ExternalName")
        {
            spec.Default("clusterIP", old.Object("spec")?["clusterIP"]?.DeepClone() ?? address());
            spec.Default("clusterIPs", new JsonArray(spec.Text("clusterIP")));
        }

        foreach (var port in spec.Objects("ports"))
        {
            Set(port, ("protocol", "TCP"), ("targetPort", port["port"]!.DeepClone()));
            if (isOpen) port.Default("nodePort", 30000 + (port.Number("port") + name.Sum(c => c)) % 2767);
        }
    }

    static void NetworkPolicy(JsonObject spec)
    {
        spec.Default("policyTypes", spec["egress"] is null ? new JsonArray("Ingress") : new JsonArray("Ingress", "Egress"));
        foreach (var port in spec.Objects("ingress").Concat(spec.Objects("egress")).SelectMany(r => r.Objects("ports"))) port.Default("protocol", "TCP");
    }

    static void Pod(JsonObject spec)
    {
        Set(spec, ("restartPolicy", "Always"), ("terminationGracePeriodSeconds", 30), ("dnsPolicy", "ClusterFirst"), ("securityContext", new JsonObject()), ("schedulerName", "default-scheduler"));
        foreach (var container in spec.Objects("containers").Concat(spec.Objects("initContainers"))) Container(container);
        foreach (var volume in spec.Objects("volumes"))
        {
            volume.Object("configMap")?.Default("defaultMode", 420);
            volume.Object("secret")?.Default("defaultMode", 420);
        }
    }

    static void Container(JsonObject container)
    {
        Set(container, ("terminationMessagePath", "/dev/termination-log"), ("terminationMessagePolicy", "File"), ("resources", new JsonObject()), ("imagePullPolicy", IsLatest(container.Text("image")) ? "Always" : "IfNotPresent"));
        foreach (var port in container.Objects("ports")) port.Default("protocol", "TCP");
        foreach (var kind in new[] { "livenessProbe", "readinessProbe", "startupProbe" })
        {
            if (container.Object(kind) is not { } probe) continue;
            Set(probe, ("timeoutSeconds", 1), ("periodSeconds", 10), ("successThreshold", 1), ("failureThreshold", 3));
            if (probe.Object("httpGet") is { } request) Set(request, ("scheme", "HTTP"), ("path", "/"));
        }

        foreach (var variable in container.Objects("env")) variable.Object("valueFrom").Object("fieldRef")?.Default("apiVersion", "v1");
        foreach (var (name, limit) in container.Object("resources").Object("limits") ?? []) container.Child("resources").Child("requests").Default(name, limit!.DeepClone());
    }

    static bool IsLatest(string image) => image.EndsWith(":latest", StringComparison.Ordinal) || (image.LastIndexOf(':') <= image.LastIndexOf('/') && !image.Contains('@', StringComparison.Ordinal));
}
