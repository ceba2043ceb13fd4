using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Gives every input of every module its value: a parameter, the specification, another module, observability, or the default.</summary>
sealed class Wiring(BundleSpec spec, IReadOnlyList<BoundParameter> parameters, FindingList findings)
{
    readonly Dictionary<(string, string), BoundParameter> bound =
        parameters.Where(p => p.Module is not null).ToDictionary(p => (p.Module!.Name, p.Input.Name));
    readonly ILookup<string, ModuleSpec> kinds = spec.Modules.ToLookup(m => m.Definition.Name, StringComparer.Ordinal);
    readonly List<Dependency> dependencies = [];
    readonly HashSet<string> usedObservability = new(StringComparer.Ordinal);

    /// <summary>Instance → arguments of its call in order of their names; inputs that keep their default are left out.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<KeyValuePair<string, HclValue>>> Arguments()
    {
        foreach (var input in spec.Cloud.Inputs.Values.Where(i => i.Required && !parameters.Any(p => p.Module is null && p.Input.Name == i.Name)))
        {
            findings.Add(SpecRules.InputMissing, Pointer.Member("/parameters", input.Name), $"Cloud '{spec.Cloud.Name}' needs the parameter '{input.Name}'.",
                $"Set it in 'parameters'. It is: {input.Description}");
        }

        var arguments = spec.Modules.ToDictionary(
            m => m.Name,
            ArgumentsOf);
        foreach (var module in spec.Modules)
        {
            CheckTogether(module);
            if (module.Definition.Conditions.Count == 0 && module.Definition.Inputs.Values.All(i => i.NeededBy.Count == 0)) continue;
            var given = arguments[module.Name].ToDictionary(StringComparer.Ordinal);
            CheckConditions(module, given);
            CheckNeeded(module, given);
        }

        CheckObservability();
        dependencies.AddRange(spec.Modules.SelectMany(m => m.DependsOn.Select(d => new Dependency(m.Name, d, m.Node.PlaceOf("depends_on")))));
        DependencyGraph.RefuseCycles(dependencies, findings);
        return arguments;
    }

    IReadOnlyList<KeyValuePair<string, HclValue>> ArgumentsOf(ModuleSpec module)
    {
        var given = new List<KeyValuePair<string, HclValue>>(module.Definition.Inputs.Count);
        foreach (var input in module.Definition.Inputs.Values)
        {
            if (Argument(module, input) is { } value) given.Add(KeyValuePair.Create(input.Name, value));
        }

        return given;
    }

    HclValue? Argument(ModuleSpec module, InputDefinition input)
    {
        if (bound.TryGetValue((module.Name, input.Name), out var parameter)) return Bound(module, input, parameter);
        if (module.Inputs.TryGetValue(input.Name, out var value))
        {
            dependencies.AddRange(References(value).Select(r => new Dependency(module.Name, r.Instance, module.Node.PlaceOf(input.Name))));
            return value;
        }

        if (module.Refused.Contains(input.Name)) return null;

        switch (input.From)
        {
            case { Kind: InputSourceKind.Deployment, Name: var fact }:
                return new HclReference(fact switch { "name" => TerraformNames.Prefix(module), "tags" => "local.tags", _ => "var.environment" });
            case { Kind: InputSourceKind.Cloud, Name: var provided }:
                return new HclReference(spec.Cloud.Provides[provided]);
            case { Kind: InputSourceKind.Observability, Name: var kind } when spec.Observability.TryGetValue(kind, out var asked):
                return Observed(module, input, kind, asked);
            case { Kind: InputSourceKind.Module, Name: var kind, Output: var output } when Sources(kind, output!) is { Length: > 0 } sources:
                return Wired(module, input, sources, output!);
            default:
                if (input.Required) Missing(module, input);
                return null;
        }
    }

    HclValue Bound(ModuleSpec module, InputDefinition input, BoundParameter parameter)
    {
        var variable = new HclReference("var." + parameter.Variable);
        if (parameter.Beside is not { Items.Count: > 0 } beside) return variable;
        dependencies.AddRange(References(beside).Select(r => new Dependency(module.Name, r.Instance, module.Node.PlaceOf(input.Name))));
        return new HclMergedMap(beside, variable);
    }

    ModuleSpec[] Sources(string kind, string output) => [.. kinds[kind].Where(m => m.Definition.Outputs.Any(o => o.Name == output))];

    HclReference? Wired(ModuleSpec module, InputDefinition input, ModuleSpec[] sources, string output)
    {
        if (sources is [var source])
        {
            dependencies.Add(new Dependency(module.Name, source.Name, module.Node.PlaceOf(input.Name), Asked: false));
            return HclReference.To(new ModuleReference(source.Name, output));
        }

        findings.Add(SpecRules.AmbiguousReference, module.Node.PlaceOf(input.Name), $"Input '{input.Name}' of {module.What} could come from {string.Join(" or ", sources.Select(s => $"'{s.Name}.{output}'"))}.",
            $"Say which: \"{input.Name}\": {{\"ref\": \"{sources[0].Name}.{output}\"}}.");
        return null;
    }

    public static IEnumerable<ModuleReference> References(HclValue value) => value switch
    {
        HclReference { Output: { } output } => [output],
        HclList list => list.Items.SelectMany(References),
        HclMap map => map.Items.Values.SelectMany(References),
        _ => []
    };

    HclText? Observed(ModuleSpec module, InputDefinition input, string kind, string asked)
    {
        var value = new HclText(asked);
        // A module that knows nothing of what was asked is no reason to refuse, as long as another one does.
        if (InputCheck.Explain(input, value) is not null) return null;
        usedObservability.Add(kind);
        return value;
    }

    void Missing(ModuleSpec module, InputDefinition input, string when = "")
    {
        var pointer = module.Node.PlaceOf(input.Name);
        if (input.From is { Kind: InputSourceKind.Module, Name: var other })
        {
            findings.Add(SpecRules.NeedsModule, pointer, $"{Capital(module.What)}{when} needs '{input.Name}', which module '{other}' would give.",
                $"Add module '{other}' to the specification, or set '{input.Name}'. It is: {input.Description}");
        }
        else
        {
            findings.Add(SpecRules.InputMissing, pointer, $"{Capital(module.What)}{when} needs the input '{input.Name}'.",
                $"Set it in the module, or as parameter '{module.Name}.{input.Name}'. It is: {input.Description}");
        }
    }

    void CheckTogether(ModuleSpec module)
    {
        foreach (var input in module.Definition.Inputs.Values)
        {
            if (input.AtMost is { } other && Value(module, input.Name) is HclNumber low && Value(module, other) is HclNumber high && low.Value > high.Value)
            {
                findings.Add(SpecRules.NotTogether, Place(module, input.Name), $"Input '{input.Name}' of {module.What} is {InputCheck.Show(low)} and must be at most '{other}', which is {InputCheck.Show(high)}.",
                    $"Lower '{input.Name}' or raise '{other}'.");
            }

            if (input.AllowedBy is { } by && Value(module, input.Name) is { } value and not (HclNull or HclReference) && Value(module, by.Input) is { } key and not (HclNull or HclReference)
                && !(by.Allowed.TryGetValue(InputCheck.Show(key), out var allowed) && allowed.Contains(value)))
            {
                findings.Add(SpecRules.NotTogether, Place(module, input.Name), $"Input '{input.Name}' of {module.What} is {InputCheck.Show(value)}, which does not go with '{by.Input}' {InputCheck.Show(key)}.",
                    by.Allowed.TryGetValue(InputCheck.Show(key), out var choice) ? $"Use one of: {InputCheck.OneOf(choice)}." : $"Use another '{by.Input}'.");
            }
        }
    }

    void CheckConditions(ModuleSpec module, Dictionary<string, HclValue> arguments)
    {
        HclValue? Known(string input) =>
            bound.TryGetValue((module.Name, input), out var parameter) ? parameter.Value
            : arguments.GetValueOrDefault(input) ?? (module.Refused.Contains(input) ? null : module.Definition.Inputs[input].Default);

        foreach (var broken in module.Definition.Conditions.Where(c => c.IsBroken(Known)))
        {
            var free = module.IsService ? broken.OneOf.SelectMany(t => t).Select(t => t.Input).Where(i => !spec.Cloud.Workload!.Says(i)).Distinct().ToArray() : [];
            findings.Add(SpecRules.NotTogether, Place(module, broken.Subject), $"{Capital(module.What)}: {broken.Message}",
                broken.Advice + (free.Length == 0 ? "" : $" Of a service these are parameters: {string.Join(", ", free.Select(i => $"'{module.Name}.{i}'"))}."));
        }
    }

    // An input may be left open, but not with everything that another one asks for.
    void CheckNeeded(ModuleSpec module, Dictionary<string, HclValue> arguments)
    {
        HclValue? Given(InputDefinition input) => bound.TryGetValue((module.Name, input.Name), out var parameter) ? parameter.Value : arguments.GetValueOrDefault(input.Name) ?? input.Default;

        foreach (var input in module.Definition.Inputs.Values.Where(i => i.NeededBy.Count > 0 && Given(i) is null or HclNull && !module.Refused.Contains(i.Name)))
        {
            // What several could give was told already.
            if (input.From is { Kind: InputSourceKind.Module, Output: { } output } from && Sources(from.Name, output).Length > 0) continue;
            if (input.NeededBy.FirstOrDefault(n => Given(module.Definition.Inputs[n.Key]) is HclText asked && n.Value.Contains(asked.Value)) is not { Key: { } other }) continue;
            Missing(module, input, $" with {other} '{InputCheck.Show(Given(module.Definition.Inputs[other])!)}'");
        }
    }

    HclValue? Value(ModuleSpec module, string input) =>
        bound.TryGetValue((module.Name, input), out var parameter) ? parameter.Value
        : module.Inputs.TryGetValue(input, out var value) ? value
        : module.Refused.Contains(input) ? null
        : module.Definition.Inputs[input].Default;

    string Place(ModuleSpec module, string input) =>
        bound.TryGetValue((module.Name, input), out var parameter)
            ? Pointer.Member("/parameters", parameter.Parameter)
            : module.IsService && spec.Cloud.Workload!.Inputs.TryGetValue(input, out var field) ? WorkloadFields.PlaceOf(module.Node, field.Field)
            : module.Node.PlaceOf(input);

    static string Capital(string what) => char.ToUpperInvariant(what[0]) + what[1..];

    void CheckObservability()
    {
        // Writers of workloads look after it themselves.
        if (!spec.OfCode) return;
        foreach (var (kind, asked) in spec.Observability.Where(o => o.Value != "none" && !usedObservability.Contains(o.Key)))
        {
            findings.Add(SpecRules.NoEffect, $"/template_spec/observability/{kind}",
                $"observability.{kind} '{asked}' would do nothing: none of the modules {string.Join(", ", spec.Modules.Select(m => m.Name))} takes it.",
                "Add a module that does, or leave it out.");
        }
    }
}
