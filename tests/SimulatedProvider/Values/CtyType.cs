using System.Text.Json;

namespace InfraAgent.SimulatedProvider.Values;

public enum CtyKind { String, Number, Bool, List, Set, Map, Object }

/// <summary>A type of Terraform's type system; on the wire it is JSON: <c>"string"</c>, <c>["list","string"]</c>, <c>["object",{…}]</c>.</summary>
public sealed class CtyType
{
    public static readonly CtyType String = new(CtyKind.String), Number = new(CtyKind.Number), Bool = new(CtyKind.Bool);

    static readonly SortedDictionary<string, CtyType> None = new(StringComparer.Ordinal);
    readonly CtyType? element;

    CtyType(CtyKind kind, CtyType? element = null, SortedDictionary<string, CtyType>? attributes = null)
    {
        Kind = kind;
        this.element = element;
        Attributes = attributes ?? None;
    }

    public CtyKind Kind { get; }

    /// <summary>Of an object, in the order in which they are written; empty for any other kind.</summary>
    public SortedDictionary<string, CtyType> Attributes { get; }

    /// <summary>Of a list, set or map.</summary>
    public CtyType Element => element ?? throw new InvalidOperationException($"A {Kind} has no element type.");

    public static CtyType List(CtyType element) => new(CtyKind.List, element);

    public static CtyType Set(CtyType element) => new(CtyKind.Set, element);

    public static CtyType Map(CtyType element) => new(CtyKind.Map, element);

    public static CtyType Object(IEnumerable<KeyValuePair<string, CtyType>> attributes) =>
        new(CtyKind.Object, attributes: new(attributes.ToDictionary(), StringComparer.Ordinal));

    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) Write(json);
        return buffer.ToArray();
    }

    void Write(Utf8JsonWriter json)
    {
        var name = Kind switch
        {
            CtyKind.String => "string", CtyKind.Number => "number", CtyKind.Bool => "bool",
            CtyKind.List => "list", CtyKind.Set => "set", CtyKind.Map => "map", _ => "object",
        };
        if (Kind is CtyKind.String or CtyKind.Number or CtyKind.Bool)
        {
            json.WriteStringValue(name);
            return;
        }
        json.WriteStartArray();
        json.WriteStringValue(name);
        if (Kind == CtyKind.Object)
        {
            json.WriteStartObject();
            foreach (var (attribute, type) in Attributes)
            {
                json.WritePropertyName(attribute);
                type.Write(json);
            }
            json.WriteEndObject();
        }
        else
        {
            Element.Write(json);
        }
        json.WriteEndArray();
    }
}
