namespace InfraAgent.Generator;

/// <summary>The root's variables. Named by all that could be bound, not by what is: a further parameter does not rename the others' variables.</summary>
sealed class VariableNames
{
    static readonly string[] Own = ["deployment_id", "environment", "labels", "name_prefix"];

    readonly Dictionary<(string? Instance, string Input), string> names = [];

    public VariableNames(CloudDefinition cloud, IReadOnlyList<ModuleSpec> instances)
    {
        var targets = instances.SelectMany(m => m.Definition.Inputs.Values.Where(i => i.Settable).Select(i => (Module: m, Input: i))).ToArray();
        var count = targets.Select(t => t.Input.Name).Concat(cloud.Inputs.Keys).CountBy(n => n, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var taken = new HashSet<string>(Own, StringComparer.Ordinal);
        foreach (var input in cloud.Inputs.Keys.Order(StringComparer.Ordinal)) Take(null, input, input, taken);
        foreach (var (module, input) in targets.OrderBy(t => $"{t.Module.Name}.{t.Input.Name}", StringComparer.Ordinal))
            Take(module.Name, input.Name, count[input.Name] == 1 && !taken.Contains(input.Name) ? input.Name : $"{module.Label}_{input.Name}", taken);
    }

    public string Of(ModuleSpec? module, InputDefinition input) => names[(module?.Name, input.Name)];

    void Take(string? instance, string input, string name, HashSet<string> taken)
    {
        while (!taken.Add(name)) name += "_";
        names.Add((instance, input), name);
    }
}
