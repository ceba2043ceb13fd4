using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using Microsoft.OpenApi;

namespace InfraAgent.Api.Description;

/// <summary>Makes the schema of a body's record say what the edge's parser holds bodies to: no unknown fields, no null, the forms of names.</summary>
static class RequestSchemas
{
    static readonly Dictionary<string, string> Patterns = new()
    {
        ["deployment_id"] = "^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$",
        ["environment"] = "^[a-z0-9][a-z0-9-]{0,31}$",
        ["policy_profile"] = "^[a-z0-9][a-z0-9-]{0,62}$",
        ["request_id"] = "^[ -~]{1,128}$",
        ["plan_digest"] = "^sha256:[0-9a-f]{64}$",
    };

    /// <param name="schema">Of the contract record.</param>
    /// <param name="pathNames">The path names the deployment, so that the body need not.</param>
    public static OpenApiSchema Tighten(OpenApiSchema schema, bool pathNames)
    {
        schema.AdditionalPropertiesAllowed = false;
        if (pathNames)
            schema.Required?.Remove("deployment_id");
        foreach (var (name, value) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
        {
            if (value is not OpenApiSchema property)
                continue;
            property.Type &= ~JsonSchemaType.Null;
            property.Pattern = Patterns.GetValueOrDefault(name, property.Pattern!);
            if (name == "runtime")
                property.Enum = [.. RuntimeNames.All.Select(r => (System.Text.Json.Nodes.JsonNode)r)];
            if (name == "revision")
                (property.Type, property.Minimum) = (JsonSchemaType.Integer, "1");
        }
        if (schema.Properties?.ContainsKey("cost") == true)
            schema.Properties["cost"] = Cost();
        if (schema.Properties?.ContainsKey("template_spec") == true)
            schema.Properties["template_spec"] = TemplateSpec();
        if (schema.Properties?.ContainsKey(WaiverReading.Field) == true)
            schema.Properties[WaiverReading.Field] = Waivers();
        return schema;
    }

    static OpenApiSchema Waivers()
    {
        static OpenApiSchema Text(string description, int? most = null, string? pattern = null) =>
            new() { Type = JsonSchemaType.String, Description = description, MinLength = 1, MaxLength = most, Pattern = pattern };

        var members = new Dictionary<string, IOpenApiSchema>
        {
            ["rule_id"] = Text("The id of a rule, as GET /policy/rules lists them.", pattern: "^[A-Z][A-Z0-9]{2,31}$"),
            ["resource"] = Text("The address of the finding's resource; for a finding without one, its pointer. '*' stands for any characters.", 512),
            ["reason"] = Text("Why.", 1000),
            ["owner"] = Text("Who answers for it.", 128),
            ["expires"] = Text($"{char.ToUpperInvariant(WaiverExpiry.Description[0])}{WaiverExpiry.Description[1..]}."),
        };
        return new OpenApiSchema
        {
            Type = JsonSchemaType.Array, MaxItems = WaiverReading.Most,
            Items = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalPropertiesAllowed = false, Required = members.Keys.ToHashSet(), Properties = members },
        };
    }

    static OpenApiSchema Cost()
    {
        static OpenApiSchema Number(long most) => new() { Type = JsonSchemaType.Number, Minimum = "0", Maximum = most.ToString(System.Globalization.CultureInfo.InvariantCulture) };

        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "What the deployment may cost a month, and how much use is expected: by resource address (* for any characters), module or resource type.",
            AdditionalPropertiesAllowed = false,
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["monthly_budget_usd"] = Number(CommandParser.MaxBudget),
                ["usage"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object, MaxProperties = CommandParser.MaxUsageKeys,
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Object, MaxProperties = CommandParser.MaxUses, AdditionalProperties = Number(CommandParser.MaxUse) },
                },
            },
        };
    }

    // The outline; what is in a module is typed by the catalog.
    static OpenApiSchema TemplateSpec()
    {
        static OpenApiSchema Object() => new() { Type = JsonSchemaType.Object };
        static OpenApiSchema Named(params string[] more)
        {
            var named = Object();
            named.Required = new HashSet<string> { "name" };
            named.Properties = more.Prepend("name").ToDictionary(n => n, IOpenApiSchema (_) => new OpenApiSchema { Type = JsonSchemaType.String });
            return named;
        }

        static OpenApiSchema List(OpenApiSchema item, int most) => new() { Type = JsonSchemaType.Array, MinItems = 1, MaxItems = most, Items = item };

        var spec = Object();
        spec.Description = "At least one of modules, services and score.";
        spec.Required = new HashSet<string> { "cloud" };
        spec.AdditionalPropertiesAllowed = false;
        spec.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["cloud"] = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = Patterns["policy_profile"] },
            ["modules"] = List(Named("as", "version"), CommandParser.MaxModules),
            ["services"] = List(Named("image"), CommandParser.MaxServices),
            ["observability"] = Object(),
            ["tags"] = Object(),
            ["environments"] = Object(),
            ["patches"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Object() },
            ["score"] = Object(),
            ["pulumi"] = Object(),
        };
        return spec;
    }
}
