using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>Commands as the saga makes them from a request body.</summary>
static class Requests
{
    public static GenerateBundle FromBody(string json)
    {
        var body = JsonSerializer.Deserialize<GenerateRequest>(json, Json.Options)!;
        return new GenerateBundle
        {
            DeploymentId = body.DeploymentId,
            RunId = Guid.Parse("0198c0de-0000-7000-8000-000000000001"),
            Revision = 1,
            Environment = body.Environment,
            Runtime = body.Runtime,
            TemplateSpec = body.TemplateSpec,
            Parameters = body.Parameters,
            Labels = body.Labels,
            RequestDigest = "sha256:" + new string('0', 64)
        };
    }

    public static GenerateBundle Example(string name) => FromBody(File.ReadAllText(Path.Combine(Places.Repository, "examples", name)));

    /// <summary>A specification that stands for a use of the catalog; its bundle is in <c>Golden</c>.</summary>
    public static GenerateBundle Catalog(string name) => FromBody(File.ReadAllText(Path.Combine(Places.Tests, "Specs", name + ".json")));

    public static GenerateBundle Local(string spec, string parameters = "{}") =>
        FromBody($$"""{"deployment_id":"d-1","environment":"dev","runtime":"terraform","template_spec":{{spec}},"parameters":{{parameters}}}""");
}
