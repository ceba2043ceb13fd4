namespace InfraAgent.Generator;

/// <summary>Applies the caller's patches to the objects of a project, in their order. A text that they bring in is a text: no variable of Compose's.</summary>
static class ComposePatches
{
    static readonly SortedDictionary<string, string> Sections = new(StringComparer.Ordinal) { ["Network"] = "networks", ["Secret"] = "secrets", ["Service"] = "services", ["Volume"] = "volumes" };

    /// <param name="findings">Null for the base: what cannot be patched there is told where it runs.</param>
    public static ComposeProject Apply(ComposeProject project, IReadOnlyList<ResourcePatch> patches, FindingList? findings)
    {
        var body = project.Body;
        foreach (var patch in patches) body = Apply(body, patch, findings);
        return project with { Body = body };
    }

    static DataMap Apply(DataMap body, ResourcePatch patch, FindingList? findings)
    {
        if (!Sections.TryGetValue(patch.Kind, out var section))
        {
            findings?.Add(SpecRules.NotAllowed, patch.Place + "/target/kind", $"A Compose project has no objects of the kind {CarriableText.Show(patch.Kind)}.",
                Nearest.Advise(patch.Kind, Sections.Keys, $"Use one of: {string.Join(", ", Sections.Keys)}."));
            return body;
        }

        var objects = body[section] as DataMap ?? DataMap.Empty;
        var names = objects.Items.Select(i => i.Key).Where(n => patch.Name is null || n == patch.Name).ToArray();
        if (names.Length == 0)
        {
            var known = objects.Items.Select(i => i.Key).ToArray();
            findings?.Add(SpecRules.NotAllowed, patch.Place + "/target", $"The patch's target, {(patch.Name is null ? $"any {patch.Kind}" : $"{patch.Kind} '{patch.Name}'")}, is not in the bundle.",
                known.Length == 0 ? "Leave the patch out." : Nearest.Advise(patch.Name ?? "", known, $"Of this kind there are: {string.Join(", ", known.Take(10))}."));
        }

        foreach (var name in names)
        {
            if (Patched(objects[name]!, name, patch, findings) is { } changed) objects = objects.With(name, changed);
        }

        return names.Length == 0 ? body : body.With(section, objects);
    }

    static DataMap? Patched(DataValue value, string name, ResourcePatch patch, FindingList? findings)
    {
        var steps = patch.Operations.Select((o, i) => new JsonPatchStep(o.Op, o.Path, Given(o, Pointer.Member(Pointer.Item(patch.Place + "/ops", i), "value"), findings), o.From)).ToArray();
        var outcome = JsonPatch.Apply(value, steps);
        if (outcome.Value is DataMap changed) return changed;
        findings?.Add(SpecRules.NotAllowed, outcome.Problem is null ? patch.Place + "/ops" : Pointer.Item(patch.Place + "/ops", outcome.Step),
            $"The patch cannot be applied to {patch.Kind} '{name}': {outcome.Problem ?? "it would no longer be an object."}", "Look the object up in the bundle without the patch; paths begin at the object itself, such as /mem_limit.");
        return null;
    }

    static DataValue? Given(PatchOperation operation, string place, FindingList? findings)
    {
        if (operation.Value is not { } json) return null;
        if (DataReader.Read(json, out var problem) is { } value) return ComposeText.Literal(value);
        findings?.Add(SpecRules.Text, place, $"The value contains {problem}.", "Leave it out, or write it another way.");
        return DataValue.Null;
    }
}
