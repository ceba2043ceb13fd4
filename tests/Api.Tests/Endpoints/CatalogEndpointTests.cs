using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using InfraAgent.Api.Tests.Deployments;

namespace InfraAgent.Api.Tests.Endpoints;

/// <summary>What can be asked for is told, in the words that requests are read with.</summary>
public sealed class CatalogEndpointTests(SagaBed bed) : IClassFixture<SagaBed>
{
    [Fact]
    public async Task The_catalog_lists_clouds_with_their_runtimes_modules_and_versions()
    {
        using var http = bed.Client();

        var catalog = (await http.GetFromJsonAsync<JsonObject>("/catalog"))!;

        var clouds = catalog["clouds"]!.AsArray().ToDictionary(c => (string)c!["name"]!, c => c!);
        Assert.Equal(["aws", "kubernetes", "local"], clouds.Keys.Where(c => c is "aws" or "kubernetes" or "local"));
        Assert.Contains("helm", clouds["kubernetes"]["runtimes"]!.AsArray().Select(r => (string)r!));
        var vpc = clouds["aws"]["modules"]!.AsArray().Single(m => (string)m!["name"]! == "vpc")!;
        Assert.Contains("3.21.0", vpc["versions"]!.AsArray().Select(v => (string)v!));
        Assert.Equal("/catalog/aws/vpc", (string)vpc["href"]!);
        Assert.Equal("nat_gateways", (string)vpc["cost_drivers"]![0]!["input"]!);
    }

    [Fact]
    public async Task A_module_s_schema_has_its_inputs_and_can_be_asked_for_again_for_nothing()
    {
        using var http = bed.Client();

        using var answer = await http.GetAsync("/catalog/aws/vpc?version=3.21.0");
        var schema = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal("application/schema+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string)schema["$schema"]!);
        Assert.NotNull(schema["properties"]!["cidr"]);
        Assert.NotNull(schema["x-outputs"]!["private_subnet_ids"]);
        Assert.NotNull(schema["x-cost-drivers"]!["nat_gateways"]);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/catalog/aws/vpc?version=3.21.0");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task The_schema_of_a_specification_knows_every_cloud()
    {
        using var http = bed.Client();

        var whole = JsonNode.Parse(await http.GetStringAsync("/schemas/template-spec"))!;
        var one = JsonNode.Parse(await http.GetStringAsync("/schemas/template-spec/kubernetes"))!;

        Assert.Contains("kubernetes", whole["properties"]!["cloud"]!["enum"]!.AsArray().Select(c => (string)c!));
        Assert.Equal("kubernetes", (string)one["properties"]!["cloud"]!["const"]!);
        Assert.NotNull(one["properties"]!["services"]);
        var within = whole["allOf"]!.AsArray().Single(c => (string)c!["if"]!["properties"]!["cloud"]!["const"]! == "kubernetes")!["then"]!.AsObject();
        Assert.Equal(one["properties"]!.ToJsonString(), within["properties"]!.ToJsonString());
    }

    [Theory]
    [InlineData("/catalog/moon/vpc", "known: aws")]
    [InlineData("/catalog/aws/vcp", "known: bucket")]
    [InlineData("/catalog/aws/vpc?version=9.9.9", "known: 3.21.0")]
    [InlineData("/schemas/template-spec/moon", "known: aws")]
    public async Task What_is_not_there_is_told_with_what_is(string path, string known)
    {
        using var http = bed.Client();

        using var answer = await http.GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains(known, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!, StringComparison.Ordinal);
    }
}
