namespace InfraAgent.Generator;

/// <summary>The files of a module that follow from its <c>module.yaml</c>.</summary>
static class ModuleFiles
{
    public static IEnumerable<KeyValuePair<string, byte[]>> Generate(CloudDefinition cloud, ModuleDefinition module)
    {
        var title = $"{module.Name} {module.Version}";
        yield return KeyValuePair.Create("variables.tf", TerraformFile.Variables(title, module.Inputs.Values.Select(i => new TerraformVariable(i, i.Name, i.Default, Alone: false))).ToArray());
        yield return KeyValuePair.Create("outputs.tf", TerraformFile.Outputs(title, module.Outputs).ToArray());
        // The root pins; a module says what it needs.
        yield return KeyValuePair.Create("versions.tf", TerraformFile.Versions(title, cloud, ">= ", backend: false).ToArray());
    }
}
