using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>Programs under the real compiler and SDK.</summary>
public sealed class PulumiProgramTests(PulumiRun run) : IClassFixture<PulumiRun>
{
    static readonly string[] Languages = ["yaml", "typescript"];

    [PulumiFact]
    public void The_compiler_has_nothing_to_say_of_any_program() =>
        Assert.Equal("", string.Join('\n', run.Result.GetProperty("compiler").EnumerateArray().Select(d => d.GetString())));

    [PulumiFact]
    public void Every_program_runs_and_refers_to_nothing_that_is_not_there()
    {
        foreach (var language in Languages)
        {
            foreach (var name in run.Names)
            {
                var program = run.Program(language, name);
                Assert.False(program.TryGetProperty("problem", out var problem), $"{language} {name}: {problem}");
                Assert.NotEqual(0, program.GetProperty("resources").GetArrayLength());
                if (name != "hostile") Assert.DoesNotContain("undefined", program.GetRawText(), StringComparison.Ordinal);
            }
        }
    }

    [PulumiFact]
    public void Both_languages_make_the_same_of_every_request()
    {
        foreach (var name in run.Names)
        {
            Assert.Equal("", string.Join('\n', Differences(name, Comparable("yaml", name), Comparable("typescript", name)).Take(10)));
        }
    }

    [PulumiFact]
    public void The_contracts_example_becomes_a_network_and_a_service_in_it()
    {
        var service = run.Resource("yaml", "pulumi-seed", "ecs-service-fixed-service");
        Assert.Equal("aws:ecs/service:Service", service.GetProperty("type").GetString());
        Assert.Equal(3, service.GetProperty("inputs").GetProperty("desiredCount").GetDouble());
        Assert.Equal(["id of vpc-private-subnet-0", "id of vpc-private-subnet-1", "id of vpc-private-subnet-2"],
            service.GetProperty("inputs").GetProperty("networkConfiguration").GetProperty("subnets").EnumerateArray().Select(s => s.GetString()));
        Assert.Contains("ecs-service-http-listener", Strings(service.GetProperty("dependsOn")));

        var task = run.Resource("yaml", "pulumi-seed", "ecs-service-task-definition").GetProperty("inputs").GetProperty("containerDefinitions").GetString()!;
        var containers = JsonDocument.Parse(task).RootElement;
        Assert.Equal("ghcr.io/appsmithery/mcp-gateway:latest", containers[0].GetProperty("image").GetString());
        Assert.Contains("prometheusEndpoint of ecs-service-workspaceapi/v1/remote_write", containers[1].GetProperty("environment")[0].GetProperty("value").GetString(), StringComparison.Ordinal);
        Assert.Equal("10.16.0.0/18", run.Resource("yaml", "pulumi-seed", "vpc-private-subnet-0").GetProperty("inputs").GetProperty("cidrBlock").GetString());
    }

    [PulumiFact]
    public void Every_resource_is_made_by_the_provider_whose_version_is_pinned()
    {
        foreach (var resource in run.Names.SelectMany(n => run.Program("typescript", n).GetProperty("resources").EnumerateArray()).Where(r => r.GetProperty("type").GetString() is { } type && (type.StartsWith("aws:", StringComparison.Ordinal) || type.StartsWith("kubernetes:", StringComparison.Ordinal))))
            Assert.StartsWith($"pulumi:providers:{resource.GetProperty("type").GetString()!.Split(':')[0]}::", resource.GetProperty("provider").GetString(), StringComparison.Ordinal);
        Assert.Contains("    options:\n      version: \"7.48.0\"\n", Renderers.Bundle(PulumiInputs.Module("bucket")).Text("Pulumi.yaml"), StringComparison.Ordinal);
        Assert.Contains("\"@pulumi/aws\": \"7.48.0\"", Renderers.Bundle(PulumiInputs.Module("bucket", "typescript")).Text("package.json"), StringComparison.Ordinal);
    }

    [PulumiFact]
    public void What_the_code_says_of_a_resources_life_holds_for_the_program()
    {
        var database = run.Resource("yaml", "postgres", "postgres-primary-instance");
        Assert.Equal(["snapshotIdentifier"], Strings(database.GetProperty("ignoreChanges")));
        // The name that version 1.0.0 has for it.
        Assert.Equal(["postgres-instance"], Strings(database.GetProperty("aliases")));
        Assert.Equal("postgres-instance", run.Resource("yaml", "postgres-1.0", "postgres-instance").GetProperty("name").GetString());
        Assert.Equal(["scalingConfig.desiredSize"], Strings(run.Resource("yaml", "kubernetes-cluster", "kubernetes-cluster-node-group").GetProperty("ignoreChanges")));
        Assert.Equal(["desiredCount"], Strings(run.Resource("yaml", "pulumi-overrides", "web-autoscaled-service").GetProperty("ignoreChanges")));
    }

    [PulumiFact]
    public void Overrides_parameters_patches_and_references_reach_the_resources()
    {
        var database = run.Resource("yaml", "pulumi-overrides", "orders-db-primary-instance").GetProperty("inputs");
        Assert.Equal("db.m7g.large", database.GetProperty("instanceClass").GetString());
        Assert.Equal(30, database.GetProperty("backupRetentionPeriod").GetDouble());
        Assert.Equal("rds-ca-ecc384-g1", database.GetProperty("caCertIdentifier").GetString());
        Assert.Equal("orders-db-primary-instance", Strings(run.Resource("yaml", "pulumi-overrides", "orders-db-replica-instance-0").GetProperty("dependsOn")).Single(d => d == "orders-db-primary-instance"));

        var task = run.Resource("yaml", "pulumi-overrides", "web-task-definition").GetProperty("inputs");
        Assert.Equal(50, task.GetProperty("ephemeralStorage").GetProperty("sizeInGib").GetDouble());
        var app = JsonDocument.Parse(task.GetProperty("containerDefinitions").GetString()!).RootElement[0];
        Assert.Equal("ghcr.io/shop/web:5.0.1", app.GetProperty("image").GetString());
        var variables = app.GetProperty("environment").EnumerateArray().ToDictionary(v => v.GetProperty("name").GetString()!, v => v.GetProperty("value").GetString());
        Assert.Equal(("warn", "url of mails-queue", "$5 ${not} a reference"), (variables["LEVEL"], variables["MAILS"], variables["PRICE"]));

        var tags = run.Resource("yaml", "pulumi-overrides", "aws-provider").GetProperty("inputs").GetProperty("defaultTags").GetString()!;
        Assert.Equal("""{"cost-center":"4711","infra-agent:deployment":"Shop_Platform","infra-agent:environment":"prod","owner":"Ärzte und Söhne","team":"shop"}""",
            JsonDocument.Parse(tags).RootElement.GetProperty("tags").GetRawText());
    }

    [PulumiFact]
    public void Every_text_is_read_back_as_it_was_sent_whatever_it_looks_like()
    {
        foreach (var language in Languages)
        {
            JsonElement Data(string name) => run.Resource(language, "hostile", name).GetProperty("inputs").GetProperty("data");
            Same(HostileProgram.Values, Data("first"));
            Same(HostileProgram.Keys, Data("keys"));
            Same(new DataMap(HostileProgram.Values.Items.Select(v => KeyValuePair.Create(v.Key, (DataValue)$"{((DataText)v.Value).Value}first{((DataText)v.Value).Value}first"))), Data("joined"));
            var json = JsonDocument.Parse(Data("json").GetProperty("all").GetString()!).RootElement;
            Same(HostileProgram.Keys, json[0]);
            Same(HostileProgram.Values, json[1]);
            Same(HostileProgram.Values, JsonDocument.Parse(Data("json").GetProperty("known").GetString()!).RootElement);
            foreach (var (i, text) in HostileProgram.Texts.Take(100).Index()) Assert.Equal(text, Data("settings").GetProperty($"c{i}").GetString());
        }
    }

    static IEnumerable<string> Differences(string place, JsonNode? one, JsonNode? other) => (one, other) switch
    {
        (JsonObject a, JsonObject b) => a.Select(m => m.Key).Union(b.Select(m => m.Key)).SelectMany(k => Differences($"{place}/{k}", a[k], b[k])),
        (JsonArray a, JsonArray b) when a.Count == b.Count => a.Zip(b).SelectMany((pair, i) => Differences($"{place}/{i}", pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(one, other) ? [] : [$"{place}: {one?.ToJsonString()} is {other?.ToJsonString()} in TypeScript"]
    };

    static void Same(DataMap expected, JsonElement actual) =>
        Assert.Equal(expected.Items.Select(i => (i.Key, ((DataText)i.Value).Value)).OrderBy(i => i.Key, StringComparer.Ordinal), actual.EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)).OrderBy(p => p.Name, StringComparer.Ordinal));

    static string[] Strings(JsonElement list) => [.. list.EnumerateArray().Select(i => i.GetString()!)];

    JsonNode? Comparable(string language, string name) => PulumiRun.Comparable(JsonNode.Parse(run.Program(language, name).GetRawText()));
}
