using System.Text.Json.Nodes;

namespace InfraAgent.Generator;

/// <summary>The schema of a service and of patches: the same fields that their readers know.</summary>
static class ServiceSchema
{
    public const string NamePattern = "^[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?$";
    const string Variable = "^[A-Za-z_][A-Za-z0-9_]*$";

    public static JsonObject Service(bool overrides)
    {
        var fields = new JsonObject
        {
            ["name"] = Text(NamePattern),
            ["image"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 512, ["description"] = "Reference to an image. It may come from a parameter." },
            ["command"] = Texts(100),
            ["args"] = Texts(500),
            ["ports"] = List(50, new JsonObject { ["anyOf"] = new JsonArray(Whole(1, 65535), Port()) }),
            ["env"] = Map(new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = TemplateSpecSchema.Names("string", "number", "boolean") }, InputSchema.Reference) }, overrides),
            ["secrets"] = Map(Text($"^(?:{string.Join('|', SecretReference.Stores)})://"), overrides),
            ["resources"] = TemplateSpecSchema.Object(new JsonObject { ["cpu"] = Cpu(), ["memory"] = Memory(), ["limits"] = TemplateSpecSchema.Object(new JsonObject { ["cpu"] = Cpu(), ["memory"] = Memory() }) }),
            ["replicas"] = Whole(0, ResourcesReader.MostReplicas),
            ["scaling"] = TemplateSpecSchema.Object(new JsonObject { ["min"] = Whole(1, ResourcesReader.MostReplicas), ["max"] = Whole(1, ResourcesReader.MostReplicas), ["target_cpu"] = Whole(1, 100), ["target_rps"] = Whole(1, 1_000_000) }),
            ["health"] = TemplateSpecSchema.Object(new JsonObject
            {
                ["path"] = Text("^/"), ["port"] = PortName(), ["command"] = Texts(100), ["interval"] = Whole(1, 3600), ["timeout"] = Whole(1, 3600), ["retries"] = Whole(1, 100), ["start_period"] = Whole(0, 3600)
            }),
            ["volumes"] = List(50, TemplateSpecSchema.Object(new JsonObject { ["name"] = Text(NamePattern), ["mount"] = Text("^/"), ["size"] = Memory(), ["read_only"] = Flag() }, "name")),
            ["depends_on"] = Texts(100),
            ["exposure"] = TemplateSpecSchema.Object(new JsonObject { ["host"] = Text("^[a-z0-9*]"), ["path"] = Text("^/"), ["port"] = PortName(), ["tls"] = new JsonObject { ["type"] = TemplateSpecSchema.Names("boolean", "string") } }),
            ["egress"] = List(50, Whole(1, 65535)),
            ["user"] = Whole(1, int.MaxValue),
            ["read_only_root_filesystem"] = Flag()
        };
        if (overrides)
        {
            // null takes a field away, however deep.
            foreach (var (field, _) in fields.ToArray()) fields[field] = field == "name" ? fields[field]!.DeepClone() : Removable(fields[field]!.DeepClone());
        }

        return TemplateSpecSchema.Object(new JsonObject(fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => KeyValuePair.Create(f.Key, f.Value?.DeepClone()))), "name");
    }

    public static JsonObject Patches() => List(200, TemplateSpecSchema.Object(new JsonObject
    {
        ["target"] = TemplateSpecSchema.Object(new JsonObject { ["kind"] = Text("^[A-Za-z0-9._-]+$"), ["name"] = Text("^[A-Za-z0-9._-]+$") }, "kind"),
        ["ops"] = new JsonObject
        {
            ["type"] = "array", ["minItems"] = 1, ["maxItems"] = 100,
            ["items"] = TemplateSpecSchema.Object(new JsonObject { ["op"] = new JsonObject { ["enum"] = TemplateSpecSchema.Names([.. PatchReader.Operations]) }, ["path"] = Text("^/"), ["from"] = Text("^/"), ["value"] = new JsonObject() }, "op", "path")
        }
    }, "target", "ops"));

    static JsonObject Removable(JsonNode schema)
    {
        if (schema is JsonObject { } node && node["properties"] is JsonObject properties)
        {
            node.Remove("required");
            foreach (var (name, member) in properties.ToArray()) properties[name] = Removable(member!.DeepClone());
        }

        return new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };
    }

    static JsonObject Port() => TemplateSpecSchema.Object(new JsonObject
    {
        ["name"] = Text("^[a-z](?:[a-z0-9-]{0,13}[a-z0-9])?$"), ["port"] = Whole(1, 65535), ["target"] = Whole(1, 65535), ["protocol"] = new JsonObject { ["enum"] = TemplateSpecSchema.Names([.. PortReader.Protocols]) }
    });

    static JsonObject PortName() => new() { ["type"] = TemplateSpecSchema.Names("integer", "string") };

    static JsonObject Cpu() => new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "number", ["minimum"] = 0.001, ["maximum"] = 1024 }, Text("^(?:[0-9]{1,7}m|[0-9]{1,4}(?:\\.[0-9]{1,3})?)$")) };

    static JsonObject Memory() => Text("^[0-9]{1,9}(?:\\.[0-9]{1,3})?(?:Mi|Gi|Ti)$");

    static JsonObject Map(JsonObject value, bool overrides) => new()
    {
        ["type"] = "object", ["maxProperties"] = 500, ["propertyNames"] = new JsonObject { ["pattern"] = Variable },
        ["additionalProperties"] = overrides ? new JsonObject { ["anyOf"] = new JsonArray(value, new JsonObject { ["type"] = "null" }) } : value
    };

    static JsonObject List(int most, JsonObject items) => new() { ["type"] = "array", ["maxItems"] = most, ["items"] = items };

    static JsonObject Texts(int most) => List(most, new JsonObject { ["type"] = "string" });

    static JsonObject Text(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    static JsonObject Whole(int least, int most) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };

    static JsonObject Flag() => new() { ["type"] = "boolean" };
}
