using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>What the running agent answers is what <c>/openapi/v1.json</c> says.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class DescriptionTests(EmbeddedAgent shared)
{
    const string ProblemJson = "application/problem+json";

    Agent Agent => shared.Agent;

    [WholeAgentFact]
    public async Task Real_answers_fit_the_schemas_of_the_description()
    {
        const string Id = "described";
        var check = new JsonSchemaCheck((await Agent.GetAsync("/openapi/v1.json")).Body!);

        Fits("post", "/generate", 200, await Agent.PostAsync("/generate", Requests.Network(Id), "wait=200"));
        Fits("post", "/generate", 202, await Agent.PostAsync("/generate", Requests.Local(Id + "-async"), "respond-async"));
        Fits("post", "/deploy", 202, await Agent.PostAsync("/deploy", Requests.Of(Id)));
        Fits("get", "/status/{deploymentId}", 200, await Agent.GetAsync($"/status/{Id}"));
        var deployed = await Agent.PostAsync("/deploy", Requests.Of(Id), "wait=200");
        Fits("post", "/deploy", 200, deployed);
        // So that what an estimate looks like is held against its description, too.
        Assert.NotNull(deployed.Body!["costs"]!["plan"]!["now_monthly_usd"]);
        Assert.Equal(deployed.Body["costs"]!["plan"]!["monthly_usd"]!.ToJsonString(), deployed.Body["plan"]!["cost"]!["monthly_usd"]!.ToJsonString());
        Fits("post", "/drift-scan", 202, await Agent.PostAsync("/drift-scan", Requests.Of(Id)));
        await Agent.SettledAsync(Id);
        // The cloud is shared with other tests: this deployment's own network.
        var network = Agent.Cloud!.World.Read("aws_vpc").Single(v => (string?)v.Attributes["tags_all"]!["infra-agent:deployment"] == Id);
        Agent.Cloud.World.EditObject(network, attributes => attributes["enable_dns_hostnames"] = false);
        Fits("post", "/drift-scan", 200, await Agent.PostAsync("/drift-scan", Requests.Of(Id), "wait=200"));

        foreach (var (path, query) in new[]
        {
            ("/status/{deploymentId}", ""), ("/deployments", "?limit=2"), ("/deployments/{deploymentId}/plan", ""), ("/deployments/{deploymentId}/outputs", ""),
            ("/deployments/{deploymentId}/runs", "?limit=1"), ("/deployments/{deploymentId}/runs", ""), ("/deployments/{deploymentId}/audit", "?limit=2"),
            ("/deployments/{deploymentId}/events", ""), ("/deployments/{deploymentId}/state/versions", "?limit=1"), ("/dead-messages", ""),
        })
        {
            Fits("get", path, 200, await Agent.GetAsync(path.Replace("{deploymentId}", Id, StringComparison.Ordinal) + query));
        }

        var invalid = Requests.Local(Id);
        invalid["runtime"] = "nothing";
        Fits("post", "/generate", 422, await Agent.PostAsync("/generate", invalid));
        Fits("post", "/deployments/{deploymentId}/cancel", 409, await Agent.PostAsync($"/deployments/{Id}/cancel", new JsonObject()));
        Fits("get", "/status/{deploymentId}", 404, await Agent.GetAsync("/status/nobody"));
        Fits("post", "/dead-messages/{id}/requeue", 404, await Agent.PostAsync($"/dead-messages/{Guid.NewGuid()}/requeue", new JsonObject()));

        void Fits(string method, string path, int status, Reply reply)
        {
            Assert.True(status == reply.Code, $"{method} {path}: {reply.Code} instead of {status}\n{reply.Text}");
            var schema = status < 400
                ? check.ResponseSchema(method, path, $"{status}", "application/json")
                : check.ResponseSchema(method, path, "default", ProblemJson);
            Assert.Equal(status < 400 ? "application/json" : ProblemJson, reply.ContentType);
            Assert.True(check.Check(reply.Body, schema) is { Count: 0 }, $"{method} {path} {status}\n{string.Join('\n', check.Check(reply.Body, schema))}\n{reply.Text}");
        }
    }

    [Theory]
    [InlineData("""{"a": 1}""", "")]
    [InlineData("""{"a": 1, "n": null}""", "")]
    [InlineData("{}", "/a: is missing")]
    [InlineData("""{"a": "1"}""", "/a: String where")]
    [InlineData("""{"a": 1.5}""", "/a: Number where")]
    [InlineData("""{"a": 1, "b": [{"id": "x"}]}""", "/b/0/id: 'x' is no uuid")]
    [InlineData("""{"a": 1, "c": 1}""", "/c: is not described")]
    public void The_check_itself_finds_what_does_not_fit(string answer, string problem)
    {
        var schema = JsonNode.Parse("""
            { "type": "object", "required": ["a"], "properties": {
              "a": { "type": "integer" }, "n": { "type": ["null", "string"] },
              "b": { "type": "array", "items": { "type": "object", "properties": { "id": { "type": "string", "format": "uuid" } } } } } }
            """)!;
        var found = new JsonSchemaCheck(schema).Check(JsonNode.Parse(answer), schema);
        if (problem.Length == 0)
            Assert.Empty(found);
        else
            Assert.StartsWith(problem, Assert.Single(found), StringComparison.Ordinal);
    }
}
