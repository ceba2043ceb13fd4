using InfraAgent.Contracts;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace InfraAgent.Api.Description;

/// <summary><c>/openapi/v1.json</c>: the REST API for machines, with the schemas of the contract records.</summary>
public static class ApiDescription
{
    const string Key = "api_key";
    const string Bearer = "bearer";
    const string Problems = "application/problem+json";

    public static void AddApiDescription(this IServiceCollection services)
    {
        // The schemas are made with these options; the endpoints themselves always name theirs.
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.PropertyNamingPolicy = Json.Options.PropertyNamingPolicy;
            json.SerializerOptions.DictionaryKeyPolicy = null;
            json.SerializerOptions.NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.Strict;
        });
        services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddOperationTransformer(DescribeAsync);
            options.AddDocumentTransformer((document, _, _) =>
            {
                Head(document);
                return Task.CompletedTask;
            });
        });
    }

    /// <summary>Open to everybody: it says nothing that this page's readers could not find in the documentation.</summary>
    public static void MapApiDescription(this IEndpointRouteBuilder app) => app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();

    static void Head(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "InfraAgent", Version = "v1",
            Description = "Declarative environments, generated, judged, applied and watched. Every refusal is an RFC 9457 problem with a stable type.",
        };
        document.AddComponent<IOpenApiSecurityScheme>(Key, new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Header, Name = "X-Api-Key" });
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" });
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Bearer, document)] = [] },
            // On loopback, where no keys are set up.
            new OpenApiSecurityRequirement(),
        ];
    }

    static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Described>().FirstOrDefault() is not { } described)
            return;
        operation.Summary = described.Summary;
        if (described.Body is { } body)
        {
            var pathNames = context.Description.RelativePath?.Contains("{deploymentId}", StringComparison.Ordinal) == true;
            var schema = RequestSchemas.Tighten(await context.GetOrCreateSchemaAsync(body, null, cancel), pathNames);
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = !pathNames || schema.Required?.Count > 0,
                Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = Component(context, body.Name, schema) } },
            };
            (operation.Parameters ??= []).Add(Header("Idempotency-Key", "The same key with the same content within 24 hours gives the first answer, with other content 422."));
            operation.Parameters.Add(Header("Prefer", "RFC 7240: 'wait=N' waits up to N seconds for the outcome, 'respond-async' does not wait."));
        }

        operation.Responses = new OpenApiResponses();
        foreach (var (status, type) in described.Answers)
        {
            var answer = new OpenApiResponse { Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) };
            if (type is not null)
                answer.Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = await AnswerAsync(context, type, cancel) } };
            foreach (var other in context.Description.ActionDescriptor.EndpointMetadata.OfType<DescribedContent>().Where(c => c.Status == status))
                (answer.Content ??= new Dictionary<string, OpenApiMediaType>())[other.MediaType] = new() { Schema = await context.GetOrCreateSchemaAsync(other.Body, null, cancel) };
            operation.Responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = answer;
        }
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Why it was refused or failed: which rule, where, and what to do.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Problems] = new() { Schema = await AnswerAsync(context, typeof(Problem), cancel) },
            },
        };
    }

    static OpenApiParameter Header(string name, string description) => new()
    {
        Name = name, In = ParameterLocation.Header, Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    static async Task<OpenApiSchemaReference> AnswerAsync(OpenApiOperationTransformerContext context, Type type, CancellationToken cancel)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, null, cancel);
        if (type == typeof(DeploymentStatus))
            AnswerSchemas.CompleteStatus(schema);
        return Component(context, type.Name, schema);
    }

    static OpenApiSchemaReference Component(OpenApiOperationTransformerContext context, string name, OpenApiSchema schema)
    {
        context.Document!.AddComponent<IOpenApiSchema>(name, schema);
        return new OpenApiSchemaReference(name, context.Document);
    }
}
