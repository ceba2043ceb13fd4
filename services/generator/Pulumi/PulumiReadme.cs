using System.Globalization;
using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary><c>README.md</c> of a program that is made of modules.</summary>
static class PulumiReadme
{
    public static string Write(GenerateBundle command, TerraformRoot root, PulumiProgram program, PulumiLanguage language)
    {
        var spec = root.Spec;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# {Markdown.Code(command.DeploymentId)}, {Markdown.Code(command.Environment)}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"A Pulumi program for the cloud {Markdown.Code(spec.Cloud.Name)}, made by InfraAgent from a request with the digest {Markdown.Code(command.RequestDigest)}. The same request gives the same bytes.\n\n");
        text.Append("| module | version | what it is |\n|---|---|---|\n");
        foreach (var module in spec.Modules)
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(module.Definition.Name)}{(TerraformNames.HasOwnName(module) ? " as " + Markdown.Code(module.Name) : "")} | {module.Definition.Version.Text} | {Markdown.Prose(module.Definition.Description)} |\n");
        text.Append('\n').Append(root.Diagram()).Append("\nAn arrow goes from what needs to what is needed; a dotted one hands nothing over, and only says which is there first.\n\n");
        text.Append(Use(command.Environment, language)).Append('\n');
        text.Append("| file | what it holds |\n|---|---|\n");
        text.Append(language == PulumiLanguage.Yaml ? "| `Pulumi.yaml` | the program: every resource by its name, under the module that it belongs to |\n"
            : "| `index.ts` | the program: every resource by its name, under the module that it belongs to |\n| `Pulumi.yaml`, `package.json`, `tsconfig.json` | the project, and the versions that it is made for |\n");
        text.Append(CultureInfo.InvariantCulture, $"| `Pulumi.{command.Environment}.yaml` | the settings of the stack {Markdown.Code(command.Environment)} |\n");
        text.Append("| `PLAYBOOK.md`, `playbook.json` | how to roll it out by hand, and back, for people and for programs |\n| `parameters/` | the parameters of the request |\n| `secrets.manifest.json` | the secrets that are referred to: never a value |\n| `bundle.json` | digests of all files, and of what they were made from |\n");
        Settings(text, root, program);
        text.Append('\n').Append(ReadmeTables.Inputs(SettableParameter.Of(spec), "What `parameters` of a request can set; `parameters/` has what this one did set."));
        var outputs = program.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        var table = ReadmeTables.Outputs(spec.Modules.SelectMany(m => m.Definition.Outputs.Select(o => (TerraformNames.Output(m, o), o.Description))).Where(o => outputs.Contains(o.Item1)), "What `pulumi stack output` tells.");
        return text.Append(table.Length > 0 ? "\n" + table : "").ToString();
    }

    /// <summary>How a program is run.</summary>
    public static string Use(string environment, PulumiLanguage language) => $"""
        ```sh
        pulumi install
        pulumi stack select --create {environment}
        pulumi preview --diff
        pulumi up
        ```

        {(language == PulumiLanguage.Yaml ? "`Pulumi.yaml` is the whole program." : "`index.ts` is the whole program; it is type-checked by `npx tsc --noEmit`.")} Everything that a request decides is decided in it: how many there are of a
        thing, and what belongs together. Generate it again for another shape; settings of the stack are for what may change without.

        """.ReplaceLineEndings("\n");

    // A parameter is a setting where nothing but its value depends on it.
    static void Settings(StringBuilder text, TerraformRoot root, PulumiProgram program)
    {
        if (root.Parameters.Count == 0) return;
        var settings = program.Config.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        text.Append("\n| parameter | setting | sets |\n|---|---|---|\n");
        foreach (var parameter in root.Parameters)
        {
            var name = PulumiNames.Camel(parameter.Variable, '_');
            var own = settings.Where(s => s == name || (parameter.Value is HclMap && s.StartsWith(name + "_", StringComparison.Ordinal))).Order(StringComparer.Ordinal).ToArray();
            text.Append(CultureInfo.InvariantCulture, $"| {Markdown.Code(parameter.Parameter)} | {(own.Length > 0 ? string.Join(", ", own.Select(Markdown.Code)) : "none: the program depends on it")} | {Markdown.Prose(parameter.Input.Description)} |\n");
        }
    }
}
