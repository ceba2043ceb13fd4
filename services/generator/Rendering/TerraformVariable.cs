using System.Text;

namespace InfraAgent.Generator;

/// <summary>A variable block. <c>Alone</c>: the module's other inputs are not there to compare with.</summary>
sealed record TerraformVariable(InputDefinition Input, string Name, HclValue? Default, bool Alone)
{
    public void Write(StringBuilder text)
    {
        text.Append("variable \"").Append(Name).Append("\" {\n  description = ");
        HclWriter.AppendQuoted(text, Input.Description);
        text.Append("\n  type        = ").Append(Input.Type.Terraform()).Append('\n');
        if (Default is not null)
        {
            text.Append("  default = ");
            HclWriter.Append(text, Default, indent: 2);
            text.Append('\n');
        }

        if (!Input.Nullable) text.Append("  nullable = false\n");
        foreach (var (condition, message) in TerraformValidation.Of(Input, Name, Alone))
        {
            text.Append("\n  validation {\n    condition     = ").Append(condition).Append("\n    error_message = ");
            HclWriter.AppendQuoted(text, message);
            text.Append("\n  }\n");
        }

        text.Append('}');
    }
}
