using System.Security.Cryptography;
using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>From modules, as terraform would be given them, to a program: their code is worked out for this request.</summary>
sealed class PulumiAuthoring(BundleSpec spec, TerraformRoot root, GenerateBundle command, FindingList findings)
{
    readonly Dictionary<string, PulumiModule> modules = new(StringComparer.Ordinal);
    readonly List<PulumiFunction> functions = [];
    readonly HashSet<string> deciding = new(StringComparer.Ordinal);

    public PulumiNames Names => spec.Cloud.Pulumi!;

    public FindingList Findings => findings;

    /// <summary>Null when there was a finding.</summary>
    public PulumiProgram? Read()
    {
        foreach (var module in spec.Modules.Where(m => m.Definition.Pulumi is not { Value.Problem: null }))
        {
            findings.Add(SpecRules.NotExpressible, module.Node.Place, $"{char.ToUpperInvariant(module.What[0])}{module.What[1..]}, version {module.Definition.Version.Text}, cannot be written as a Pulumi program: {module.Definition.Pulumi?.Value.Problem ?? "its cloud has no pulumi.yaml"}.",
                "Use another version, or ask for runtime terraform.");
        }

        if (findings.Count > 0) return null;
        // A parameter that turns out to decide about the program is no setting any more, which the next round knows.
        for (var found = -1; found != deciding.Count;)
        {
            found = deciding.Count;
            var program = Round();
            if (findings.Count > 0) return null;
            if (found == deciding.Count) return program;
        }

        return null;
    }

    public void Decides(PulumiConfigValue parameter) => deciding.Add(parameter.Name);

    public PulumiResourceType Type(string terraform, int line) => Names.Resource(terraform) ?? throw new HclException($"'{terraform}' has no name in the catalog's pulumi.yaml", line);

    /// <summary>What the code sets a resource's property to, whichever module it is of.</summary>
    public DataValue? Configured(PulumiReference reference) => reference.Type is null ? null : modules.Values.Select(m => m.Configured(reference.Root, reference.TerraformPath)).FirstOrDefault(v => v is not null);

    /// <summary>What a data source gives; the same call is made once.</summary>
    public PulumiReference Call(string terraform, DataMap arguments, int line)
    {
        var token = Names.Function(terraform) ?? throw new HclException($"'data {terraform}' has no name in the catalog's pulumi.yaml", line);
        var known = functions.FirstOrDefault(f => f.Token == token && f.Arguments.Equals(arguments));
        if (known is null)
        {
            var name = token[(token.IndexOf("/get", StringComparison.Ordinal) + 4)..];
            name = char.ToLowerInvariant(name[0]) + name[1..];
            var same = functions.Count(f => f.Token == token);
            functions.Add(known = new PulumiFunction(same == 0 ? name : $"{name}{same + 1}", token, arguments));
        }

        return new PulumiReference(known.Name, "") { Data = terraform };
    }

    PulumiProgram? Round()
    {
        modules.Clear();
        functions.Clear();
        foreach (var module in spec.Modules) modules.Add(module.Name, new PulumiModule(this, module, module.Definition.Pulumi!.Value.Body, input => Input(module, input)));

        var resources = new Dictionary<string, IReadOnlyList<PulumiResource>>(StringComparer.Ordinal);
        var outputs = new List<PulumiOutput>();
        foreach (var module in spec.Modules)
        {
            try
            {
                resources.Add(module.Name, [.. modules[module.Name].Resources()]);
                foreach (var output in module.Definition.Outputs)
                {
                    if (modules[module.Name].Output(output.Name) is not DataNull and var value) outputs.Add(new PulumiOutput(TerraformNames.Output(module, output), value));
                }
            }
            catch (Exception e) when (e is HclException or HclUnknownException)
            {
                findings.Add(SpecRules.NotExpressible, module.Node.Place, $"{char.ToUpperInvariant(module.What[0])}{module.What[1..]} cannot be written as a Pulumi program with these inputs: {e.Message}.",
                    "Ask for runtime terraform, or give the input as a value and not as a reference.");
            }
        }

        if (findings.Count > 0) return null;
        IEnumerable<PulumiResource> ordered = PulumiOrder.Sort(PulumiPatches.Apply([.. spec.Modules.SelectMany(m => Ordered(m, resources))], spec.Patches, findings), functions);
        var program = new PulumiProgram
        {
            Project = command.DeploymentId,
            Description = $"{command.DeploymentId} in {command.Environment}",
            Provider = Provider(),
            Config = [.. root.Parameters.SelectMany(Settings)],
            Functions = [.. functions],
            Resources = [.. ordered],
            Outputs = outputs,
            Packages = new ProviderPins(command, findings).Packages(ordered.Any(r => r.Type.Package == "random")
                ? new Dictionary<string, string> { ["@pulumi/" + Names.Package] = Names.Version, ["@pulumi/random"] = PulumiVersions.Random }
                : new Dictionary<string, string> { ["@pulumi/" + Names.Package] = Names.Version })
        };
        CheckNames(program);
        return program;
    }

    // depends_on of a whole module: its first resources wait for the last ones of the others.
    static IEnumerable<PulumiResource> Ordered(ModuleSpec module, Dictionary<string, IReadOnlyList<PulumiResource>> resources)
    {
        var own = resources[module.Name];
        if (module.DependsOn.Count == 0) return own;
        var names = own.Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        var before = module.DependsOn.SelectMany(d =>
        {
            var needed = resources[d].SelectMany(r => r.Needs).ToHashSet(StringComparer.Ordinal);
            return resources[d].Select(r => r.Name).Where(n => !needed.Contains(n));
        }).ToArray();
        return own.Select(r => r.Needs.Any(names.Contains) ? r : r with { DependsOn = [.. r.DependsOn.Concat(before).Distinct(StringComparer.Ordinal)] });
    }

    PulumiResource Provider() => new()
    {
        Name = Names.Package + "-provider",
        Type = new PulumiToken("pulumi", "providers", Names.Package),
        Properties = DataMap.Of(
            ("region", Value(root.Parameters.Single(p => p.Module is null && p.Input.Name == "aws_region"))),
            ("defaultTags", DataMap.Of(("tags", Tags()))))
    };

    DataMap Tags()
    {
        var tags = new SortedDictionary<string, string>(command.Labels.ToDictionary(), StringComparer.Ordinal);
        foreach (var (name, value) in spec.Tags) tags[name] = value;
        tags["infra-agent:deployment"] = command.DeploymentId;
        tags["infra-agent:environment"] = command.Environment;
        return DataMap.OfTexts(tags);
    }

    IEnumerable<PulumiConfig> Settings(BoundParameter parameter)
    {
        var said = root.Fallback(parameter) is { } fallback and not HclNull ? Plain(fallback) : null;
        return Value(parameter) switch
        {
            PulumiConfigValue setting => [new PulumiConfig(setting.Name, parameter.Input.Type, setting.Value, said)],
            DataMap map => map.Items.Where(i => i.Value is PulumiConfigValue).Select(i => new PulumiConfig(((PulumiConfigValue)i.Value).Name, InputType.Text, ((PulumiConfigValue)i.Value).Value, (said as DataMap)?[i.Key])),
            _ => []
        };
    }

    DataValue Input(ModuleSpec module, InputDefinition input)
    {
        var argument = root.Arguments[module.Name].FirstOrDefault(a => a.Key == input.Name).Value;
        return Typed(argument is null ? Plain(input.Default ?? HclValue.Null) : Value(module, argument), input.Type);
    }

    DataValue Value(ModuleSpec module, HclValue value) => value switch
    {
        HclReference { Output: { } output } => modules[output.Instance].Output(output.Output),
        HclReference { Expression: "local.tags" } => Tags(),
        HclReference { Expression: "var.environment" } => command.Environment,
        HclReference { Expression: ['v', 'a', 'r', '.', .. var variable] } => Value(root.Parameters.Single(p => p.Variable == variable)),
        HclReference => TerraformNames.HasOwnName(module) ? Prefix(module.Name) : Prefix(null),
        HclMergedMap merged => ((DataMap)Value(module, merged.Over)).Items.Aggregate((DataMap)Value(module, merged.Below), (map, i) => map.With(i.Key, i.Value)),
        HclList list => DataList.Of(list.Items.Select(i => Value(module, i))),
        HclMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, Value(module, i.Value)))),
        _ => Plain(value)
    };

    // Settings are texts, whole numbers, truths and lists of them. Others have no type there, and a map with the one member 'secure' would be a ciphertext:
    // each entry of a map is a setting of its own.
    DataValue Value(BoundParameter parameter)
    {
        var name = PulumiNames.Camel(parameter.Variable, '_');
        return parameter.Value switch
        {
            HclMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, TypeScriptText.IsName(i.Key) ? Setting($"{name}_{i.Key}", i.Value) : Plain(i.Value)))),
            HclNull => DataValue.Null,
            var value => parameter.Input.Type == InputType.Number ? Plain(value) : Setting(name, value)
        };
    }

    DataValue Setting(string name, HclValue value) => deciding.Contains(name) ? Plain(value) : new PulumiConfigValue(name, Plain(value));

    static DataValue Plain(HclValue value) => value switch
    {
        HclText text => text.Value,
        HclNumber number => new DataNumber(number.Value),
        HclBool truth => truth.Value,
        HclList list => DataList.Of(list.Items.Select(Plain)),
        HclMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, Plain(i.Value)))),
        _ => DataValue.Null
    };

    // As terraform converts what is given to an input.
    static DataValue Typed(DataValue value, InputType type) => (type, value) switch
    {
        (InputType.Text, DataNumber number) => HclWriter.Number(number.Value),
        (InputType.Text, DataBool truth) => truth.Value ? "true" : "false",
        (InputType.TextMap, DataMap map) => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, Typed(i.Value, InputType.Text)))),
        (InputType.TextList, DataList list) => DataList.Of(list.Items.Select(i => Typed(i, InputType.Text))),
        _ => value
    };

    // The same name as terraform's root has for it (main.tf): the runtime changes no resource's name.
    string Prefix(string? instance)
    {
        var readable = command.DeploymentId.ToLowerInvariant().Replace('_', '-');
        if (instance is not null) readable = $"{instance}-{readable}";
        if (command.Standards.NamePrefix is { } prefix) readable = $"{prefix}-{readable}";
        var whole = instance is null ? $"{command.Environment}/{command.DeploymentId}" : $"{command.Environment}/{command.DeploymentId}/{instance}";
        return $"{readable[..Math.Min(18, readable.Length)].Trim('-')}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)))[..10]}";
    }

    void CheckNames(PulumiProgram program)
    {
        var all = program.Resources.Select(r => (r.Name, r.Section)).Concat(program.Config.Select(c => (c.Name, "the parameters"))).Concat(program.Functions.Select(f => (f.Name, "the functions"))).Append((program.Provider.Name, "the provider"));
        foreach (var same in all.GroupBy(n => n.Name, n => n.Item2, StringComparer.Ordinal).Where(g => g.Count() > 1))
        {
            findings.Add(SpecRules.NotTogether, "/template_spec/modules", $"{string.Join(" and ", same)} would both have '{same.Key}' in the program.", "Give one of the instances another name with 'as'.");
        }
    }
}
