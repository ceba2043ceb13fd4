using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Generator;

/// <summary>A mapping of a catalog file, read strictly: what is not asked for by the time of <see cref="End"/> is an error, with its line.</summary>
sealed class YamlMap
{
    readonly string file;
    readonly YamlMappingNode node;
    readonly HashSet<string> read = [];

    YamlMap(string file, YamlMappingNode node)
    {
        this.file = file;
        this.node = node;
    }

    public long Line => node.Start.Line;

    public static YamlMap Parse(string file, string text)
    {
        IList<YamlDocument> documents;
        try
        {
            documents = CatalogYaml.Read(text);
        }
        catch (YamlException e)
        {
            throw new CatalogException(new CatalogProblem(file, e.Start.Line, "This is no YAML: " + CatalogYaml.Explain(e)));
        }

        if (documents is not [{ RootNode: YamlMappingNode root }])
            throw new CatalogException(new CatalogProblem(file, 1, "One mapping is expected, such as 'name: …'."));
        return new YamlMap(file, root);
    }

    /// <summary>Line of the key's value.</summary>
    public long LineOf(string key) => Find(key)?.Start.Line ?? Line;

    public CatalogException Error(string message, string? key = null) =>
        new(new CatalogProblem(file, key is null ? Line : LineOf(key), message));

    public bool Has(string key)
    {
        // Who asks for a key knows it: it is among the known ones that an error names.
        read.Add(key);
        return Find(key) is not null;
    }

    public bool IsText(string key) => Find(key) is YamlScalarNode;

    public string Text(string key) => OptionalText(key) ?? throw Error($"'{key}' is missing.");

    public string? OptionalText(string key)
    {
        read.Add(key);
        return Find(key) switch
        {
            null => null,
            YamlScalarNode scalar => scalar.Value ?? "",
            _ => throw Error($"'{key}' must be a text.", key)
        };
    }

    /// <summary>The key is there and says <c>null</c>, unquoted.</summary>
    public bool IsNull(string key) =>
        Find(key) is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" };

    public double? OptionalNumber(string key) => OptionalText(key) switch
    {
        null => null,
        var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => number,
        var text => throw Error($"'{key}' must be a number, not '{text}'.", key)
    };

    public int? OptionalInteger(string key) => OptionalNumber(key) switch
    {
        null => null,
        { } number when double.IsInteger(number) && Math.Abs(number) <= int.MaxValue => (int)number,
        _ => throw Error($"'{key}' must be a whole number.", key)
    };

    public IReadOnlyList<string> Texts(string key)
    {
        read.Add(key);
        return Find(key) switch
        {
            null => [],
            YamlSequenceNode list when list.Children.All(c => c is YamlScalarNode) =>
                [.. list.Children.Cast<YamlScalarNode>().Select(s => s.Value ?? "")],
            _ => throw Error($"'{key}' must be a list of texts.", key)
        };
    }

    public YamlMap? Map(string key)
    {
        read.Add(key);
        return Find(key) switch
        {
            null => null,
            YamlMappingNode map => new YamlMap(file, map),
            _ => throw Error($"'{key}' must be a mapping.", key)
        };
    }

    public IReadOnlyList<YamlMap> Maps(string key)
    {
        read.Add(key);
        return Find(key) switch
        {
            null => [],
            YamlSequenceNode list when list.Children.All(c => c is YamlMappingNode) => [.. list.Children.Select(c => new YamlMap(file, (YamlMappingNode)c))],
            _ => throw Error($"'{key}' must be a list of mappings.", key)
        };
    }

    public IReadOnlyList<string> Keys =>
        [.. node.Children.Keys.Select(k => k is YamlScalarNode { Value: { } name } ? name
            : throw new CatalogException(new CatalogProblem(file, k.Start.Line, "A key must be a text.")))];

    /// <summary>Refuses what nobody asked for.</summary>
    public void End()
    {
        foreach (var key in Keys)
        {
            if (!read.Contains(key)) throw Error($"'{key}' is not known here; known: {string.Join(", ", read.Order(StringComparer.Ordinal))}.", key);
        }
    }

    YamlNode? Find(string key) => node.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;
}
