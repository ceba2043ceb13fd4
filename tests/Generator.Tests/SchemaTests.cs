using System.Reflection;
using System.Text.Json.Nodes;

namespace InfraAgent.Generator.Tests;

public sealed class SchemaTests
{
    static readonly string[] Shapes = [SpecRules.UnknownField, SpecRules.WrongType, SpecRules.NotAllowed];

    // What is wrong with these needs more than a shape: bits of an address, the form of a name or reference, what another instance gives.
    static readonly string[] BeyondShape = ["prefix from", "the block is", "instance.output", "'network.subnet_cidrs' is", "'network.id' is", "without '..'", "DNS name", "certificate's secret", "reference to an image"];

    public static TheoryData<string> Valid =>
    [
        .. Directory.GetFiles(Path.Combine(Places.Repository, "examples"), "*.json").Order(StringComparer.Ordinal).Select(f => JsonNode.Parse(File.ReadAllText(f))!["template_spec"]!.ToJsonString()),
        JsonNode.Parse(DocumentationTests.Examples()[^1])!["template_spec"]!.ToJsonString(),
        $$"""{"cloud":"aws","modules":[{"name":"postgres","as":"orders-db"}],"patches":[{{DocumentationTests.Examples()[0]}}]}""",
        """{"cloud":"local","modules":[{"name":"service","as":"a","version":"~> 1.0","image":{"ref":"b.image"},"subnet_cidrs":[{"ref":"n.cidr"},"10.0.0.0/16"]}],"environments":{"prod":{"modules":[{"as":"a","replicas":null}],"tags":{"a":null}}}}""",
        """{"cloud":"kubernetes","services":[{"name":"web","image":"a","ports":[80,{"port":81}],"resources":{"cpu":0.5},"health":{"port":80},"exposure":{"host":"a.b","tls":"c"}}],"patches":[{"target":{"kind":"Deployment"},"ops":[{"op":"add","path":"/a","value":null}]}],"environments":{"prod":{"services":[{"name":"web","scaling":null,"env":{"A":null},"resources":{"cpu":null}}]}}}""",
        """{"cloud":"kubernetes","score":{"apiVersion":"score.dev/v1b1","metadata":{"name":"web"},"containers":{"main":{"image":"a"}}}}"""
    ];

    public static IEnumerable<object[]> Invalid => Cases();

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_specification_keeps_to_the_schema(string spec)
    {
        var node = JsonNode.Parse(spec)!;

        Assert.True(SchemaValidator.Accepts(Schema(node["cloud"]!.GetValue<string>()), node));
    }

    [Theory]
    [MemberData(nameof(Invalid))]
    public void What_is_refused_for_its_shape_is_refused_by_the_schema(string spec, string pointer, string message)
    {
        var node = JsonNode.Parse(spec)!;
        var cloud = node is JsonObject { } o && o["cloud"] is JsonValue v && v.TryGetValue<string>(out var name) && Renderers.Catalog.Cloud(name) is not null ? name : "local";

        Assert.False(SchemaValidator.Accepts(Schema(cloud), node), $"{pointer}: {message}");
    }

    [Fact]
    public void There_is_a_schema_of_every_module()
    {
        foreach (var cloud in Renderers.Catalog.Clouds)
        {
            foreach (var module in Renderers.Catalog.Modules(cloud))
            {
                var schema = JsonNode.Parse(TemplateSpecSchema.OfModule(Renderers.Catalog, cloud, module)!)!;
                Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema["$schema"]!.GetValue<string>());
                Assert.False(SchemaValidator.Accepts(schema, JsonNode.Parse($$"""{"name":"{{module}}","surprise":1}""")));
                Assert.True(SchemaValidator.Accepts(schema, JsonNode.Parse($$"""{"name":"{{module}}"}""")));
            }
        }

        Assert.Null(TemplateSpecSchema.OfModule(Renderers.Catalog, "aws", "nothing"));
        Assert.Null(TemplateSpecSchema.OfCloud(Renderers.Catalog, "moon"));
    }

    [Fact]
    public void An_input_tells_its_type_range_default_and_meaning()
    {
        var input = JsonNode.Parse(TemplateSpecSchema.OfModule(Renderers.Catalog, "local", "service", "1.0.0")!)!["properties"]!["replicas"]!;

        Assert.Equal("Number of replicas.", input["description"]!.GetValue<string>());
        Assert.Equal(1, input["default"]!.GetValue<int>());
        Assert.Equal("""{"type":"integer","minimum":0,"maximum":100}""", input["anyOf"]![0]!.ToJsonString());
    }

    [Fact]
    public void The_fields_of_a_service_are_those_that_its_reader_knows()
    {
        var properties = ServiceSchema.Service(overrides: false)["properties"]!.AsObject();

        Assert.Equal(ServiceReader.Fields.Order(StringComparer.Ordinal), properties.Select(p => p.Key).Order(StringComparer.Ordinal));
        foreach (var (field, known) in new[] { ("resources", ResourcesReader.Fields), ("scaling", ResourcesReader.ScalingFields), ("health", HealthReader.Fields), ("exposure", ExposureReader.Fields) })
            Assert.Equal(known.Order(StringComparer.Ordinal), properties[field]!["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(SpecReader.Known.Order(StringComparer.Ordinal), Schema("local")["properties"]!.AsObject().Select(p => p.Key));
    }

    static JsonNode Schema(string cloud) => JsonNode.Parse(TemplateSpecSchema.OfCloud(Renderers.Catalog, cloud)!)!;

    // The cases of the findings' own tests.
    static IEnumerable<object[]> Cases()
    {
        foreach (var data in Inline(typeof(FindingsTests), nameof(FindingsTests.What_is_wrong_is_named_with_its_place_and_a_way_out)))
        {
            if (Takes((string)data[2]!, (string)data[3]!, (string)data[4]!)) yield return [data[0]!, data[3]!, data[4]!];
        }

        foreach (var data in Inline(typeof(ServiceFindingsTests), nameof(ServiceFindingsTests.What_is_wrong_with_a_service_is_named_with_its_place_and_a_way_out)))
        {
            var pointer = "/template_spec/services/0" + (string)data[2]!;
            if (Takes((string)data[1]!, pointer, (string)data[3]!)) yield return [$$"""{"cloud":"kubernetes","services":[{{data[0]}}]}""", pointer, data[3]!];
        }
    }

    static bool Takes(string rule, string pointer, string message) =>
        Shapes.Contains(rule) && pointer.StartsWith("/template_spec", StringComparison.Ordinal) && !BeyondShape.Any(b => message.Contains(b, StringComparison.Ordinal));

    static IEnumerable<object?[]> Inline(Type tests, string method) =>
        tests.GetMethod(method)!.GetCustomAttributes<InlineDataAttribute>().SelectMany(a => a.GetData(tests.GetMethod(method)!));
}
