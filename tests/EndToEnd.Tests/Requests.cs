using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Bodies of requests.</summary>
public static class Requests
{
    /// <summary>The contract's example.</summary>
    public static JsonObject Seed(string deploymentId) => Example("seed-generate.json", deploymentId);

    public static JsonObject Local(string deploymentId) => Example("local.json", deploymentId);

    /// <summary>Services in the neutral vocabulary, with their databases, for <c>kubernetes</c> or <c>helm</c>.</summary>
    public static JsonObject Shop(string runtime, string deploymentId) => Example($"shop-{runtime}.json", deploymentId);

    /// <summary>A local deployment whose apply takes this long.</summary>
    public static JsonObject Slow(string deploymentId, int seconds) => JsonNode.Parse($$"""
        {
          "deployment_id": "{{deploymentId}}", "environment": "dev", "runtime": "terraform",
          "template_spec": { "cloud": "local", "modules": [ { "name": "service", "image": "registry.example/app:1.0", "apply_seconds": {{seconds}} } ] }
        }
        """)!.AsObject();

    /// <summary>A local deployment whose apply passes <see cref="ToolGates.Rollout"/>.</summary>
    /// <param name="setting">Lands in the code: another text, another revision, and another code digest.</param>
    public static JsonObject Rollout(string deploymentId, string environment = "dev", string setting = "none") => JsonNode.Parse($$"""
        {
          "deployment_id": "{{deploymentId}}", "environment": "{{environment}}", "runtime": "terraform",
          "template_spec": { "cloud": "local", "modules": [
            { "name": "config", "settings": { "setting": "{{setting}}" } },
            { "name": "service", "image": "registry.example/app:1.0", "apply_seconds": 1 } ] }
        }
        """)!.AsObject();

    /// <summary>A network in the simulated cloud.</summary>
    public static JsonObject Network(string deploymentId) => JsonNode.Parse($$"""
        {
          "deployment_id": "{{deploymentId}}", "environment": "dev", "runtime": "terraform",
          "template_spec": { "cloud": "aws", "modules": [ { "name": "vpc", "version": "3.21.0", "cidr": "10.16.0.0/16" } ] },
          "parameters": { "aws_region": "us-east-2" }
        }
        """)!.AsObject();

    public static JsonObject Of(string deploymentId) => new() { ["deployment_id"] = deploymentId };

    public static JsonObject Decision(string deploymentId, string planDigest) => new() { ["deployment_id"] = deploymentId, ["plan_digest"] = planDigest };

    static JsonObject Example(string file, string deploymentId)
    {
        var body = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "examples", file)))!.AsObject();
        body["deployment_id"] = deploymentId;
        return body;
    }
}
