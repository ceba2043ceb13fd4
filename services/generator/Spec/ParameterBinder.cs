using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>An input that a parameter sets, through a variable of the root.</summary>
sealed record BoundParameter(string Parameter, string Variable, InputDefinition Input, ModuleSpec? Module, HclValue Value)
{
    public string FullName => Module is null ? Input.Name : $"{Module.Name}.{Input.Name}";

    /// <summary>What the code holds where the parameter file does not say; null: what the specification says for the input, if anything.</summary>
    public HclValue? Fallback { get; init; }
    /// <summary>Entries of a map beside those that parameters set.</summary>
    public HclMap? Beside { get; init; }
}

/// <summary>A field of a service that a parameter sets: <c>web.env.LEVEL</c> is service <c>web</c>, path <c>env</c>, <c>LEVEL</c>.</summary>
sealed record BoundField(string Parameter, string Service, IReadOnlyList<string> Path, SpecNode Value)
{
    public string Field => string.Join('.', Path);
    public string FullName => $"{Service}.{Field}";
}

/// <summary>What the request's parameters mean.</summary>
sealed record Bindings(IReadOnlyList<BoundParameter> Inputs, IReadOnlyList<BoundField> Fields);

/// <summary>Finds the one input or field that each parameter means: a name of the cloud's provider, an input's name, <c>instance.input</c>,
/// <c>instance_input</c>, or <c>service.field</c>.</summary>
sealed class ParameterBinder
{
    /// <summary>One that can be meant. A field of a service, or an input.</summary>
    readonly record struct Target(string FullName, InputDefinition? Input = null, ModuleSpec? Module = null, ServiceSpec? Service = null, IReadOnlyList<string>? Path = null);

    readonly FindingList findings;
    readonly ServiceParameters services;
    readonly VariableNames variables;
    readonly List<Target> targets;

    /// <param name="instances">Modules, and what services become; <paramref name="mapping"/>: which of their inputs are fields of the service.</param>
    public ParameterBinder(CloudDefinition cloud, IReadOnlyList<ModuleSpec> instances, IReadOnlyList<ServiceSpec> services, WorkloadMapping? mapping, FindingList findings)
    {
        this.findings = findings;
        this.services = new ServiceParameters(services);
        variables = new VariableNames(cloud, instances);
        targets =
        [
            .. cloud.Inputs.Values.Select(i => new Target(i.Name, i)),
            .. instances.SelectMany(m => m.Definition.Inputs.Values
                .Where(i => i.Settable && !(m.IsService && mapping!.Says(i.Name)))
                .Select(i => new Target($"{m.Name}.{i.Name}", i, m)))
        ];
    }

    public Bindings Bind(IReadOnlyDictionary<string, JsonElement> parameters)
    {
        var inputs = new Dictionary<string, BoundParameter>(StringComparer.Ordinal);
        var fields = new Dictionary<string, BoundField>(StringComparer.Ordinal);
        // Of the names that could be meant, only those that are asked for: there are many thousand in a large specification.
        var asked = targets.SelectMany(t => Names(t).Where(parameters.ContainsKey).Distinct().Select(n => (Name: n, Target: t))).ToLookup(n => n.Name, n => n.Target, StringComparer.Ordinal);
        foreach (var (name, json) in parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var node = SpecNode.Read(json, Pointer.Member("/parameters", name), findings);
            if (Find(name, asked[name], node.Place) is not { } target) continue;
            if ((inputs.GetValueOrDefault(target.FullName)?.Parameter ?? fields.GetValueOrDefault(target.FullName)?.Parameter) is { } other)
            {
                findings.Add(SpecRules.SaidTwice, node.Place, $"Parameter {CarriableText.Show(name)} sets '{target.FullName}', and so does parameter '{other}'.", "Keep one of them.");
                continue;
            }

            if (target.Service is { } service) fields.Add(target.FullName, new BoundField(name, service.Name, target.Path!, node));
            else inputs.Add(target.FullName, Input(name, node, target));
        }

        return new Bindings([.. inputs.Values.OrderBy(b => b.Variable, StringComparer.Ordinal)], [.. fields.Values.OrderBy(f => f.FullName, StringComparer.Ordinal)]);
    }

    BoundParameter Input(string name, SpecNode node, Target target)
    {
        var what = $"Parameter '{name}'" + (target.Module is null ? "" : $" (input '{target.Input!.Name}' of {target.Module.What})");
        // A value that is refused still takes its place: it is not missing as well.
        var value = new ValueReader(findings).Read(node, target.Input!, what) ?? HclValue.Null;
        return new BoundParameter(name, variables.Of(target.Module, target.Input!), target.Input!, target.Module, value);
    }

    Target? Find(string name, IEnumerable<Target> inputs, string pointer)
    {
        var found = inputs.Concat(services.Find(name).Select(f => new Target(f.FullName, Service: f.Service, Path: f.Path))).ToArray();
        if (found is [var target]) return target;
        if (found.Length > 1)
        {
            var candidates = string.Join(", ", found.Select(t => $"'{t.FullName}'"));
            findings.Add(SpecRules.AmbiguousParameter, pointer, $"Parameter {CarriableText.Show(name)} could mean {candidates}.", "Name the one that is meant, with its module or service.");
        }
        else
        {
            var known = targets.Select(t => t.FullName).Concat(services.Known()).Order(StringComparer.Ordinal).ToArray();
            var list = known.Length == 0 ? "there are none" : $"known: {string.Join(", ", known.Take(200))}{(known.Length > 200 ? ", …" : "")}";
            findings.Add(SpecRules.UnknownParameter, pointer, $"Parameter {CarriableText.Show(name)} is no input of the cloud or of the modules that are asked for, and no field of a service; {list}.",
                Nearest.Advise(name, [.. targets.SelectMany(Names).Distinct(), .. services.Known()], "Leave it out, or add the module that takes it."));
        }

        return null;
    }

    static IEnumerable<string> Names(Target target) => target.Module is not { } module ? [target.FullName] :
    [
        target.Input!.Name, target.FullName, $"{module.Label}_{target.Input.Name}"
    ];
}
