using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Schemas;

/// <summary>Types as our schema files write them: <c>string</c>, <c>set(string)</c>, <c>list(rule)</c> with a named object type.</summary>
public sealed class TypeText
{
    readonly Dictionary<string, CtyType> named = new(StringComparer.Ordinal)
    {
        ["string"] = CtyType.String, ["number"] = CtyType.Number, ["bool"] = CtyType.Bool,
    };

    public void Define(string name, CtyType type) => named.Add(name, type);

    public CtyType Parse(string text)
    {
        if (named.TryGetValue(text, out var type)) return type;
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || text[^1] != ')') throw new FormatException($"'{text}' is not a type.");
        var element = Parse(text[(open + 1)..^1]);
        return text[..open] switch
        {
            "list" => CtyType.List(element),
            "set" => CtyType.Set(element),
            "map" => CtyType.Map(element),
            var kind => throw new FormatException($"'{kind}' is not a kind of collection; there are list, set and map."),
        };
    }
}
