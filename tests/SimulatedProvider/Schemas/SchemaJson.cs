using System.IO.Compression;
using System.Text.Json;
using InfraAgent.SimulatedProvider.Values;

namespace InfraAgent.SimulatedProvider.Schemas;

/// <summary>
/// Reads what <c>terraform providers schema -json</c> wrote, gzipped: the real provider's whole schema, to validate configurations with. It
/// says nothing of defaults, replacements or computed values, so nothing can be planned well with it.
/// </summary>
public static class SchemaJson
{
    /// <param name="wanted">Which types are served; the real provider has many times more than anybody needs at once.</param>
    public static ProviderSchema Load(string path, string address, Func<string, bool> wanted)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var json = JsonDocument.Parse(file);
        var provider = json.RootElement.GetProperty("provider_schemas").GetProperty(address);
        return new(
        [
            .. Objects(ObjectKind.Resource, provider.GetProperty("resource_schemas"), wanted),
            .. Objects(ObjectKind.Data, provider.GetProperty("data_source_schemas"), wanted),
            .. provider.TryGetProperty("ephemeral_resource_schemas", out var ephemeral) ? Objects(ObjectKind.Ephemeral, ephemeral, wanted) : [],
            Object(ObjectKind.Provider, address[(address.LastIndexOf('/') + 1)..], provider.GetProperty("provider")),
        ]);
    }

    static IEnumerable<ObjectSchema> Objects(ObjectKind kind, JsonElement schemas, Func<string, bool> wanted)
    {
        foreach (var schema in schemas.EnumerateObject().Where(s => wanted(s.Name)))
        {
            ObjectSchema read;
            try
            {
                read = Object(kind, schema.Name, schema.Value);
            }
            catch (NotSupportedException)
            {
                // A configuration that uses it is then refused as one of an unknown type: never validated by half.
                continue;
            }
            yield return read;
        }
    }

    static ObjectSchema Object(ObjectKind kind, string name, JsonElement schema) =>
        new(kind, name, Block(schema.GetProperty("block"))) { Version = Number(schema, "version") };

    static BlockSchema Block(JsonElement block) => new(
        [.. Members(block, "attributes").Select(a => new AttributeSchema(a.Name, a.Value.TryGetProperty("type", out var type) ? Type(type) : throw new NotSupportedException())
        {
            Required = Flag(a.Value, "required"), Optional = Flag(a.Value, "optional"),
            Computed = Flag(a.Value, "computed"), Sensitive = Flag(a.Value, "sensitive"), WriteOnly = Flag(a.Value, "write_only"),
        })],
        [.. Members(block, "block_types").Select(b => new NestedBlockSchema(b.Name, NestingOf(b.Value), Block(b.Value.GetProperty("block")))
        {
            MinItems = (int)Number(b.Value, "min_items"), MaxItems = (int)Number(b.Value, "max_items"),
        })]);

    static Nesting NestingOf(JsonElement block) => block.GetProperty("nesting_mode").GetString() switch
    {
        "single" => Nesting.Single, "list" => Nesting.List, "set" => Nesting.Set, _ => throw new NotSupportedException(),
    };

    static CtyType Type(JsonElement type) => type.ValueKind == JsonValueKind.String
        ? type.GetString() switch
        {
            "string" => CtyType.String, "number" => CtyType.Number, "bool" => CtyType.Bool, _ => throw new NotSupportedException(),
        }
        : type[0].GetString() switch
        {
            "list" => CtyType.List(Type(type[1])), "set" => CtyType.Set(Type(type[1])), "map" => CtyType.Map(Type(type[1])),
            "object" => CtyType.Object(type[1].EnumerateObject().Select(a => KeyValuePair.Create(a.Name, Type(a.Value)))),
            _ => throw new NotSupportedException(),
        };

    static JsonProperty[] Members(JsonElement block, string name) => block.TryGetProperty(name, out var members) ? [.. members.EnumerateObject()] : [];

    static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var flag) && flag.GetBoolean();

    static long Number(JsonElement element, string name) => element.TryGetProperty(name, out var number) ? number.GetInt64() : 0;
}
