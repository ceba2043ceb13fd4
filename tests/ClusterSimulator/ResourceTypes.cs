using System.Text.Json.Nodes;
using k8s.Models;

namespace InfraAgent.ClusterSimulator;

/// <summary>The kinds that are served: those of Kubernetes, those of operators that bundles count on, and those that a CustomResourceDefinition adds.</summary>
sealed class ResourceTypes
{
    static readonly string[] Status = ["status"];
    static readonly string[] Scaled = ["status", "scale"];

    readonly Lock gate = new();
    readonly List<ResourceType> all =
    [
        new("", "v1", "namespaces", "Namespace", IsNamespaced: false) { ShortNames = ["ns"], Subresources = ["status", "finalize"], Model = typeof(V1Namespace) },
        new("", "v1", "nodes", "Node", IsNamespaced: false) { ShortNames = ["no"], Subresources = Status, Model = typeof(V1Node) },
        new("", "v1", "pods", "Pod") { ShortNames = ["po"], Subresources = ["status", "log", "proxy"], Model = typeof(V1Pod), IsInAll = true },
        new("", "v1", "services", "Service") { ShortNames = ["svc"], Subresources = ["status", "proxy"], Model = typeof(V1Service), IsInAll = true },
        new("", "v1", "configmaps", "ConfigMap") { ShortNames = ["cm"], Model = typeof(V1ConfigMap) },
        new("", "v1", "secrets", "Secret") { Model = typeof(V1Secret) },
        new("", "v1", "serviceaccounts", "ServiceAccount") { ShortNames = ["sa"], Model = typeof(V1ServiceAccount) },
        new("", "v1", "persistentvolumeclaims", "PersistentVolumeClaim") { ShortNames = ["pvc"], Subresources = Status, Model = typeof(V1PersistentVolumeClaim) },
        new("", "v1", "persistentvolumes", "PersistentVolume", IsNamespaced: false) { ShortNames = ["pv"], Subresources = Status, Model = typeof(V1PersistentVolume) },
        new("", "v1", "events", "Event") { ShortNames = ["ev"], Model = typeof(Corev1Event) },
        new("", "v1", "resourcequotas", "ResourceQuota") { ShortNames = ["quota"], Subresources = Status, Model = typeof(V1ResourceQuota) },
        new("", "v1", "limitranges", "LimitRange") { ShortNames = ["limits"], Model = typeof(V1LimitRange) },
        new("apps", "v1", "deployments", "Deployment") { ShortNames = ["deploy"], Subresources = Scaled, Model = typeof(V1Deployment), IsInAll = true },
        new("apps", "v1", "replicasets", "ReplicaSet") { ShortNames = ["rs"], Subresources = Scaled, Model = typeof(V1ReplicaSet), IsInAll = true },
        new("apps", "v1", "statefulsets", "StatefulSet") { ShortNames = ["sts"], Subresources = Scaled, Model = typeof(V1StatefulSet), IsInAll = true },
        new("apps", "v1", "daemonsets", "DaemonSet") { ShortNames = ["ds"], Subresources = Status, Model = typeof(V1DaemonSet), IsInAll = true },
        new("apps", "v1", "controllerrevisions", "ControllerRevision"),
        new("batch", "v1", "jobs", "Job") { Subresources = Status, Model = typeof(V1Job), IsInAll = true },
        new("batch", "v1", "cronjobs", "CronJob") { ShortNames = ["cj"], Subresources = Status, Model = typeof(V1CronJob), IsInAll = true },
        new("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler") { ShortNames = ["hpa"], Subresources = Status, Model = typeof(V2HorizontalPodAutoscaler), IsInAll = true },
        new("networking.k8s.io", "v1", "ingresses", "Ingress") { ShortNames = ["ing"], Subresources = Status, Model = typeof(V1Ingress) },
        new("networking.k8s.io", "v1", "ingressclasses", "IngressClass", IsNamespaced: false) { Model = typeof(V1IngressClass) },
        new("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy") { ShortNames = ["netpol"], Model = typeof(V1NetworkPolicy) },
        new("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget") { ShortNames = ["pdb"], Subresources = Status, Model = typeof(V1PodDisruptionBudget) },
        new("rbac.authorization.k8s.io", "v1", "roles", "Role") { Model = typeof(V1Role) },
        new("rbac.authorization.k8s.io", "v1", "rolebindings", "RoleBinding") { Model = typeof(V1RoleBinding) },
        new("rbac.authorization.k8s.io", "v1", "clusterroles", "ClusterRole", IsNamespaced: false) { Model = typeof(V1ClusterRole) },
        new("rbac.authorization.k8s.io", "v1", "clusterrolebindings", "ClusterRoleBinding", IsNamespaced: false) { Model = typeof(V1ClusterRoleBinding) },
        new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice") { Model = typeof(V1EndpointSlice) },
        new("coordination.k8s.io", "v1", "leases", "Lease") { Model = typeof(V1Lease) },
        new("storage.k8s.io", "v1", "storageclasses", "StorageClass", IsNamespaced: false) { ShortNames = ["sc"], Model = typeof(V1StorageClass) },
        new("scheduling.k8s.io", "v1", "priorityclasses", "PriorityClass", IsNamespaced: false) { ShortNames = ["pc"], Model = typeof(V1PriorityClass) },
        new("apiextensions.k8s.io", "v1", "customresourcedefinitions", "CustomResourceDefinition", IsNamespaced: false) { ShortNames = ["crd", "crds"], Subresources = Status, Model = typeof(V1CustomResourceDefinition) },
        new("gateway.networking.k8s.io", "v1", "gateways", "Gateway") { ShortNames = ["gtw"], Subresources = Status },
        new("gateway.networking.k8s.io", "v1", "httproutes", "HTTPRoute") { Subresources = Status },
        new("external-secrets.io", "v1", "externalsecrets", "ExternalSecret") { ShortNames = ["es"], Subresources = Status },
        new("external-secrets.io", "v1", "clustersecretstores", "ClusterSecretStore", IsNamespaced: false) { Subresources = Status }
    ];

    public IReadOnlyList<ResourceType> All
    {
        get
        {
            lock (gate) return [.. all];
        }
    }

    public ResourceType? Find(string group, string version, string plural) => All.FirstOrDefault(t => t.Group == group && t.Version == version && t.Plural == plural);

    /// <summary>One of Kubernetes' own.</summary>
    public ResourceType this[string kind] => All.First(t => t.Kind == kind);

    public ResourceType? OfObject(string apiVersion, string kind) => All.FirstOrDefault(t => t.Kind == kind && t.ApiVersion == apiVersion);

    public void Add(JsonObject definition)
    {
        var spec = definition.Object("spec")!;
        var names = spec.Object("names")!;
        foreach (var version in spec.Objects("versions"))
        {
            var added = new ResourceType(spec.Text("group"), version.Text("name"), names.Text("plural"), names.Text("kind"), spec.Text("scope") == "Namespaced")
            {
                ShortNames = [.. names.Items("shortNames").Select(n => n!.GetValue<string>())],
                Subresources = [.. (version.Object("subresources") ?? []).Select(s => s.Key)]
            };
            lock (gate)
            {
                all.RemoveAll(t => t.Group == added.Group && t.Version == added.Version && t.Plural == added.Plural);
                all.Add(added);
            }
        }
    }

    public void Remove(JsonObject definition)
    {
        var (group, plural) = (definition.Object("spec").Text("group"), definition.Object("spec").Object("names").Text("plural"));
        lock (gate) all.RemoveAll(t => t.Model is null && t.Group == group && t.Plural == plural);
    }
}
