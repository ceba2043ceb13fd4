using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Bodies of requests.</summary>
public static class Requests
{
    /// <summary>The contract's example.</summary>
    public static JsonObject Seed(string deploymentId) => Example("seed-generate.json", deploymentId);

    public static JsonObject Local(string deploymentId) => Example("local.json", deploymentId);

    /// <summary>A local deployment whose apply takes this long.</summary>
    public static JsonObject Slow(string deploymentId, int seconds) => JsonNode.Parse($$"""
        {
          "deployment_id": "{{deploymentId}}", "environment": "dev", "runtime": "terraform",
          "template_spec": { "cloud": "local", "modules": [ { "name": "service", "image": "registry.example/app:1.0", "apply_seconds": {{seconds}} } ] }
        }
        """)!.AsObject();

    public static JsonObject Of(string deploymentId) => new() { ["deployment_id"] = deploymentId };

    static JsonObject Example(string file, string deploymentId)
    {
        var body = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "examples", file)))!.AsObject();
        body["deployment_id"] = deploymentId;
        return body;
    }
}
