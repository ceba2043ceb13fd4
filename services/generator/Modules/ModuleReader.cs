using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Reads <c>module.yaml</c>: one definition for each version that the folder serves, without files yet.</summary>
static partial class ModuleReader
{
    public static IReadOnlyList<ModuleDefinition> Read(string file, string text, CloudDefinition cloud)
    {
        var map = YamlMap.Parse(file, text);
        var name = map.Text("name");
        if (!Name().IsMatch(name)) throw map.Error($"'{name}' is no name of a module: lower-case letters, digits and '-'.", "name");
        var versions = map.Texts("versions");
        if (versions.Count == 0) throw map.Error("'versions' must name at least one version.", "versions");

        var inputs = InputReader.Read(map.Map("inputs"), cloud);
        var module = new ModuleDefinition
        {
            Name = name,
            Version = ModuleVersion.TryParse(versions[0]) ?? throw NoVersion(map, versions[0]),
            Description = map.Text("description"),
            Inputs = inputs,
            Outputs = Outputs(map.Map("outputs")),
            CostDrivers = CostDrivers(map.Map("cost_drivers"), inputs)
        };
        module = module with { Conditions = ConditionReader.Read(map, module.Inputs), Connection = Connection(map.Map("connection"), module.Inputs) };
        map.End();
        return [.. versions.Distinct().Select(v => module with { Version = ModuleVersion.TryParse(v) ?? throw NoVersion(map, v) })];
    }

    static CatalogException NoVersion(YamlMap map, string version) =>
        map.Error($"'{version}' is no version of the form 1.2.3.", "versions");

    static OutputDefinition[] Outputs(YamlMap? outputs)
    {
        if (outputs is null) return [];
        var all = new List<OutputDefinition>();
        foreach (var name in outputs.Keys.Order(StringComparer.Ordinal))
        {
            if (!InputReader.Identifier().IsMatch(name)) throw outputs.Error($"Output '{name}' must be lower-case letters, digits and '_'.", name);
            var output = outputs.Map(name)!;
            var value = output.Text("value");
            if (value.Contains('\n', StringComparison.Ordinal)) throw output.Error("An expression must be on one line; give a longer one a local.", "value");
            all.Add(new OutputDefinition(name, output.Text("description"), value, Type(output), output.LineOf("value")));
            output.End();
        }

        return [.. all];
    }

    static ModuleConnection? Connection(YamlMap? map, IReadOnlyDictionary<string, InputDefinition> inputs)
    {
        if (map is null) return null;
        SortedDictionary<string, (string Text, long Line)> Entries(string key, Func<YamlMap, string, bool> fits, string wrong)
        {
            var entries = new SortedDictionary<string, (string, long)>(StringComparer.Ordinal);
            if (map.Map(key) is not { } given) return entries;
            foreach (var name in given.Keys)
            {
                if (!EnvironmentReader.IsVariable(name)) throw given.Error($"'{name}' is no name of a variable.", name);
                entries.Add(name, fits(given, name) ? (given.Text(name), given.LineOf(name)) : throw given.Error($"'{name}' {wrong}.", name));
            }

            return entries;
        }

        var connection = new ModuleConnection(
            Entries("env", (given, name) => given.IsText(name), "must be a text"),
            Entries("secrets", (given, name) => inputs.TryGetValue(given.Text(name), out var input) && input.Secret, "must name an input that is a secret")
                .ToDictionary(s => s.Key, s => s.Value.Text, StringComparer.Ordinal));
        map.End();
        return connection;
    }

    static CostDriver[] CostDrivers(YamlMap? drivers, IReadOnlyDictionary<string, InputDefinition> inputs) => drivers is null ? [] :
    [
        .. drivers.Keys.Select(name => inputs.TryGetValue(name, out var input) && input.Settable ? new CostDriver(name, drivers.Text(name))
            : throw drivers.Error($"'cost_drivers' names '{name}', which is no input that a caller can set.", name))
    ];

    static InputType? Type(YamlMap output) => output.OptionalText("type") is not { } word ? null
        : InputTypes.TryParse(word, out var type) ? type
        : throw output.Error($"Type '{word}' is not known; known: {string.Join(", ", InputTypes.Known)}.", "type");

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    public static partial Regex Name();
}
