using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Policy.Bundles;

/// <summary>Reads YAML that may come from anybody into JSON.</summary>
static class RenderedYaml
{
    const int MaxNodes = 4_000_000;

    /// <summary>Every document that is not empty, and where it starts.</summary>
    /// <exception cref="YamlException">The text is no YAML, is nested too deeply, has too many values, or a document is no mapping.</exception>
    public static IReadOnlyList<(JsonObject Value, Mark Start)> Read(string text)
    {
        var stream = new YamlStream();
        stream.Load(new BoundedYaml(text, MaxNodes));
        return [.. stream.Documents.Select(d => d.RootNode).Where(n => n is not YamlScalarNode { Value: null or "" or "null" or "~" }).Select(n => (Document(n), n.Start))];
    }

    static JsonObject Document(YamlNode root) =>
        root is YamlMappingNode map ? Object(map) : throw new YamlException(root.Start, root.End, "a document must be a mapping");

    static JsonNode? Value(YamlNode node) => node switch
    {
        YamlMappingNode map => Object(map),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Value)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when scalar.Tag.IsEmpty => Plain(scalar.Value ?? ""),
        YamlScalarNode scalar => JsonValue.Create(scalar.Value),
        _ => null,
    };

    static JsonObject Object(YamlMappingNode map)
    {
        var made = new JsonObject();
        foreach (var (key, value) in map.Children)
        {
            if (key is not YamlScalarNode { Value: { } name }) throw new YamlException(key.Start, key.End, "a name must be a text");
            if (!made.TryAdd(name, Value(value))) throw new YamlException(key.Start, key.End, $"'{name}' stands there twice");
        }

        return made;
    }

    /// <summary>By the core schema of YAML 1.2, which is what the tools print by.</summary>
    static JsonValue? Plain(string text) => text switch
    {
        "" or "null" or "~" => null,
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => JsonValue.Create(whole),
        _ when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        _ => JsonValue.Create(text),
    };
}
