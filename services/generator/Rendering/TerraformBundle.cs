using System.Globalization;
using System.Text;
using InfraAgent.Contracts;

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

        files["main.tf"] = Main();
        files["variables.tf"] = TerraformFile.Variables("What the parameter file sets.", Variables());
        files["outputs.tf"] = TerraformFile.Outputs("What the deployment tells about itself.", spec.Modules.SelectMany(m => m.Definition.Outputs.Select(o =>
            new OutputDefinition(TerraformNames.Output(m, o), o.Description, $"module.{m.Label}.{o.Name}"))));
        files["versions.tf"] = TerraformFile.Versions("Pinned, so that the same code means the same tools.", spec.Cloud with { Providers = root.Providers }, "", backend: true);
        files[parameterFile] = ParameterFile.Write(Values());
        files["README.md"] = TerraformReadme.Write(command, root, parameterFile);

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

    ReadOnlyMemory<byte> Main()
    {
        var file = new TerraformFile()
            .Add(text => text.Append("# What is built, of which modules in which versions. Deployment, environment and parameters come from env/<environment>.tfvars.json."))
            .Add(Locals);
        foreach (var module in spec.Modules) file.Add(text => Call(text, module));
        return file.Bytes;
    }

    void Locals(StringBuilder text)
    {
        var prefixed = command.Standards.NamePrefix is not null;
        const string Id = """replace(lower(var.deployment_id), "_", "-")""";
        var readable = prefixed ? $$"""
            "${var.name_prefix}-${{{Id}}}"
            """ : Id;
        text.Append(CultureInfo.InvariantCulture, $$"""
            locals {
              # Within every service's limits (29 characters), and another one for every deployment and environment.
              name = "${trim(substr({{readable}}, 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}"), 0, 10)}"

            """);
        // Their own names would be the same for each instance.
        HclText[] named = [.. spec.Modules.Where(TerraformNames.HasOwnName).Select(m => new HclText(m.Name))];
        if (named.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                  # The same for each instance that has a name of its own, with that in front.
                  instance_names = {
                    for instance in {{HclWriter.Line(named)}} : replace(instance, "-", "_") =>
                    "${trim(substr("{{(prefixed ? "${var.name_prefix}-" : "")}}${instance}-${{{Id}}}", 0, 18), "-")}-${substr(sha256("${var.environment}/${var.deployment_id}/${instance}"), 0, 10)}"
                  }

                """);
        }

        text.Append("\n  spec_tags = ");
        HclWriter.Append(text, HclMap.Of(spec.Tags.Select(t => KeyValuePair.Create<string, HclValue>(t.Key, new HclText(t.Value)))), indent: 2);
        text.Append("""


              tags = merge(var.labels, local.spec_tags, {
                "infra-agent:deployment"  = var.deployment_id
                "infra-agent:environment" = var.environment
              })
            }
            """);
    }

    void Call(StringBuilder text, ModuleSpec module)
    {
        text.Append("# ").Append(module.Definition.Name).Append(' ').Append(module.Definition.Version.Text)
            .Append("\nmodule \"").Append(module.Label).Append("\" {\n  source = \"./modules/").Append(names.Folder(module.Definition)).Append("\"\n\n");
        foreach (var (name, value) in arguments[module.Name])
        {
            text.Append("  ").Append(name).Append(" = ");
            HclWriter.Append(text, value, indent: 2);
            text.Append('\n');
        }

        if (module.DependsOn.Count > 0) text.Append("\n  depends_on = [").AppendJoin(", ", module.DependsOn.Select(d => "module." + d.Replace('-', '_'))).Append("]\n");
        text.Append('}');
    }

    IEnumerable<TerraformVariable> Variables()
    {
        TerraformVariable[] own =
        [
            Own("deployment_id", "Id of the deployment.", InputType.Text),
            Own("environment", "Name of the environment.", InputType.Text),
            Own("labels", "Labels of the deployment, put on everything that takes tags.", InputType.TextMap),
            .. command.Standards.NamePrefix is null ? (TerraformVariable[])[] : [Own("name_prefix", "Begins the names of all resources, as the environment wants it.", InputType.Text)]
        ];
        // The cloud's own files name all of its inputs, whether they are set or not.
        var open = spec.Cloud.Inputs.Values.Where(i => !parameters.Any(p => p.Module is null && p.Input.Name == i.Name));
        return own.Concat(parameters.Select(p => new TerraformVariable(p.Input, p.Variable, root.Fallback(p), Alone: true))
            .Concat(open.Select(i => new TerraformVariable(i, i.Name, i.Default, Alone: true))).OrderBy(v => v.Name, StringComparer.Ordinal));
    }

    static TerraformVariable Own(string name, string description, InputType type) =>
        new(new InputDefinition { Name = name, Description = description, Type = type }, name, Default: null, Alone: true);

    IEnumerable<KeyValuePair<string, HclValue>> Values() =>
    [
        KeyValuePair.Create<string, HclValue>("deployment_id", new HclText(command.DeploymentId)),
        KeyValuePair.Create<string, HclValue>("environment", new HclText(command.Environment)),
        KeyValuePair.Create<string, HclValue>("labels", HclMap.Of(command.Labels.Select(l => KeyValuePair.Create<string, HclValue>(l.Key, new HclText(l.Value))))),
        .. command.Standards.NamePrefix is { } prefix ? (KeyValuePair<string, HclValue>[])[KeyValuePair.Create<string, HclValue>("name_prefix", new HclText(prefix))] : [],
        .. parameters.Select(p => KeyValuePair.Create(p.Variable, p.Value))
    ];
}
