using System.Globalization;
using System.Text.Json;
using YamlDotNet.Serialization;

namespace InfraAgent.Generator.Tests.Yaml;

/// <summary>What other people's parsers make of a text, as values that can be compared.</summary>
static class YamlReading
{
    static readonly IDeserializer Deserializer = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().WithMaximumRecursion(1000).Build();

    public static DataValue WithYamlDotNet(string text) => FromObject(Deserializer.Deserialize<object?>(text));

    /// <summary>All documents but empty ones.</summary>
    public static IReadOnlyList<DataMap> Documents(string text) =>
    [
        .. ("\n" + text).Split("\n---\n").Where(d => d.Split('\n').Any(l => l.Length > 0 && l != "---" && !l.StartsWith('#'))).Select(d => (DataMap)WithYamlDotNet(d))
    ];

    public static DataValue FromJson(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 1000 });
        return FromJson(document.RootElement);
    }

    public static DataValue FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => new DataMap(json.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, FromJson(p.Value)))),
        JsonValueKind.Array => DataList.Of(json.EnumerateArray().Select(FromJson)),
        JsonValueKind.String => json.GetString()!,
        JsonValueKind.Number => new DataNumber(json.GetDouble()),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => DataValue.Null
    };

    static DataValue FromObject(object? value) => value switch
    {
        null => DataValue.Null,
        string text => text,
        bool truth => truth,
        IDictionary<object, object> map => new DataMap(map.Select(m => KeyValuePair.Create(Assert.IsType<string>(m.Key), FromObject(m.Value)))),
        IEnumerable<object> list => DataList.Of(list.Select(FromObject)),
        _ => new DataNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture))
    };
}
