namespace InfraAgent.Generator;

/// <summary>What an environment adds to the base: namespace, names, labels, and the difference between the base's resources and those that run.</summary>
sealed class KubernetesOverlay(ClusterFacts facts)
{
    readonly SortedDictionary<string, DataValue> files = new(StringComparer.Ordinal);
    readonly List<DataValue> resources = ["../../base"];
    readonly List<DataValue> patches = [];
    readonly List<DataValue> replicas = [];

    /// <summary>Files of the overlay by their names.</summary>
    public IReadOnlyDictionary<string, DataValue> Write(
        IReadOnlyList<ClusterWorkload> fromWorkloads, IReadOnlyList<KubernetesResource> from, IReadOnlyList<ClusterWorkload> toWorkloads, IReadOnlyList<KubernetesResource> to)
    {
        var after = toWorkloads.ToDictionary(w => w.Name, StringComparer.Ordinal);
        var (images, replaced) = ImageTransforms.Between(fromWorkloads, after);
        var before = from.ToDictionary(r => r.Id, StringComparer.Ordinal);
        foreach (var resource in to)
        {
            if (!before.Remove(resource.Id, out var old)) Add(resource);
            else if (!ReferenceEquals(old, resource)) Change(old, resource, replaced);
        }

        foreach (var resource in before.Values) Delete(resource);
        if (facts.Annotations.Count > 0) files["annotations.yaml"] = AnnotationsTransformer();
        files["namespace.yaml"] = facts.Namespace();
        files["kustomization.yaml"] = DataMap.Of(
            ("apiVersion", "kustomize.config.k8s.io/v1beta1"),
            ("kind", "Kustomization"),
            ("namespace", facts.Name),
            ("resources", new DataList(resources)),
            ("labels", DataList.Of(
                DataMap.Of(("pairs", DataMap.OfTexts(facts.OwnLabels)), ("includeTemplates", true)),
                // Not on pods: these may change, and a change of them must not roll anything.
                DataMap.Of(("pairs", DataMap.OfTexts(facts.Labels))))),
            ("images", images.Count > 0 ? DataList.Of(images) : null),
            ("replicas", replicas.Count > 0 ? new DataList(replicas) : null),
            ("patches", patches.Count > 0 ? new DataList(patches) : null),
            ("transformers", facts.Annotations.Count > 0 ? DataList.Of("annotations.yaml") : null));
        return files;
    }

    void Add(KubernetesResource resource)
    {
        files[resource.Id + ".yaml"] = resource.Body;
        resources.Add(resource.Id + ".yaml");
    }

    void Change(KubernetesResource from, KubernetesResource to, IReadOnlySet<string> replaced)
    {
        var steps = JsonPatchDifference.Between(from.Body, to.Body).Where(s => !IsDoneElsewhere(s, from, to, replaced)).ToArray();
        if (steps.Length == 0) return;
        var file = $"{to.Id}-patch.yaml";
        files[file] = DataList.Of(steps.Select(s => s.ToData()));
        patches.Add(DataMap.Of(("path", file), ("target", DataMap.Of(
            ("group", to.Group.Length > 0 ? (DataValue)to.Group : null), ("version", to.Version), ("kind", to.Kind), ("name", to.Name)))));
    }

    bool IsDoneElsewhere(JsonPatchStep step, KubernetesResource from, KubernetesResource to, IReadOnlySet<string> replaced)
    {
        if (to.Kind is not ("Deployment" or "StatefulSet")) return false;
        switch (step)
        {
            case { Op: "replace", Path: "/spec/replicas", Value: DataNumber count }:
                replicas.Add(DataMap.Of(("name", to.Name), ("count", count)));
                return true;
            case { Op: "replace", Path: "/spec/template/spec/containers/0/image" }:
                var container = JsonPatch.Find(from.Body, "/spec/template/spec/containers/0/image");
                return container is DataText image && replaced.Contains(ImageTransforms.NameOf(image.Value));
            default:
                return false;
        }
    }

    void Delete(KubernetesResource resource)
    {
        var file = $"{resource.Id}-delete.yaml";
        files[file] = DataMap.Of(
            ("$patch", "delete"), ("apiVersion", resource.ApiVersion), ("kind", resource.Kind), ("metadata", DataMap.Of(("name", resource.Name))));
        patches.Add(DataMap.Of(("path", file)));
    }

    DataMap AnnotationsTransformer() => DataMap.Of(
        ("apiVersion", "builtin"),
        ("kind", "AnnotationsTransformer"),
        ("metadata", DataMap.Of(("name", "deployment"))),
        ("annotations", DataMap.OfTexts(facts.Annotations)),
        ("fieldSpecs", DataList.Of(DataMap.Of(("path", "metadata/annotations"), ("create", true)))));
}
