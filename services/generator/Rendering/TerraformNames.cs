namespace InfraAgent.Generator;

/// <summary>What modules, their folders and outputs are called in a Terraform bundle.</summary>
sealed class TerraformNames(BundleSpec spec)
{
    readonly HashSet<string> several = [.. spec.Modules.Select(m => m.Definition).DistinctBy(d => (d.Name, d.Version)).GroupBy(d => d.Name).Where(g => g.Count() > 1).Select(g => g.Key)];

    /// <summary>Below <c>modules/</c>: with the version where the bundle has several of the same module, and with the instance where the code is its alone.</summary>
    public string Folder(ModuleSpec module) => module.Patched.Count > 0 ? $"{module.Definition.Name}.{module.Name}"
        : several.Contains(module.Definition.Name) ? $"{module.Definition.Name}-{module.Definition.Version}" : module.Definition.Name;

    public static bool HasOwnName(ModuleSpec module) => module.Name != module.Definition.Name;

    /// <summary>Begins the names of the instance's resources.</summary>
    public static string Prefix(ModuleSpec module) => HasOwnName(module) ? $"local.instance_names.{module.Label}" : "local.name";

    public static string Output(ModuleSpec module, OutputDefinition output) => $"{module.Label}_{output.Name}";

    /// <summary>Two names that would become one are the caller's to tell apart: outputs are what others read.</summary>
    public static void Check(BundleSpec spec, FindingList findings)
    {
        var first = new Dictionary<string, (ModuleSpec Module, OutputDefinition Output)>(StringComparer.Ordinal);
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var module in spec.Modules)
        {
            foreach (var output in module.Definition.Outputs)
            {
                var name = Output(module, output);
                if (first.TryAdd(name, (module, output)) || !told.Add(name)) continue;
                findings.Add(SpecRules.NotTogether, module.Node.Place, $"Outputs '{first[name].Module.Name}.{first[name].Output.Name}' and '{module.Name}.{output.Name}' would both be called '{name}'.",
                    "Give one of the instances another name with 'as'.");
            }
        }
    }
}
