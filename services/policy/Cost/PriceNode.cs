using System.Globalization;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Policy.Cost;

/// <summary>A mapping in a price file, read strictly: every complaint has file and line, and what nobody asked for is refused.</summary>
sealed class PriceNode(string file, YamlMappingNode node)
{
    /// <summary>Of a price: the sum over all that a plan can have is one that a decimal holds.</summary>
    public const decimal MostUsd = 1_000_000_000;

    const decimal Most = 1_000_000_000_000;

    readonly HashSet<string> asked = new(StringComparer.Ordinal);

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name) => OptionalText(name) ?? throw Wrong($"'{name}' is missing");

    public string? OptionalText(string name) => Find(name) is { } found ? Scalar(found, name) : null;

    public decimal? OptionalNumber(string name) => Find(name) is { } found ? Number(found, name) : null;

    public decimal Number(YamlNode found, string name, decimal most = Most) =>
        decimal.TryParse(Scalar(found, name), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Wrong($"'{name}' must be a number from 0 to {most:0}, with a point and without exponent", found);

    public IReadOnlyList<string> Texts(string name) => Find(name) switch
    {
        YamlSequenceNode { Children.Count: > 0 } list => [.. list.Children.Select(i => Scalar(i, name))],
        YamlScalarNode one => [Scalar(one, name)],
        null => throw Wrong($"'{name}' is missing"),
        _ => throw Wrong($"'{name}' must be a text or a list of texts"),
    };

    /// <summary>The elements of a list, or a single element without one; none when absent.</summary>
    public IReadOnlyList<YamlNode> Nodes(string name) => Find(name) switch
    {
        null => [],
        YamlSequenceNode list => [.. list.Children],
        var one => [one],
    };

    public YamlNode? Find(string name)
    {
        asked.Add(name);
        return node.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found : null;
    }

    public PriceNode Map(YamlNode inner, string name) => inner is YamlMappingNode map ? new PriceNode(file, map) : throw Wrong($"'{name}' must be a mapping", inner);

    public IEnumerable<(string Key, YamlNode Value)> Entries(YamlNode inner, string name) =>
        inner is YamlMappingNode map ? map.Children.Select(c => (Scalar(c.Key, name), c.Value)) : throw Wrong($"'{name}' must be a mapping", inner);

    public string Scalar(YamlNode found, string name) => found is YamlScalarNode { Value: { Length: > 0 } text } ? text : throw Wrong($"'{name}' must be a text that is not empty", found);

    public void Done()
    {
        foreach (var (key, _) in node.Children)
        {
            if (key is YamlScalarNode { Value: { } name } && asked.Contains(name)) continue;
            var near = Nearest.Of(key.ToString(), asked);
            throw Wrong($"'{key}' is not known here; " + (near is null ? $"known: {string.Join(", ", asked.Order(StringComparer.Ordinal))}" : $"did you mean '{near}'?"), key);
        }
    }

    public PolicyFileException Wrong(string what, YamlNode? at = null) => new($"{file}, line {(at ?? node).Start.Line}: {what}.");

    /// <summary>As the reader of conditions takes it.</summary>
    public static object Plain(YamlNode value) => value switch
    {
        YamlMappingNode map => map.Children.ToDictionary(c => Plain(c.Key), c => Plain(c.Value)),
        YamlSequenceNode list => list.Children.Select(Plain).ToList(),
        _ => ((YamlScalarNode)value).Value ?? "",
    };
}
