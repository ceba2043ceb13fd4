using System.IO.Compression;
using System.Text;
using System.Text.Json;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

/// <summary>Holds our schema against the real provider's: what we have must be as it is there, and what it demands we must have.</summary>
public sealed class SchemaAgreementTests
{
    public static TheoryData<string> Plugins => [.. SimulatedPlugin.All.Select(p => p.Name)];

    [RealSchemasTheory]
    [MemberData(nameof(Plugins))]
    public void Every_type_attribute_and_block_is_as_the_real_provider_has_it(string name)
    {
        var plugin = SimulatedPlugin.Named(name);
        using var real = Load(Path.Combine(RealSchemas.Folder!, plugin.Name + ".json.gz"));
        var provider = real.RootElement.GetProperty("provider_schemas").GetProperty(plugin.Address);
        var ours = ProviderSchema.Load(plugin);
        var differences = new List<string>();

        Compare(ours.Configuration, provider.GetProperty("provider"), differences);
        foreach (var (schemas, section) in new[] { (ours.Resources, "resource_schemas"), (ours.DataSources, "data_source_schemas"), (ours.Ephemerals, "ephemeral_resource_schemas") })
            foreach (var schema in schemas)
                if (provider.GetProperty(section).TryGetProperty(schema.Name, out var counterpart)) Compare(schema, counterpart, differences);
                else differences.Add($"{schema.Name}: the real provider has no such type");

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    static JsonDocument Load(string path)
    {
        using var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        return JsonDocument.Parse(file);
    }

    static void Compare(ObjectSchema ours, JsonElement real, List<string> differences)
    {
        Expect(ours.Name, "schema version", ours.Version, real.TryGetProperty("version", out var version) ? version.GetInt64() : 0, differences);
        Compare(ours.Name, ours.Block, real.GetProperty("block"), differences);
    }

    static void Compare(string path, BlockSchema ours, JsonElement real, List<string> differences)
    {
        var attributes = Members(real, "attributes");
        foreach (var attribute in ours.Attributes)
            if (attributes.TryGetValue(attribute.Name, out var counterpart)) Compare($"{path}.{attribute.Name}", attribute, counterpart, differences);
            else differences.Add($"{path}.{attribute.Name}: the real provider has no such attribute");

        var blocks = Members(real, "block_types");
        foreach (var nested in ours.Blocks)
            if (blocks.TryGetValue(nested.Name, out var counterpart)) Compare($"{path}.{nested.Name}", nested, counterpart, differences);
            else differences.Add($"{path}.{nested.Name}: the real provider has no such block");

        var demanded = attributes.Where(a => Flag(a.Value, "required")).Select(a => a.Key)
            .Concat(blocks.Where(b => Number(b.Value, "min_items") > 0).Select(b => b.Key));
        foreach (var name in demanded.Except(ours.Attributes.Select(a => a.Name)).Except(ours.Blocks.Select(b => b.Name)))
            differences.Add($"{path}.{name}: the real provider demands it, ours does not know it");
    }

    static void Compare(string path, AttributeSchema ours, JsonElement real, List<string> differences)
    {
        Expect(path, "type", Encoding.UTF8.GetString(ours.Type.ToJson()), Sorted(real.GetProperty("type")), differences);
        Expect(path, "required", ours.Required, Flag(real, "required"), differences);
        Expect(path, "optional", ours.Optional, Flag(real, "optional"), differences);
        Expect(path, "computed", ours.Computed, Flag(real, "computed"), differences);
        Expect(path, "sensitive", ours.Sensitive, Flag(real, "sensitive"), differences);
        Expect(path, "write_only", ours.WriteOnly, Flag(real, "write_only"), differences);
    }

    static void Compare(string path, NestedBlockSchema ours, JsonElement real, List<string> differences)
    {
        Expect(path, "nesting", ours.Nesting.ToString().ToLowerInvariant(), real.GetProperty("nesting_mode").GetString(), differences);
        Expect(path, "min", ours.MinItems, Number(real, "min_items"), differences);
        Expect(path, "max", ours.MaxItems, Number(real, "max_items"), differences);
        Compare(path, ours.Block, real.GetProperty("block"), differences);
    }

    static void Expect<T>(string path, string property, T ours, T real, List<string> differences)
    {
        if (!Equals(ours, real)) differences.Add($"{path}: {property} is {ours} here and {real} in the real provider");
    }

    static Dictionary<string, JsonElement> Members(JsonElement block, string name) =>
        block.TryGetProperty(name, out var members) ? members.EnumerateObject().ToDictionary(m => m.Name, m => m.Value) : [];

    static bool Flag(JsonElement element, string name) => element.TryGetProperty(name, out var flag) && flag.GetBoolean();

    static int Number(JsonElement element, string name) => element.TryGetProperty(name, out var number) ? number.GetInt32() : 0;

    /// <summary>The type with the attributes of objects in order, as ours are written.</summary>
    static string Sorted(JsonElement type) => type.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', type.EnumerateArray().Select(Sorted))}]",
        JsonValueKind.Object => $"{{{string.Join(',', type.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"\"{p.Name}\":{Sorted(p.Value)}"))}}}",
        _ => type.GetRawText(),
    };
}
