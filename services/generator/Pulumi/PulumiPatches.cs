namespace InfraAgent.Generator;

/// <summary>Applies the caller's patches to the properties of a cloud's resources, in their order. Kinds are the classes of Pulumi's types, alone or with
/// their module: <c>Instance</c>, <c>rds.Instance</c>.</summary>
static class PulumiPatches
{
    public static IReadOnlyList<PulumiResource> Apply(IReadOnlyList<PulumiResource> resources, IReadOnlyList<ResourcePatch> patches, FindingList findings)
    {
        var patched = resources.ToArray();
        foreach (var patch in patches.Select(p => ClusterPatch.Of(p, findings)))
        {
            var targets = Enumerable.Range(0, patched.Length).Where(i => Kinds(patched[i]).Contains(patch.Kind) && (patch.Name is null || patched[i].Name == patch.Name)).ToArray();
            if (targets.Length == 0) NoTarget(patch, patched, findings);
            foreach (var i in targets)
            {
                var outcome = JsonPatch.Apply(patched[i].Properties, patch.Steps);
                if (outcome.Value is DataMap properties) patched[i] = patched[i] with { Properties = properties };
                else
                {
                    findings.Add(SpecRules.NotAllowed, Pointer.Item(patch.Place + "/ops", outcome.Step), $"The patch cannot be applied to {patch.Kind} '{patched[i].Name}': {outcome.Problem ?? "The properties must stay an object."}",
                        "Look the resource up in the program without the patch: paths are those of its 'properties'. What the program refers to, or writes as JSON, is one value.");
                }
            }
        }

        return patched;
    }

    static string[] Kinds(PulumiResource resource) => [resource.Type.Class, resource.Type.Short[(resource.Type.Package.Length + 1)..].Replace(':', '.')];

    static void NoTarget(ClusterPatch patch, PulumiResource[] resources, FindingList findings)
    {
        var names = resources.Where(r => Kinds(r).Contains(patch.Kind)).Select(r => r.Name).ToArray();
        string[] kinds = [.. resources.Select(r => r.Type.Class).Distinct().Order(StringComparer.Ordinal)];
        findings.Add(SpecRules.NotAllowed, patch.Place + "/target", $"The patch's target, {(patch.Name is null ? $"any {patch.Kind}" : $"{patch.Kind} '{patch.Name}'")}, is not in the program.",
            names.Length > 0 ? Nearest.Advise(patch.Name ?? "", names, $"Of this kind there are: {string.Join(", ", names.Take(10))}.") : Nearest.Advise(patch.Kind, kinds, $"Use one of: {string.Join(", ", kinds)}."));
    }
}
