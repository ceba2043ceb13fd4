using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>Applies the caller's patches to the code of modules, in their order. An instance that a patch changes gets code of its own: that of the module, with the change.</summary>
sealed class TerraformPatches(IReadOnlyList<ModuleSpec> modules, FindingList findings)
{
    const string Remedy = "Look the resource up in the bundle without the patch: paths are those of its block, in which nested blocks are lists, such as /rule/0/id.";

    readonly List<PatchedResource> resources = [];
    readonly Dictionary<ModuleDefinition, IReadOnlyList<(string File, string Text, CodeBlock Block)>> read = [];

    /// <summary>The modules, with what patches change of their files.</summary>
    public IReadOnlyList<ModuleSpec> Apply(IReadOnlyList<ResourcePatch> patches)
    {
        if (patches.Count == 0) return modules;
        foreach (var module in modules) resources.AddRange(Resources(module.Definition).Select(r => new PatchedResource(module, r.File, r.Text, r.Block, CodeModel.Resource(r.Text, r.Block.Body))));
        foreach (var patch in patches) Apply(patch);
        return [.. modules.Select(m => resources.Any(r => r.Module == m && r.Changed) ? m with { Patched = Files(m) } : m)];
    }

    IReadOnlyList<(string File, string Text, CodeBlock Block)> Resources(ModuleDefinition module)
    {
        if (read.TryGetValue(module, out var known)) return known;
        var found = new List<(string, string, CodeBlock)>();
        foreach (var (file, content) in module.Files.Where(f => f.Key.EndsWith(".tf", StringComparison.Ordinal)).OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var text = Encoding.UTF8.GetString(content);
            try
            {
                found.AddRange(CodeReader.File(text).Items.OfType<CodeBlock>().Where(b => b is { Name: "resource", Labels.Count: 2 }).Select(b => (file, text, b)));
            }
            catch (HclException e)
            {
                findings.Add(SpecRules.BrokenCatalog, "/template_spec/patches", $"Module '{module.Name}' {module.Version.Text} cannot be patched: {file}, line {e.Line.ToString(CultureInfo.InvariantCulture)}: {e.Message}.",
                    "Have the catalog mended, or leave 'patches' out.");
            }
        }

        return read[module] = found;
    }

    void Apply(ResourcePatch patch)
    {
        var targets = resources.Where(r => r.Kind == patch.Kind && (patch.Name is null || patch.Name == r.Name || patch.Name == r.Module.Name)).ToArray();
        if (targets.Length == 0) NoTarget(patch);
        var before = findings.Count;
        JsonPatchStep[] steps = [.. patch.Operations.Select((o, i) => new JsonPatchStep(o.Op, o.Path, Value(o, Pointer.Member(Pointer.Item(patch.Place + "/ops", i), "value")), o.From))];
        if (findings.Count > before) return;
        foreach (var resource in targets) Apply(resource, patch, steps);
    }

    void Apply(PatchedResource resource, ResourcePatch patch, JsonPatchStep[] steps)
    {
        void Say(string pointer, string problem, string remedy) => findings.Add(SpecRules.NotAllowed, pointer, $"The patch cannot be applied to {resource.Kind} '{resource.Name}': {problem}", remedy);

        var model = resource.Model;
        foreach (var (i, step) in steps.Index())
        {
            var outcome = JsonPatch.Apply(model, [step]);
            if (outcome.Value is DataMap changed) model = changed;
            else
            {
                var (problem, remedy) = TerraformPatchProblem.Of(model, step, outcome.Problem!);
                Say(Pointer.Item(patch.Place + "/ops", i), problem, remedy ?? Remedy);
                return;
            }
        }

        if (CodeModel.Explain(resource.Model, model) is { } wrong)
        {
            Say(patch.Place + "/ops", wrong, "Leave it out. What the catalog's module should do otherwise belongs into a module of your own.");
            return;
        }

        try
        {
            // Written for every patch, so that what cannot be written is told with the patch that brought it in.
            resource.Edit(new CodeEdit(resource.Text), model);
            resource.Model = model;
        }
        catch (CodeEditException e)
        {
            Say(patch.Place + "/ops", e.Message, Remedy);
        }
    }

    DataValue? Value(PatchOperation operation, string place)
    {
        if (operation.Value is not { } json) return null;
        if (DataReader.Read(json, out var problem) is not { } value) findings.Add(SpecRules.Text, place, $"The value contains {problem}.", "Leave it out, or write it another way.");
        else if (HasReference(value)) findings.Add(SpecRules.NotAllowed, place, "The value contains a reference, {\"ref\": …}, and what a patch brings in is literal.", "Hand the reference to an input of the module.");
        else return value;
        return DataValue.Null;
    }

    static bool HasReference(DataValue value) => value switch
    {
        DataMap map => map is { Count: 1 } && map["ref"] is DataText || map.Items.Any(i => HasReference(i.Value)),
        DataList list => list.Items.Any(HasReference),
        _ => false
    };

    void NoTarget(ResourcePatch patch)
    {
        string[] names = [.. resources.Where(r => r.Kind == patch.Kind).Select(r => r.Name)];
        string[] kinds = [.. resources.Select(r => r.Kind).Distinct().Order(StringComparer.Ordinal)];
        findings.Add(SpecRules.NotAllowed, patch.Place + "/target",
            $"The patch's target, {(patch.Name is null ? $"any {patch.Kind}" : $"{patch.Kind} '{patch.Name}'")}, is not in the bundle.",
            names.Length > 0 ? Nearest.Advise(patch.Name ?? "", names, $"Of this kind there are: {string.Join(", ", names.Take(10))}.") : Nearest.Advise(patch.Kind, kinds, $"Use one of: {string.Join(", ", kinds)}."));
    }

    SortedDictionary<string, byte[]> Files(ModuleSpec module)
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in resources.Where(r => r.Module == module && r.Changed).GroupBy(r => r.File, StringComparer.Ordinal))
        {
            var edit = new CodeEdit(file.First().Text);
            foreach (var resource in file) resource.Edit(edit, resource.Model);
            files[file.Key] = Encoding.UTF8.GetBytes(edit.Text());
        }

        return files;
    }

    sealed class PatchedResource(ModuleSpec module, string file, string text, CodeBlock block, DataMap model)
    {
        readonly DataMap before = CodeModel.Written(model);

        public ModuleSpec Module => module;
        public string File => file;
        public string Text => text;
        public string Kind => block.Labels[0];
        /// <summary>Of the instance, and of the resource within it.</summary>
        public string Name => $"{module.Name}.{block.Labels[1]}";
        public DataMap Model { get; set; } = model;
        public bool Changed => !before.Equals(CodeModel.Written(Model));

        public void Edit(CodeEdit edit, DataMap after) => edit.Resource(block, before, CodeModel.Written(after));
    }
}
