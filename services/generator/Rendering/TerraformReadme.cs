using System.Globalization;
using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>The <c>README.md</c> of a bundle of Terraform code.</summary>
static class TerraformReadme
{
    public static byte[] Write(GenerateBundle command, TerraformRoot root, string parameterFile)
    {
        var spec = root.Spec;
        var text = new StringBuilder(4096);
        text.Append(CultureInfo.InvariantCulture, $"""
            # {Markdown.Code(command.DeploymentId)}, {Markdown.Code(command.Environment)}

            Terraform code for the cloud {Markdown.Code(spec.Cloud.Name)}, made by InfraAgent from a request with the digest {Markdown.Code(command.RequestDigest)}. The same request gives the same bytes.

            | module | version | what it is |
            |---|---|---|

            """);
        foreach (var module in spec.Modules)
        {
            text.Append("| ").Append(Markdown.Code(module.Definition.Name));
            if (TerraformNames.HasOwnName(module)) text.Append(" as ").Append(Markdown.Code(module.Name));
            text.Append(" | ").Append(module.Definition.Version.Text).Append(" | ").Append(Markdown.Prose(module.Definition.Description)).Append(" |\n");
        }

        text.Append('\n').Append(root.Diagram()).Append(CultureInfo.InvariantCulture, $"""

            An arrow goes from what needs to what is needed; a dotted one hands nothing over, and only says which is there first.

            | file | what it holds |
            |---|---|
            | `PLAYBOOK.md`, `playbook.json` | how to roll it out by hand, and back, for people and for programs |
            | `main.tf` | the modules and how they are wired |
            | `variables.tf` | what `{parameterFile}` sets, with what each value must keep to |
            | `{parameterFile}` | deployment, environment, labels and parameters: what terraform is given |
            | `{ParameterRecord.Path(command.Environment)}` | the same parameters as the request has them, with the variables that they became |
            | `secrets.manifest.json` | the secrets that are referred to, their stores, and who reads them: never a value |
            | `modules/` | the modules' code, the same in every bundle that uses these versions |
            {Patched(spec)}| `bundle.json` | digests of all files, and of what they were made from |

            """);
        if (root.Parameters.Count > 0) text.Append("\n| parameter | variable | sets |\n|---|---|---|\n");
        foreach (var parameter in root.Parameters)
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(parameter.Parameter)} | {Markdown.Code(parameter.Variable)} | {Markdown.Prose(parameter.Input.Description)} |\n");

        text.Append("\nState is kept by the agent's `http` backend; its address and token come by `TF_HTTP_*` variables.\n");
        string[] tables =
        [
            ReadmeTables.Inputs(SettableParameter.Of(spec), ReadmeTables.Lead),
            ReadmeTables.Outputs(spec.Modules.SelectMany(m => m.Definition.Outputs.Select(o => (TerraformNames.Output(m, o), o.Description))),
                "What `terraform output` tells, and the status of the deployment.")
        ];
        foreach (var table in tables.Where(t => t.Length > 0)) text.Append('\n').Append(table);
        return TextFile.Bytes(text);
    }

    static string Patched(BundleSpec spec)
    {
        var names = new TerraformNames(spec);
        return string.Concat(spec.Modules.Where(m => m.Patched.Count > 0).Select(m =>
            $"| {Markdown.Code($"modules/{names.Folder(m)}/")} | the code of {Markdown.Code(m.Definition.Name)} for {Markdown.Code(m.Name)} alone: the request's patches change {string.Join(", ", m.Patched.Keys.Select(Markdown.Code))} |\n"));
    }
}
