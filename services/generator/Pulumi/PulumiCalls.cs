namespace InfraAgent.Generator;

/// <summary>Refuses what YAML programs cannot say: an object with a key that begins with <c>fn::</c> is a call of a function there, and there is no way to
/// write it otherwise. TypeScript has no such thing.</summary>
static class PulumiCalls
{
    public static void Refuse(PulumiProgram program, PulumiLanguage language, IReadOnlyDictionary<string, string> labels, IReadOnlyList<ResourcePatch> patches, FindingList findings)
    {
        if (language != PulumiLanguage.Yaml) return;
        var before = findings.Count;
        foreach (var label in labels.Keys.Where(PulumiYaml.IsCall)) Refuse(label, Pointer.Member("/labels", label), findings);
        foreach (var patch in patches)
        {
            foreach (var (i, operation) in patch.Operations.Index().Where(o => o.Item.Value is not null))
            {
                if (DataReader.Read(operation.Value!.Value, out _) is { } value && Calls(value).FirstOrDefault() is { } key) Refuse(key, Pointer.Member(Pointer.Item(patch.Place + "/ops", i), "value"), findings);
            }
        }

        if (findings.Count > before) return;
        foreach (var key in program.Resources.Append(program.Provider).SelectMany(r => Calls(r.Properties)).Distinct(StringComparer.Ordinal)) Refuse(key, "/template_spec", findings);
    }

    static void Refuse(string key, string place, FindingList findings) => findings.Add(SpecRules.NotExpressible, place,
        $"A Pulumi program in YAML cannot have the key {CarriableText.Show(key)}: it would be a call of a function.", "Rename it, or ask for TypeScript: \"pulumi\": {\"language\": \"typescript\"}.");

    static IEnumerable<string> Calls(DataValue value) => value switch
    {
        DataMap map => map.Items.SelectMany(i => Calls(i.Value).Concat(PulumiYaml.IsCall(i.Key) ? [i.Key] : [])),
        DataList list => list.Items.SelectMany(Calls),
        PulumiJson json => Calls(json.Value),
        PulumiSecret secret => Calls(secret.Value),
        _ => []
    };
}
