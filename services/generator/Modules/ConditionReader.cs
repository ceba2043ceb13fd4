namespace InfraAgent.Generator;

/// <summary>Reads the <c>conditions</c> of a module.</summary>
static class ConditionReader
{
    public static IReadOnlyList<ModuleCondition> Read(YamlMap module, IReadOnlyDictionary<string, InputDefinition> inputs) => [.. module.Maps("conditions").Select(map =>
    {
        var condition = new ModuleCondition(
            map.Map("when") is { } when ? Terms(when, inputs) : [],
            [.. map.Maps("one_of").Select(alternative => Terms(alternative, inputs))],
            map.Text("message"), map.Text("advice"));
        map.End();
        return condition.OneOf.Any(terms => terms.Count > 0) ? condition : throw map.Error("'one_of' is missing: what must hold then.");
    })];

    static InputTerm[] Terms(YamlMap map, IReadOnlyDictionary<string, InputDefinition> inputs) => [.. map.Keys.Select(name =>
        !inputs.ContainsKey(name) ? throw map.Error($"'{name}' is no input here.", name)
        : !map.IsText(name) ? new InputTerm(name, true, map.Texts(name))
        : map.Text(name) switch
        {
            "set" => new InputTerm(name, true, []),
            "unset" => new InputTerm(name, false, []),
            var value => new InputTerm(name, true, [value])
        })];
}
