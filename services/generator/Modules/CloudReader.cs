using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>Reads <c>cloud.yaml</c>.</summary>
static partial class CloudReader
{
    public static CloudDefinition Read(string file, string text)
    {
        var map = YamlMap.Parse(file, text);
        var cloud = new CloudDefinition
        {
            Name = map.Text("name"),
            Description = map.Text("description"),
            RequiredVersion = map.OptionalText("terraform") ?? "",
            Runtimes = map.Has("runtimes") ? Runtimes(map) : [RuntimeNames.Terraform],
            Workload = Workload(map.Map("workload")),
            Instead = map.Map("instead") is { } instead ? instead.Keys.ToDictionary(k => k, instead.Text, StringComparer.Ordinal) : new Dictionary<string, string>(),
            Providers = Providers(map.Map("providers")),
            Inputs = InputReader.Read(map.Map("inputs"), null),
            Provides = Provides(map.Map("provides")),
            Observability = Observability(map.Map("observability")),
            Tags = Tags(map.Map("tags"))
        };
        map.End();
        if (cloud.Runtimes.Contains(RuntimeNames.Terraform) && cloud.RequiredVersion.Length == 0) throw map.Error("'terraform' is missing: the versions of terraform that go with this cloud.");
        return ModuleReader.Name().IsMatch(cloud.Name) ? cloud : throw map.Error($"'{cloud.Name}' is no name of a cloud.", "name");
    }

    static IReadOnlyList<string> Runtimes(YamlMap map)
    {
        var runtimes = map.Texts("runtimes");
        return runtimes.Count > 0 && runtimes.All(RuntimeNames.All.Contains) ? runtimes
            : throw map.Error($"'runtimes' must name some of: {string.Join(", ", RuntimeNames.All)}.", "runtimes");
    }

    static WorkloadMapping? Workload(YamlMap? map)
    {
        if (map is null) return null;
        var module = map.Text("module");
        var inputs = new SortedDictionary<string, MappedField>(StringComparer.Ordinal);
        var fields = map.Map("inputs") ?? throw map.Error("'inputs' is missing: which input takes which field of a service.");
        foreach (var input in fields.Keys) inputs.Add(input, Field(fields, input));
        map.End();
        return new WorkloadMapping(module, inputs);
    }

    static MappedField Field(YamlMap fields, string input)
    {
        MappedField field;
        if (fields.IsText(input)) field = new MappedField(fields.Text(input));
        else
        {
            var map = fields.Map(input)!;
            field = new MappedField(map.Text("field"), map.OptionalNumber("per_core"), map.OptionalNumber("per_gib"));
            map.End();
        }

        return WorkloadFields.Names.Contains(field.Field) ? field
            : throw fields.Error($"A service has no field '{field.Field}' that an input could take; known: {string.Join(", ", WorkloadFields.Names)}.", input);
    }

    static ProviderDefinition[] Providers(YamlMap? providers)
    {
        if (providers is null) return [];
        return [.. providers.Keys.Order(StringComparer.Ordinal).Select(name =>
        {
            var map = providers.Map(name)!;
            var provider = new ProviderDefinition(name, map.Text("source"), map.Text("version"));
            map.End();
            // Pinned, not ranged: the same bundle has to mean the same tool tomorrow.
            return ModuleVersion.TryParse(provider.Version) is not null && Source().IsMatch(provider.Source) && InputReader.Identifier().IsMatch(name)
                ? provider
                : throw map.Error($"Provider '{name}' needs a source such as hashicorp/aws and an exact version such as 6.19.0.");
        })];
    }

    static SortedDictionary<string, string> Provides(YamlMap? map)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (map is null) return values;
        foreach (var name in map.Keys)
        {
            if (!InputReader.Identifier().IsMatch(name)) throw map.Error($"What a cloud provides must be called by lower-case letters, digits and '_', not '{name}'.", name);
            var value = map.Text(name);
            if (value.Length == 0 || value.Contains('\n', StringComparison.Ordinal)) throw map.Error($"'{name}' must be an expression on one line; give a longer one a local in a file of the cloud.", name);
            values.Add(name, value);
        }

        return values;
    }

    static SortedDictionary<string, IReadOnlyList<string>> Observability(YamlMap? map)
    {
        var kinds = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        if (map is null) return kinds;
        foreach (var kind in (string[])["logging", "metrics", "tracing"])
        {
            if (map.Has(kind)) kinds.Add(kind, [.. map.Texts(kind)]);
        }

        map.End();
        return kinds;
    }

    static TagRules Tags(YamlMap? map)
    {
        if (map is null) return new TagRules();
        var defaults = new TagRules();
        InputPattern? Pattern(string key) => map.OptionalText(key + "_meaning") is var meaning && map.OptionalText(key) is { } pattern ? new InputPattern(pattern, meaning ?? "made of other characters") : null;
        var rules = new TagRules
        {
            MaxItems = map.OptionalInteger("max_items") ?? defaults.MaxItems,
            MaxKeyLength = map.OptionalInteger("max_key_length") ?? defaults.MaxKeyLength,
            MaxValueLength = map.OptionalInteger("max_value_length") ?? defaults.MaxValueLength,
            Pattern = Pattern("pattern"),
            KeyPattern = Pattern("key_pattern"),
            ReservedPrefixes = map.Texts("reserved_prefixes"),
            ReservedNames = map.Texts("reserved_names"),
            IgnoreCase = map.OptionalText("ignore_case") == "true"
        };
        map.End();
        return rules;
    }

    [GeneratedRegex(@"\A[a-z0-9.-]+(/[a-zA-Z0-9-]+){1,2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Source();
}
