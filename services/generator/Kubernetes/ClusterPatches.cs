namespace InfraAgent.Generator;

/// <summary>A caller's change of generated resources: of those of a kind and, where it is given, of a name. <c>Place</c>: where it stands in the request.</summary>
sealed record ClusterPatch(string Kind, string? Name, IReadOnlyList<JsonPatchStep> Steps, string Place)
{
    public static ClusterPatch Of(ResourcePatch patch, FindingList findings) => new(patch.Kind, patch.Name,
        [.. patch.Operations.Select((o, i) => new JsonPatchStep(o.Op, o.Path, Value(o, Pointer.Member(Pointer.Item(patch.Place + "/ops", i), "value"), findings), o.From))], patch.Place);

    /// <summary>As the specification has it.</summary>
    public DataMap ToData() => DataMap.Of(
        ("target", DataMap.Of(("kind", Kind), ("name", Name is null ? null : (DataValue)Name))),
        ("ops", DataList.Of(Steps.Select(s => s.ToData()))));

    static DataValue? Value(PatchOperation operation, string place, FindingList findings)
    {
        if (operation.Value is not { } json) return null;
        var value = DataReader.Read(json, out var problem);
        problem ??= Texts(value!).Select(ClusterText.Explain).FirstOrDefault(p => p is not null);
        if (problem is null) return value;
        findings.Add(SpecRules.Text, place, $"The value contains {problem}.", "Leave it out, or write it another way.");
        return DataValue.Null;
    }

    static IEnumerable<string> Texts(DataValue value) => value switch
    {
        DataText text => [text.Value],
        DataList list => list.Items.SelectMany(Texts),
        DataMap map => map.Items.SelectMany(i => Texts(i.Value).Prepend(i.Key)),
        _ => []
    };
}

/// <summary>Applies the caller's patches, in their order.</summary>
static class ClusterPatches
{
    // What a resource is called by. Another one under the old name would be nobody's.
    static readonly string[] Identity = ["/apiVersion", "/kind", "/metadata/name", "/metadata/namespace"];

    /// <param name="findings">Null for the base: what cannot be patched there is told where it runs, and the overlay has the difference.</param>
    public static IReadOnlyList<KubernetesResource> Apply(IReadOnlyList<KubernetesResource> resources, IReadOnlyList<ClusterPatch> patches, FindingList? findings)
    {
        if (patches.Count == 0) return resources;
        var patched = resources.ToArray();
        var byKind = resources.Index().ToLookup(r => r.Item.Kind, r => r.Index, StringComparer.Ordinal);
        foreach (var patch in patches)
        {
            var targets = byKind[patch.Kind].Where(i => patch.Name is null || patched[i].Name == patch.Name).ToArray();
            if (targets.Length == 0) findings?.Add(SpecRules.NotAllowed, patch.Place + "/target", $"The patch's target, {Target(patch)}, is not in the bundle.", Known(patch, resources, byKind));
            foreach (var i in targets)
            {
                if (Patched(patched[i], patch, findings) is { } resource) patched[i] = resource;
            }
        }

        return patched;
    }

    static KubernetesResource? Patched(KubernetesResource resource, ClusterPatch patch, FindingList? findings)
    {
        var outcome = JsonPatch.Apply(resource.Body, patch.Steps);
        if (outcome.Problem is { } problem)
        {
            findings?.Add(SpecRules.NotAllowed, Pointer.Item(patch.Place + "/ops", outcome.Step), $"The patch cannot be applied to {resource.Kind} '{resource.Name}': {problem}",
                "Look the resource up in the bundle without the patch; paths are those of its file.");
            return null;
        }

        if (outcome.Value is DataMap body && Identity.All(i => Equals(JsonPatch.Find(resource.Body, i), JsonPatch.Find(body, i)))) return resource with { Body = body };
        findings?.Add(SpecRules.NotAllowed, patch.Place + "/ops", $"The patch changes what {resource.Kind} '{resource.Name}' is called by (apiVersion, kind, name, namespace).", "Rename the service, or add a resource of your own beside the bundle.");
        return null;
    }

    static string Target(ClusterPatch patch) => patch.Name is null ? $"any {patch.Kind}" : $"{patch.Kind} '{patch.Name}'";

    static string Known(ClusterPatch patch, IReadOnlyList<KubernetesResource> resources, ILookup<string, int> byKind)
    {
        var names = byKind[patch.Kind].Select(i => resources[i].Name).ToArray();
        return names.Length > 0
            ? Nearest.Advise(patch.Name ?? "", names, $"Of this kind there are: {string.Join(", ", names.Take(10))}.")
            : Nearest.Advise(patch.Kind, [.. byKind.Select(k => k.Key)], $"Use one of: {string.Join(", ", byKind.Select(k => k.Key).Order(StringComparer.Ordinal))}.");
    }
}
