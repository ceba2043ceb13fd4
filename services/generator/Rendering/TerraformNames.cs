namespace InfraAgent.Generator;

/// <summary>What modules, their folders and outputs are called in a Terraform bundle.</summary>
sealed class TerraformNames(BundleSpec spec)
{
    readonly HashSet<string> several = [.. spec.Modules.Select(m => m.Definition).DistinctBy(d => (d.Name, d.Version)).GroupBy(d => d.Name).Where(g => g.Count() > 1).Select(g => g.Key)];

    /// <summary>Below <c>modules/</c>: with the version where the bundle has several of the same module.</summary>
    public string Folder(ModuleDefinition module) => several.Contains(module.Name) ? $"{module.Name}-{module.Version}" : module.Name;

    public static bool HasOwnName(ModuleSpec module) => module.Name != module.Definition.Name;

    /// <summary>Begins the names of the instance's resources.</summary>
    public static string Prefix(ModuleSpec module) => HasOwnName(module) ? $"local.instance_names.{module.Label}" : "local.name";

    public static string Output(ModuleSpec module, OutputDefinition output) => $"{module.Label}_{output.Name}";

    /// <summary>Two names that would become one are the caller's to tell apart: outputs are what others read.</summary>
    public static void Check(BundleSpec spec, FindingList findings)
    {
        foreach (var same in spec.Modules.SelectMany(m => m.Definition.Outputs.Select(o => (Module: m, Output: o))).GroupBy(o => Output(o.Module, o.Output)).Where(g => g.Count() > 1))
        {
            var (first, second) = (same.First(), same.Skip(1).First());
            findings.Add(SpecRules.NotTogether, second.Module.Node.Place, $"Outputs '{first.Module.Name}.{first.Output.Name}' and '{second.Module.Name}.{second.Output.Name}' would both be called '{same.Key}'.",
                "Give one of the instances another name with 'as'.");
        }
    }
}
