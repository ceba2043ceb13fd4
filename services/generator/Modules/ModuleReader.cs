using System.Text.RegularExpressions;

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

        var module = new ModuleDefinition
        {
            Name = name,
            Version = ModuleVersion.TryParse(versions[0]) ?? throw NoVersion(map, versions[0]),
            Description = map.Text("description"),
            Inputs = InputReader.Read(map.Map("inputs"), cloud),
            Outputs = Outputs(map.Map("outputs"))
        };
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
            all.Add(new OutputDefinition(name, output.Text("description"), value, Type(output)));
            output.End();
        }

        return [.. all];
    }

    static InputType? Type(YamlMap output) => output.OptionalText("type") is not { } word ? null
        : InputTypes.TryParse(word, out var type) ? type
        : throw output.Error($"Type '{word}' is not known; known: {string.Join(", ", InputTypes.Known)}.", "type");

    [GeneratedRegex(@"\A[a-z][a-z0-9]*(-[a-z0-9]+)*\z", RegexOptions.NonBacktracking)]
    public static partial Regex Name();
}
