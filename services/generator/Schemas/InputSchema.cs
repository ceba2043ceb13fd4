using System.Text.Json.Nodes;

namespace InfraAgent.Generator;

/// <summary>The schema of one input: its type, range, choice, pattern, description and default, or a reference.</summary>
static class InputSchema
{
    public static JsonObject Reference => new()
    {
        ["type"] = "object",
        ["required"] = TemplateSpecSchema.Names("ref"),
        ["properties"] = new JsonObject { ["ref"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z][a-z0-9-]*\\.[a-z][a-z0-9_]*$" } },
        ["additionalProperties"] = false,
        ["description"] = "An output of another instance."
    };

    /// <param name="removable">In an override, null takes the input away.</param>
    public static JsonObject Of(InputDefinition input, bool removable)
    {
        var choices = new JsonArray(Value(input), Reference);
        if (removable) choices.Add((JsonNode)new JsonObject { ["type"] = "null" });
        var schema = new JsonObject { ["description"] = input.Description, ["anyOf"] = choices };
        if (input.Default is not null and not HclNull) schema["default"] = Node(input.Default);
        return schema;
    }

    /// <summary>A pattern of ours matches whole texts.</summary>
    public static string Whole(string pattern) => $"^(?:{pattern})$";

    static JsonObject Value(InputDefinition input) => input.Type switch
    {
        InputType.TextList or InputType.IntegerList => Counted(input, "Items", new JsonObject { ["type"] = "array", ["items"] = OrReference(Scalar(input, input.Type == InputType.TextList ? InputType.Text : InputType.Integer)) }),
        InputType.TextMap => Map(input),
        _ => Scalar(input, input.Type)
    };

    static JsonObject Map(InputDefinition input)
    {
        var schema = Counted(input, "Properties", new JsonObject { ["type"] = "object", ["additionalProperties"] = OrReference(Scalar(input, InputType.Text)) });
        if (input.KeyPattern is { } keys) schema["propertyNames"] = new JsonObject { ["pattern"] = Whole(keys.Text) };
        return schema;
    }

    static JsonObject Counted(InputDefinition input, string of, JsonObject schema)
    {
        if (input.MinItems is { } least) schema["min" + of] = least;
        if (input.MaxItems is { } most) schema["max" + of] = most;
        return schema;
    }

    static JsonObject OrReference(JsonObject schema) => new() { ["anyOf"] = new JsonArray(schema, Reference) };

    static JsonObject Scalar(InputDefinition input, InputType type)
    {
        if (input.Enum.Count > 0) return new JsonObject { ["enum"] = new JsonArray([.. input.Enum.Select(Node)]) };
        var schema = new JsonObject { ["type"] = type switch { InputType.Integer => "integer", InputType.Number => "number", InputType.Bool => "boolean", _ => "string" } };
        if (type == InputType.Text)
        {
            schema["maxLength"] = input.MaxLength;
            if (input.Pattern is { } pattern) schema["pattern"] = Whole(pattern.Text);
            else if (input.Secret) schema["pattern"] = $"^(?:{string.Join('|', SecretReference.Stores)})://";
            else if (input.Cidr is not null) schema["pattern"] = "^(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,2})){3}/(?:0|[1-9][0-9]?)$";
        }
        else
        {
            if (input.Minimum is { } least) schema["minimum"] = least;
            if (input.Maximum is { } most) schema["maximum"] = most;
        }

        return schema;
    }

    static JsonNode Node(HclValue value) => JsonNode.Parse(value switch
    {
        HclText t => System.Text.Json.JsonSerializer.Serialize(t.Value),
        HclNumber n => HclWriter.Number(n.Value),
        HclBool b => b.Value ? "true" : "false",
        HclList l => new JsonArray([.. l.Items.Select(Node)]).ToJsonString(),
        HclMap m => new JsonObject(m.Items.Select(i => KeyValuePair.Create<string, JsonNode?>(i.Key, Node(i.Value)))).ToJsonString(),
        _ => throw new ArgumentException($"A {value.GetType().Name} is no default.", nameof(value))
    })!;
}
