using Microsoft.OpenApi;

namespace InfraAgent.Api.Description;

/// <summary>Adds to a record's schema what its answer has beyond the record.</summary>
static class AnswerSchemas
{
    /// <summary>What <c>StatusDocument</c> writes for whoever reads it: links, and what may be called now.</summary>
    public static void CompleteStatus(OpenApiSchema status)
    {
        status.Properties!["actions"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Object(("name", Text()), ("method", Text()), ("href", Text())) };
        status.Properties["links"] = new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Text() };
        status.Properties["artifacts"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = Object(("path", Text()), ("href", Text()), ("uri", Text()), ("digest", Text()), ("size", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" })),
        };
        status.Properties["reports"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            AdditionalProperties = Object(("href", Text()), ("digest", Text()), ("size", new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" })),
        };
        (status.Required ??= new HashSet<string>()).UnionWith(["actions", "links"]);
    }

    static OpenApiSchema Object(params (string Name, OpenApiSchema Schema)[] members) => new()
    {
        Type = JsonSchemaType.Object,
        Required = members.Select(m => m.Name).ToHashSet(),
        Properties = members.ToDictionary(m => m.Name, m => (IOpenApiSchema)m.Schema),
    };

    static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
