using System.Text.RegularExpressions;

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
            RequiredVersion = map.Text("terraform"),
            Providers = Providers(map.Map("providers")),
            Inputs = InputReader.Read(map.Map("inputs"), ofCloud: true),
            Observability = Observability(map.Map("observability")),
            Tags = Tags(map.Map("tags"))
        };
        map.End();
        return ModuleReader.Name().IsMatch(cloud.Name) ? cloud : throw map.Error($"'{cloud.Name}' is no name of a cloud.", "name");
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
        var meaning = map.OptionalText("pattern_meaning") ?? "made of other characters";
        var rules = new TagRules
        {
            MaxItems = map.OptionalInteger("max_items") ?? defaults.MaxItems,
            MaxKeyLength = map.OptionalInteger("max_key_length") ?? defaults.MaxKeyLength,
            MaxValueLength = map.OptionalInteger("max_value_length") ?? defaults.MaxValueLength,
            Pattern = map.OptionalText("pattern") is { } pattern ? new InputPattern(pattern, meaning) : null,
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
