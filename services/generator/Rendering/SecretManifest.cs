namespace InfraAgent.Generator;

/// <summary>A place that a secret's reference is put to use. <c>Workload</c>: a service, or an instance of a module; <c>Variable</c>: of its environment, or
/// its input; <c>File</c>: of the bundle, null where the runtime's writer does not say.</summary>
sealed record SecretUse(SecretReference Reference, string Workload, string Variable, string? File);

/// <summary><c>secrets.manifest.json</c>: what has to be in which store before a rollout, and who reads it. References, never a value.</summary>
static class SecretManifest
{
    public const string Path = "secrets.manifest.json";

    public static byte[] Write(IEnumerable<SecretUse> uses) => JsonFile.Write(DataMap.Of(
        ("schema", "infra-agent.secrets/1"),
        ("secrets", DataList.Of(uses.GroupBy(u => u.Reference.Uri, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Secret(g.First().Reference, g))))));

    static DataMap Secret(SecretReference reference, IEnumerable<SecretUse> uses) => DataMap.Of(
        ("reference", reference.Uri),
        ("store", reference.Store),
        ("path", reference.Path),
        ("key", reference.Key is { } key ? (DataValue)key : null),
        ("used_by", DataList.Of(uses.OrderBy(u => u.Workload, StringComparer.Ordinal).ThenBy(u => u.Variable, StringComparer.Ordinal).Select(u => DataMap.Of(
            ("workload", u.Workload), ("variable", u.Variable), ("file", u.File is { } file ? (DataValue)file : null))))));

    public static IEnumerable<SecretUse> Of(IEnumerable<Workload> workloads, IReadOnlyDictionary<(string Workload, string Variable), string> files) =>
        workloads.SelectMany(w => w.Secrets.Select(s => new SecretUse(s.Value, w.Name, s.Key, files.GetValueOrDefault((w.Name, s.Key)))));

    /// <summary>Of inputs that take references, in the root that calls the modules.</summary>
    public static IEnumerable<SecretUse> Of(
        BundleSpec spec, IReadOnlyList<BoundParameter> parameters, IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, HclValue>>> arguments, string parameterFile, string codeFile)
    {
        foreach (var parameter in parameters.Where(p => IsSecret(spec, p.Module, p.Input)))
        {
            foreach (var use in Uses(parameter.Value, parameter.Module?.Name ?? spec.Cloud.Name, parameter.Input.Name, parameterFile)) yield return use;
        }

        foreach (var module in spec.Modules)
        {
            foreach (var (name, value) in arguments[module.Name].Where(a => IsSecret(spec, module, module.Definition.Inputs[a.Key])))
            {
                foreach (var use in Uses(value is HclMergedMap merged ? merged.Below : value, module.Name, name, codeFile)) yield return use;
            }
        }
    }

    static bool IsSecret(BundleSpec spec, ModuleSpec? module, InputDefinition input) =>
        input.Secret || (module is not null && spec.Cloud.Workload is { } services && module.Definition.Name == services.Module && services.Inputs.GetValueOrDefault(input.Name)?.Field == "secrets");

    static IEnumerable<SecretUse> Uses(HclValue value, string workload, string variable, string file) => value switch
    {
        HclText text when SecretReference.TryParse(text.Value) is { } reference => [new SecretUse(reference, workload, variable, file)],
        HclMap map => map.Items.SelectMany(i => Uses(i.Value, workload, i.Key, file)),
        _ => []
    };
}
