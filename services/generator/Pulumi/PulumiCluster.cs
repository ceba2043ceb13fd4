namespace InfraAgent.Generator;

/// <summary>A program for a cluster: the manifests that the runtime kubernetes writes, each of them a resource.</summary>
static class PulumiCluster
{
    const string NamespaceName = "namespace";
    static readonly string[] BuiltIn = ["", "apps", "autoscaling", "networking.k8s.io", "policy"];
    static readonly string[] Before = ["ConfigMap", "ExternalSecret", "ServiceAccount"];
    static readonly PulumiReference Namespaced = new(NamespaceName, "metadata.name");

    public static PulumiProgram Program(ClusterModel model, BundleInput input, FindingList findings)
    {
        var manifests = ClusterPatches.Apply(new KubernetesResources(model.Workloads, model.Tags).All(), model.Patches, findings);
        var config = new List<PulumiConfig>();
        var resources = manifests.Select(m => Resource(m with { Body = Own(Parameters(m, model, input, config), model.Facts) }, manifests)).ToArray();
        return new PulumiProgram
        {
            Project = input.Command.DeploymentId,
            Description = $"{input.Command.DeploymentId} in {input.Command.Environment}",
            Provider = new PulumiResource { Name = "kubernetes-provider", Type = new PulumiToken("pulumi", "providers", "kubernetes"), Properties = DataMap.Empty },
            Config = [.. config.DistinctBy(c => c.Name).OrderBy(c => c.Name, StringComparer.Ordinal)],
            // Destroying the stack leaves it: with it would go the volumes, and what others have put there.
            Resources = [Resource(new KubernetesResource("", "", model.Facts.Namespace()), []) with { Name = NamespaceName, RetainOnDelete = true }, .. resources],
            Packages = new ProviderPins(input.Command, findings).Packages(new Dictionary<string, string> { ["@pulumi/kubernetes"] = PulumiVersions.Kubernetes })
        };
    }

    /// <summary>Where the class is in the package for TypeScript: <c>networking.v1</c>.</summary>
    public static string Namespace(PulumiToken type) => string.Join('.', type.Module.Split('/').Select((part, i) => i == 0 ? part.Split('.')[0] : part));

    static PulumiResource Resource(KubernetesResource manifest, IReadOnlyList<KubernetesResource> all)
    {
        var builtIn = BuiltIn.Contains(manifest.Group);
        var type = builtIn ? new PulumiToken("kubernetes", manifest.Group.Length == 0 ? "core/" + manifest.Version : manifest.ApiVersion, manifest.Kind) : new PulumiToken("kubernetes", "apiextensions.k8s.io", "CustomResource");
        var waits = manifest.Kind is "Deployment" or "StatefulSet";
        return new PulumiResource
        {
            Name = manifest.Id,
            Type = type,
            Section = manifest.Workload,
            // Both are in the type of what Kubernetes itself has.
            Properties = builtIn ? manifest.Body.Without("apiVersion").Without("kind") : manifest.Body,
            DependsOn = waits ? [.. all.Where(r => r.Workload == manifest.Workload && Before.Contains(r.Kind)).Select(r => r.Id)] : []
        };
    }

    // What kustomize's overlay adds: namespace, the deployment's labels, and its annotations.
    static DataMap Own(DataMap body, ClusterFacts facts)
    {
        var metadata = With((DataMap)body["metadata"]!, "labels", facts.OwnLabels.Concat(facts.Labels));
        metadata = new DataMap(metadata.Items.SelectMany(i => i.Key == "name" ? [i, KeyValuePair.Create("namespace", (DataValue)Namespaced)] : (KeyValuePair<string, DataValue>[])[i]));
        if (facts.Annotations.Count > 0) metadata = With(metadata, "annotations", facts.Annotations);
        body = body.With("metadata", metadata);
        return body["spec"] is DataMap spec && spec["template"] is DataMap template && template["metadata"] is DataMap pod
            ? body.With("spec", spec.With("template", template.With("metadata", With(pod, "labels", facts.OwnLabels))))
            : body;
    }

    static DataMap With(DataMap map, string member, IEnumerable<KeyValuePair<string, string>> texts) =>
        map.With(member, texts.Aggregate(map[member] as DataMap ?? DataMap.Empty, (all, t) => all.With(t.Key, t.Value)));

    // Image and replicas stay settings of the stack where a parameter gave them.
    static DataMap Parameters(KubernetesResource manifest, ClusterModel model, BundleInput input, List<PulumiConfig> config)
    {
        if (manifest.Kind is not ("Deployment" or "StatefulSet")) return manifest.Body;
        var workload = model.Workloads.Single(w => w.Name == manifest.Workload);
        return new[] { ("image", "/spec/template/spec/containers/0/image", InputType.Text, (DataValue?)workload.Image), ("replicas", "/spec/replicas", InputType.Integer, workload.Replicas is { } count ? count : null) }.Aggregate(manifest.Body, (body, field) =>
        {
            var (name, path, type, value) = field;
            if (!input.Bound.Contains($"{manifest.Workload}.{name}") || value is null || !value.Equals(JsonPatch.Find(body, path))) return body;
            var parameter = new PulumiConfigValue(PulumiNames.Camel($"{manifest.Workload}-{name}", '-'), value);
            config.Add(new PulumiConfig(parameter.Name, type, value, null));
            return (DataMap)JsonPatch.Apply(body, [new JsonPatchStep("replace", path, parameter)]).Value!;
        });
    }
}
