using System.Text;
using Scriban.Runtime;

namespace InfraAgent.Generator;

/// <summary>The files of a module that follow from its <c>module.yaml</c>.</summary>
static class ModuleFiles
{
    public static IEnumerable<KeyValuePair<string, byte[]>> Generate(CloudDefinition cloud, ModuleDefinition module)
    {
        var title = $"{module.Name} {module.Version}";
        yield return File("variables.tf", TerraformTemplates.Variables, new ScriptObject
        {
            ["title"] = title,
            ["variables"] = new ScriptArray(module.Inputs.Values.Select(i => VariableModel.Of(i, i.Name, i.Default, alone: false)))
        });
        yield return File("outputs.tf", TerraformTemplates.Outputs, new ScriptObject
        {
            ["title"] = title,
            ["outputs"] = VariableModel.Outputs(module.Outputs)
        });
        yield return File("versions.tf", TerraformTemplates.Versions, new ScriptObject
        {
            ["title"] = title,
            ["required_version"] = HclWriter.Quote(cloud.RequiredVersion),
            // The root pins; a module says what it needs.
            ["providers"] = VariableModel.Providers(cloud, ">= "),
            ["backend"] = false
        });
    }

    static KeyValuePair<string, byte[]> File(string name, CodeTemplate template, ScriptObject model) =>
        KeyValuePair.Create(name, Encoding.UTF8.GetBytes(HclFormatter.Format(template.Render(model))));
}
