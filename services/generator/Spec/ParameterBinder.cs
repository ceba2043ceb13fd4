using System.Text.Json;

namespace InfraAgent.Generator;

/// <summary>An input that a parameter sets, through a variable of the root.</summary>
sealed record BoundParameter(string Parameter, string Variable, InputDefinition Input, ModuleSpec? Module, HclValue Value);

/// <summary>Finds the one input that each parameter means: a name of the cloud's provider, an input's name, <c>instance.input</c> or <c>instance_input</c>.</summary>
sealed class ParameterBinder
{
    readonly record struct Target(InputDefinition Input, ModuleSpec? Module)
    {
        /// <summary>The spelling that always means this input.</summary>
        public string FullName => Module is null ? Input.Name : $"{Module.Name}.{Input.Name}";
    }

    static readonly string[] OwnVariables = ["deployment_id", "environment", "labels"];

    readonly FindingList findings;
    readonly List<Target> targets;
    readonly ILookup<string, Target> targetsByName;
    readonly Dictionary<string, string> variables = new(StringComparer.Ordinal);

    public ParameterBinder(BundleSpec spec, FindingList findings)
    {
        this.findings = findings;
        targets =
        [
            .. spec.Cloud.Inputs.Values.Select(i => new Target(i, null)),
            .. spec.Modules.SelectMany(m => m.Definition.Inputs.Values.Where(i => i.Settable).Select(i => new Target(i, m)))
        ];
        targetsByName = targets.SelectMany(t => Names(t).Distinct().Select(n => (Name: n, Target: t))).ToLookup(n => n.Name, n => n.Target, StringComparer.Ordinal);
        NameVariables();
    }

    public IReadOnlyList<BoundParameter> Bind(IReadOnlyDictionary<string, JsonElement> parameters)
    {
        var bound = new Dictionary<string, BoundParameter>(StringComparer.Ordinal);
        foreach (var (name, json) in parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            var node = SpecNode.Read(json, Pointer.Member("/parameters", name), findings);
            if (Find(name, node.Place) is not { } target) continue;
            if (bound.TryGetValue(target.FullName, out var other))
            {
                findings.Add(SpecRules.SaidTwice, node.Place, $"Parameter {CarriableText.Show(name)} sets '{target.FullName}', and so does parameter '{other.Parameter}'.", "Keep one of them.");
                continue;
            }

            var what = $"Parameter '{name}'" + (target.Module is null ? "" : $" (input '{target.Input.Name}' of {target.Module.What})");
            // A value that is refused still takes its place: it is not missing as well.
            var value = new ValueReader(findings).Read(node, target.Input, what) ?? HclValue.Null;
            bound.Add(target.FullName, new BoundParameter(name, variables[target.FullName], target.Input, target.Module, value));
        }

        return [.. bound.Values.OrderBy(b => b.Variable, StringComparer.Ordinal)];
    }

    Target? Find(string name, string pointer)
    {
        var found = targetsByName[name].ToArray();
        if (found is [var target]) return target;
        if (found.Length > 1)
        {
            var candidates = string.Join(", ", found.Select(t => $"'{t.FullName}'"));
            findings.Add(SpecRules.AmbiguousParameter, pointer, $"Parameter {CarriableText.Show(name)} could mean {candidates}.", "Name the one that is meant, with its module.");
        }
        else
        {
            var known = targets.Select(t => t.FullName).Order(StringComparer.Ordinal).ToArray();
            findings.Add(SpecRules.UnknownParameter, pointer, $"Parameter {CarriableText.Show(name)} is no input of the cloud or of the modules that are asked for; known: {string.Join(", ", known)}.",
                Nearest.Advise(name, [.. targetsByName.Select(t => t.Key)], "Leave it out, or add the module that takes it."));
        }

        return null;
    }

    static IEnumerable<string> Names(Target target) => target.Module is not { } module ? [target.Input.Name] :
    [
        target.Input.Name, target.FullName, $"{module.Label}_{target.Input.Name}"
    ];

    // Named by all that could be bound, not by what is: a further parameter does not rename the others' variables.
    void NameVariables()
    {
        var inputs = targets.ToLookup(t => t.Input.Name, StringComparer.Ordinal);
        var taken = new HashSet<string>(OwnVariables, StringComparer.Ordinal);
        foreach (var target in targets.OrderBy(t => t.Module is null ? 0 : 1).ThenBy(t => t.FullName, StringComparer.Ordinal))
        {
            var name = target.Module is null || (inputs[target.Input.Name].Count() == 1 && !taken.Contains(target.Input.Name))
                ? target.Input.Name
                : $"{target.Module.Label}_{target.Input.Name}";
            while (!taken.Add(name)) name += "_";
            variables.Add(target.FullName, name);
        }
    }
}
