using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Terraform;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Policy.Tests;

/// <summary>Plans of bundles as the catalog makes them, by the real terraform.</summary>
static class CatalogPlans
{
    public static string Golden { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Generator.Tests/Golden"));

    /// <summary>The masked changes of a bundle's first rollout, and where it goes.</summary>
    public static async Task<(string Environment, byte[] Changes)> MakeAsync(SimulatedCloud cloud, string bundle)
    {
        using var folder = new TerraformFolder(cloud);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Golden, bundle), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.Folder, Path.GetRelativePath(Path.Combine(Golden, bundle), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // The agent keeps the state otherwise.
        folder.Write("state_override.tf", "terraform {\n  backend \"local\" {}\n}\n");
        var parameters = Directory.GetFiles(Path.Combine(folder.Folder, "env"), "*.tfvars.json").Single();
        foreach (string[] arguments in (string[][])[["init", "-input=false", "-no-color"], ["plan", "-input=false", "-no-color", "-out=plan", $"-var-file={parameters}"]])
        {
            var run = await folder.RunAsync(arguments);
            Assert.True(run.ExitCode == 0, $"{bundle}: {run.Output}");
        }

        var plan = Encoding.UTF8.GetBytes((await folder.ShowAsync("plan")).ToJsonString());
        return (JsonNode.Parse(File.ReadAllText(parameters))!["environment"]!.GetValue<string>(), PlanDocument.Read(plan, PlanMode.Apply, bundle, new Redactor([]), new TestSecretBox()).Changes);
    }
}
