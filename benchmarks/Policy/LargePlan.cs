using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Contracts;
using InfraAgent.Generator;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Benchmarks.Policy;

/// <summary>A plan of ten thousand resources: a bundle of the catalog's own modules, planned by the real terraform in a simulated cloud.</summary>
static class LargePlan
{
    // A specification has 200 modules at most; a platform of more is several deployments, here planned as one.
    const int InstancesOfEach = 39;

    /// <summary>What <c>terraform show -json</c> tells of it.</summary>
    public static async Task<byte[]> MakeAsync(int deployments)
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = new TerraformFolder(cloud);
        var outcome = new BundleRenderer(GeneratorService.LoadCatalog([]), "0.0.0").Render(Command());
        foreach (var (path, content) in outcome.Bundle?.Files ?? throw new InvalidOperationException(string.Join('\n', outcome.Findings)))
        {
            var file = Path.Combine(folder.Folder, "bundle", path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content.ToArray());
        }

        var parameters = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder.Folder, "bundle/env/prod.tfvars.json")))!.AsObject();
        parameters["source"] = "./bundle";
        folder.Write("main.tf.json", new JsonObject { ["module"] = new JsonObject(Enumerable.Range(0, deployments).Select(i => KeyValuePair.Create($"platform{i}", (JsonNode?)parameters.DeepClone()))) }.ToJsonString());
        foreach (string[] arguments in (string[][])[["init", "-input=false", "-no-color"], ["plan", "-input=false", "-no-color", "-out=plan"]])
        {
            using var run = folder.Start(arguments);
            await run.EndAsync(TimeSpan.FromMinutes(30));
            if (run.ExitCode != 0) throw new InvalidOperationException(run.Output);
        }

        return Encoding.UTF8.GetBytes((await folder.ShowAsync("plan")).ToJsonString());
    }

    static GenerateBundle Command()
    {
        var modules = new JsonArray(new JsonObject { ["name"] = "vpc", ["version"] = "3.21.0", ["cidr"] = "10.16.0.0/16" });
        for (var i = 0; i < InstancesOfEach; i++)
        {
            modules.Add(new JsonObject { ["name"] = "ecs-service", ["as"] = $"s{i:000}", ["version"] = "1.4.5", ["desired_count"] = 2, ["container_image"] = $"ghcr.io/shop/s{i:000}:1.0.0" });
            foreach (var name in (string[])["postgres", "redis", "bucket", "queue"]) modules.Add(new JsonObject { ["name"] = name, ["as"] = $"{name}{i:000}" });
        }

        return new GenerateBundle
        {
            DeploymentId = "shop", RunId = Guid.Empty, Revision = 1, Environment = "prod", Runtime = "terraform", RequestDigest = "sha256:" + new string('0', 64),
            TemplateSpec = JsonSerializer.SerializeToElement(new JsonObject { ["cloud"] = "aws", ["modules"] = modules, ["tags"] = new JsonObject { ["team"] = "shop", ["owner"] = "shop" } }),
            Parameters = new Dictionary<string, JsonElement> { ["aws_region"] = JsonElement.Parse("\"us-east-2\"") }, Labels = new Dictionary<string, string>(),
        };
    }
}
