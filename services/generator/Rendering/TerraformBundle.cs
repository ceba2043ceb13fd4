using System.Text;
using InfraAgent.Contracts;
using Scriban.Runtime;

namespace InfraAgent.Generator;

/// <summary>Lays out one bundle: modules' code as the catalog has it, a root that calls them, one file with what differs between deployments.</summary>
sealed class TerraformBundle(GenerateBundle command, TerraformRoot root)
{
    readonly BundleSpec spec = root.Spec;
    readonly IReadOnlyList<BoundParameter> parameters = root.Parameters;
    readonly IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, HclValue>>> arguments = root.Arguments;
    readonly SortedDictionary<string, ReadOnlyMemory<byte>> files = new(StringComparer.Ordinal);
    readonly TerraformNames names = new(root.Spec);
    readonly string parameterFile = $"env/{command.Environment}.tfvars.json";

    public Bundle Build(string catalogDigest, string agentVersion)
    {
        foreach (var (name, content) in spec.Cloud.Files) files[name] = content;
        foreach (var module in spec.Modules.Select(m => m.Definition).DistinctBy(d => (d.Name, d.Version)))
        {
            foreach (var (name, content) in module.Files) files[$"modules/{names.Folder(module)}/{name}"] = content;
        }

        Code("main.tf", TerraformTemplates.Main, Main());
        Code("variables.tf", TerraformTemplates.Variables, Variables());
        Code("outputs.tf", TerraformTemplates.Outputs, Outputs());
        Code("versions.tf", TerraformTemplates.Versions, new ScriptObject
        {
            ["title"] = "Pinned, so that the same code means the same tools.",
            ["required_version"] = HclWriter.Quote(spec.Cloud.RequiredVersion),
            ["providers"] = VariableModel.Providers(spec.Cloud, ""),
            ["backend"] = true
        });
        files[parameterFile] = ParameterFile.Write(Values());
        files["README.md"] = Encoding.UTF8.GetBytes(TerraformTemplates.Readme.Render(Readme()));

        var written = new WrittenBundle
        {
            Files = files,
            Code = files.Keys.Where(f => f.EndsWith(".tf", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal),
            Entrypoints = new Dictionary<string, string>(StringComparer.Ordinal) { ["iac"] = "main.tf", ["parameters"] = parameterFile, ["readme"] = "README.md" }
        };
        var records = new BundleRecords
        {
            Playbook = TerraformPlaybook.Of(parameterFile), Parameters = root.Given, Secrets = [.. SecretManifest.Of(spec, parameters, arguments, parameterFile, "main.tf")]
        };
        return BundleSeal.Close(command, spec, written, records, catalogDigest, agentVersion);
    }

    ScriptObject Main() => new()
    {
        ["tags"] = HclWriter.Write(HclMap.Of(spec.Tags.Select(t => KeyValuePair.Create<string, HclValue>(t.Key, new HclText(t.Value)))), indent: 2),
        // Their own names would be the same for each instance.
        ["named"] = HclWriter.Line(spec.Modules.Where(TerraformNames.HasOwnName).Select(m => new HclText(m.Name))),
        ["modules"] = new ScriptArray(spec.Modules.Select(m => new ScriptObject
        {
            ["name"] = m.Definition.Name,
            ["folder"] = names.Folder(m.Definition),
            ["label"] = m.Label,
            ["version"] = m.Definition.Version.Text,
            ["depends_on"] = string.Join(", ", m.DependsOn.Select(d => "module." + d.Replace('-', '_'))),
            ["arguments"] = new ScriptArray(arguments[m.Name].Select(a => new ScriptObject
            {
                ["name"] = a.Key,
                ["value"] = HclWriter.Write(a.Value, indent: 2)
            }))
        }))
    };

    ScriptObject Variables()
    {
        var own = new[]
        {
            Own("deployment_id", "Id of the deployment.", InputType.Text),
            Own("environment", "Name of the environment.", InputType.Text),
            Own("labels", "Labels of the deployment, put on everything that takes tags.", InputType.TextMap)
        };
        // The cloud's own files name all of its inputs, whether they are set or not.
        var open = spec.Cloud.Inputs.Values.Where(i => !parameters.Any(p => p.Module is null && p.Input.Name == i.Name));
        var all = parameters.Select(p => (p.Variable, Model: VariableModel.Of(p.Input, p.Variable, root.Fallback(p), alone: true)))
            .Concat(open.Select(i => (Variable: i.Name, Model: VariableModel.Of(i, i.Name, i.Default, alone: true))));
        return new ScriptObject
        {
            ["title"] = "What the parameter file sets.",
            ["variables"] = new ScriptArray(own.Concat(all.OrderBy(v => v.Variable, StringComparer.Ordinal).Select(v => v.Model)))
        };
    }

    static ScriptObject Own(string name, string description, InputType type) =>
        VariableModel.Of(new InputDefinition { Name = name, Description = description, Type = type }, name, value: null, alone: true);

    ScriptObject Outputs() => new()
    {
        ["title"] = "What the deployment tells about itself.",
        ["outputs"] = VariableModel.Outputs(spec.Modules.SelectMany(m => m.Definition.Outputs.Select(o =>
            new OutputDefinition(TerraformNames.Output(m, o), o.Description, $"module.{m.Label}.{o.Name}"))))
    };

    IEnumerable<KeyValuePair<string, HclValue>> Values() =>
    [
        KeyValuePair.Create<string, HclValue>("deployment_id", new HclText(command.DeploymentId)),
        KeyValuePair.Create<string, HclValue>("environment", new HclText(command.Environment)),
        KeyValuePair.Create<string, HclValue>("labels", HclMap.Of(command.Labels.Select(l => KeyValuePair.Create<string, HclValue>(l.Key, new HclText(l.Value))))),
        .. parameters.Select(p => KeyValuePair.Create(p.Variable, p.Value))
    ];

    ScriptObject Readme() => new()
    {
        ["deployment"] = Markdown.Code(command.DeploymentId),
        ["environment"] = Markdown.Code(command.Environment),
        ["cloud"] = Markdown.Code(spec.Cloud.Name),
        ["request_digest"] = Markdown.Code(command.RequestDigest),
        ["parameter_file"] = parameterFile,
        ["parameter_record"] = ParameterRecord.Path(command.Environment),
        ["diagram"] = root.Diagram(),
        ["inputs"] = ReadmeTables.Inputs(SettableParameter.Of(spec), ReadmeTables.Lead).TrimEnd('\n'),
        ["outputs"] = ReadmeTables.Outputs(spec.Modules.SelectMany(m => m.Definition.Outputs.Select(o => (TerraformNames.Output(m, o), o.Description))),
            "What `terraform output` tells, and the status of the deployment.").TrimEnd('\n'),
        ["modules"] = new ScriptArray(spec.Modules.Select(m => new ScriptObject
        {
            ["name"] = Markdown.Code(m.Definition.Name) + (TerraformNames.HasOwnName(m) ? " as " + Markdown.Code(m.Name) : ""),
            ["version"] = m.Definition.Version.Text,
            ["description"] = Markdown.Prose(m.Definition.Description)
        })),
        ["parameters"] = new ScriptArray(parameters.Select(p => new ScriptObject
        {
            ["name"] = Markdown.Code(p.Parameter),
            ["variable"] = Markdown.Code(p.Variable),
            ["sets"] = Markdown.Prose(p.Input.Description)
        }))
    };

    void Code(string name, CodeTemplate template, ScriptObject model) =>
        files[name] = Encoding.UTF8.GetBytes(HclFormatter.Format(template.Render(model)));
}
