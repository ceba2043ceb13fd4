using Scriban.Runtime;

namespace InfraAgent.Generator;

/// <summary>What the templates get to see of inputs, outputs and providers: names that were checked, and expressions already written as HCL.</summary>
static class VariableModel
{
    /// <summary>A variable block. <paramref name="alone"/>: the module's other inputs are not there to compare with.</summary>
    public static ScriptObject Of(InputDefinition input, string name, HclValue? value, bool alone) => new()
    {
        ["name"] = name,
        ["description"] = HclWriter.Quote(input.Description),
        ["type"] = input.Type.Terraform(),
        ["default"] = value is null ? "" : HclWriter.Write(value, indent: 2),
        ["nullable"] = input.Nullable,
        ["validations"] = new ScriptArray(TerraformValidation.Of(input, name, alone).Select(v => new ScriptObject
        {
            ["condition"] = v.Condition,
            ["message"] = HclWriter.Quote(v.Message)
        }))
    };

    public static ScriptArray Outputs(IEnumerable<OutputDefinition> outputs) => new(outputs.Select(o => new ScriptObject
    {
        ["name"] = o.Name,
        ["description"] = HclWriter.Quote(o.Description),
        ["value"] = o.Value
    }));

    public static ScriptArray Providers(CloudDefinition cloud, string constraint) => new(cloud.Providers.Select(p => new ScriptObject
    {
        ["name"] = p.Name,
        ["source"] = HclWriter.Quote(p.Source),
        ["version"] = HclWriter.Quote(constraint + p.Version)
    }));
}
