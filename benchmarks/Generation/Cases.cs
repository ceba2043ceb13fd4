using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Benchmarks.Generation;

/// <summary>The requests that are measured.</summary>
static class Cases
{
    /// <summary><c>example</c>, or a number of services and a runtime: <c>1000 helm</c>; or of resources under terraform: <c>1000 resources</c>.</summary>
    public static GenerateBundle Named(string name) => name.Split(' ') switch
    {
        [var count, "resources"] => Resources(int.Parse(count)),
        [var count, var runtime] => Services(int.Parse(count), runtime),
        _ => Example()
    };

    /// <summary>So many resources on AWS, as the contract's example has them: a network and as many services in it as it takes. Only resources that are always there
    /// count, once for each instance of their module, so there are more in a plan.</summary>
    public static GenerateBundle Resources(int count)
    {
        const int OfNetwork = 5, OfService = 8;
        var services = (count - OfNetwork + OfService - 1) / OfService;
        return Command(new JsonObject
        {
            ["deployment_id"] = "shop",
            ["environment"] = "staging",
            ["runtime"] = "terraform",
            ["template_spec"] = new JsonObject
            {
                ["cloud"] = "aws",
                ["modules"] = new JsonArray(
                [
                    new JsonObject { ["name"] = "vpc", ["version"] = "3.21.0", ["cidr"] = "10.16.0.0/16" },
                    .. Enumerable.Range(0, services).Select(i => new JsonObject
                    {
                        ["name"] = "ecs-service", ["as"] = $"s{i:0000}", ["version"] = "1.4.5", ["desired_count"] = 2, ["container_image"] = $"ghcr.io/shop/s{i:0000}:1.{i % 10}.0"
                    })
                ]),
                ["tags"] = new JsonObject { ["team"] = "shop" }
            },
            ["parameters"] = new JsonObject { ["aws_region"] = "us-east-2" }
        });
    }

    /// <summary>The contract's example: a network and a service on AWS.</summary>
    public static GenerateBundle Example() => Command(JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "seed-generate.json")))!.AsObject());

    /// <summary>Services as people have them: an image, ports, a few variables and a secret, a health check, and something that each of them calls.</summary>
    public static GenerateBundle Services(int count, string runtime) => Command(new JsonObject
    {
        ["deployment_id"] = "shop",
        ["environment"] = "staging",
        ["runtime"] = runtime,
        ["template_spec"] = new JsonObject
        {
            ["cloud"] = runtime switch { "terraform" or "docker-compose" => "local", _ => "kubernetes" },
            ["modules"] = runtime == "terraform" ? new JsonArray(new JsonObject { ["name"] = "network" }) : new JsonArray(),
            ["services"] = new JsonArray([.. Enumerable.Range(0, count).Select(i => (JsonNode)Service(i, runtime))]),
            ["tags"] = new JsonObject { ["team"] = "shop" }
        }
    });

    static JsonObject Service(int i, string runtime)
    {
        var service = new JsonObject
        {
            ["name"] = $"s{i:0000}",
            ["image"] = $"ghcr.io/shop/s{i:0000}:1.{i % 10}.0",
            ["env"] = new JsonObject { ["LOG_LEVEL"] = "info", ["REGION"] = "eu-central-1", ["GREETING"] = $"Hello from \"{i}\" #1" },
            ["ports"] = new JsonArray(8080),
            ["replicas"] = 2
        };
        // What terraform's local cloud has no field for.
        if (runtime == "terraform") return service;
        service["secrets"] = new JsonObject { ["DATABASE_PASSWORD"] = runtime == "docker-compose" ? $"env://S{i:0000}_PASSWORD" : $"vault://kv/shop/s{i:0000}#password" };
        service["resources"] = new JsonObject { ["cpu"] = "250m", ["memory"] = "256Mi" };
        service["health"] = new JsonObject { ["path"] = "/healthz" };
        if (i > 0) service["depends_on"] = new JsonArray($"s{i / 2:0000}");
        return service;
    }

    static GenerateBundle Command(JsonObject request)
    {
        var body = request.Deserialize<GenerateRequest>(Json.Options)!;
        return new GenerateBundle
        {
            DeploymentId = body.DeploymentId, RunId = Guid.Empty, Revision = 1, Environment = body.Environment, Runtime = body.Runtime,
            TemplateSpec = body.TemplateSpec, Parameters = body.Parameters, Labels = body.Labels, RequestDigest = "sha256:" + new string('0', 64)
        };
    }
}
