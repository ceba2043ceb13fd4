using InfraAgent.Api.Tests.Deployments;
using InfraAgent.Contracts;
using Microsoft.OpenApi;

namespace InfraAgent.Api.Tests.Endpoints;

/// <summary><c>/openapi/v1.json</c> is a valid document and says what the edge's parser does.</summary>
public sealed class ApiDescriptionTests(SagaBed bed) : IClassFixture<SagaBed>
{
    [Fact]
    public async Task The_description_is_a_valid_document_with_the_contracts_bodies()
    {
        using var http = bed.Client();
        var read = OpenApiDocument.Parse(await http.GetStringAsync("/openapi/v1.json"), "json");
        Assert.Empty(read.Diagnostic!.Errors);
        var document = read.Document!;

        var generate = document.Paths["/generate"].Operations![HttpMethod.Post];
        var body = generate.RequestBody!.Content!["application/json"].Schema!;
        Assert.Equal(["deployment_id", "environment", "runtime", "template_spec"], body.Required!.Order());
        Assert.Equal(
            ["cost", "deployment_id", "environment", "labels", "parameters", "policy_profile", "policy_waivers", "request_id", "runtime", "template_spec"], body.Properties!.Keys.Order());
        Assert.False(body.AdditionalPropertiesAllowed);
        Assert.Equal(JsonSchemaType.String, body.Properties["policy_profile"].Type);
        Assert.Equal(["expires", "owner", "reason", "resource", "rule_id"], body.Properties["policy_waivers"].Items!.Required!.Order());
        Assert.Contains("terraform", body.Properties["runtime"].Enum!.Select(e => e.GetValue<string>()));
        Assert.Equal(["cloud"], body.Properties["template_spec"].Required!);
        Assert.Equal(["monthly_budget_usd", "usage"], body.Properties["cost"].Properties!.Keys.Order());
        Assert.Equal(JsonSchemaType.Number, body.Properties["cost"].Properties!["usage"].AdditionalProperties!.AdditionalProperties!.Type);
        Assert.Superset(new HashSet<string> { "modules", "services", "score" }, body.Properties["template_spec"].Properties!.Keys.ToHashSet());
        Assert.Equal(["200", "202", "default"], generate.Responses!.Keys.Order());
        Assert.Contains("rule_id", Finding(generate.Responses["default"].Content![Problem.ContentType].Schema!).Properties!.Keys);
        Assert.Contains("deployment_id", generate.Responses["202"].Content!["application/json"].Schema!.Required!);

        var cancel = document.Paths["/deployments/{deploymentId}/cancel"].Operations![HttpMethod.Post];
        Assert.DoesNotContain("deployment_id", cancel.RequestBody!.Content!["application/json"].Schema!.Required ?? new HashSet<string>());
        Assert.Superset(new HashSet<string> { "monthly_usd", "complete", "resources", "incomplete" }, generate.Responses["200"].Content!["application/json"].Schema!.Properties!["cost"].Properties!.Keys.ToHashSet());
        Assert.Contains("serving", document.Paths["/status/{deploymentId}"].Operations![HttpMethod.Get].Responses!["200"].Content!["application/json"].Schema!.Properties!.Keys);
        Assert.Equal(10, document.Paths.Values.SelectMany(p => p.Operations!).Count(o => o.Key == HttpMethod.Post));
    }

    [Fact]
    public async Task Every_answer_that_has_a_body_has_its_schema()
    {
        using var http = bed.Client();
        var document = OpenApiDocument.Parse(await http.GetStringAsync("/openapi/v1.json"), "json").Document!;
        var operations = document.Paths.SelectMany(path => path.Value.Operations!.Select(o => (Name: $"{o.Key} {path.Key}", o.Value))).ToList();
        Assert.True(operations.Count >= 22, $"{operations.Count} operations");
        Assert.All(operations, operation =>
        {
            Assert.NotNull(operation.Value.Summary);
            Assert.Contains(operation.Value.Responses!.Keys, status => status[0] == '2');
            Assert.True(operation.Value.Responses["default"].Content!.ContainsKey(Problem.ContentType), operation.Name);
            foreach (var (status, answer) in operation.Value.Responses.Where(r => r.Key is not ("204" or "304")))
            {
                Assert.True(answer.Content is { Count: > 0 }, $"{operation.Name} {status} has no content");
                Assert.All(answer.Content!, content => Assert.True(content.Value.Schema is not null, $"{operation.Name} {status} {content.Key} has no schema"));
                // Only what the agent cannot know (a file of a bundle) is described as any JSON.
                if (answer.Content!.TryGetValue("application/json", out var json) && !operation.Name.Contains("/artifacts/", StringComparison.Ordinal))
                    Assert.True(json.Schema!.Properties is { Count: > 0 }, $"{operation.Name} {status} describes nothing");
            }
        });
    }

    static IOpenApiSchema Finding(IOpenApiSchema problem) => problem.Properties!["errors"].Items!;
}
