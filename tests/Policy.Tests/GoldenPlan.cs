using System.Text;
using System.Text.Json;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Terraform;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Policy.Tests;

/// <summary>Bundles as the generator makes them, and what the real terraform plans of them.</summary>
static class GoldenPlan
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Generator.Tests/Golden"));

    /// <summary>The masked changes of a bundle's first rollout, and where it goes.</summary>
    public static async Task<(string Environment, byte[] Changes)> OfAsync(SimulatedCloud cloud, string bundle)
    {
        using var folder = new TerraformFolder(cloud);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Folder, bundle), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.Folder, Path.GetRelativePath(Path.Combine(Folder, bundle), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // The agent keeps the state otherwise.
        folder.Write("state_override.tf", "terraform {\n  backend \"local\" {}\n}\n");
        // And the subscription is the environment's, which is not that of the provider here.
        if (Code(bundle).Values.Any(c => c.Contains("provider \"azurerm\"", StringComparison.Ordinal)))
            folder.Write("subscription_override.tf", "provider \"azurerm\" {\n  subscription_id = \"00000000-0000-0000-0000-000000000001\"\n}\n");
        foreach (string[] arguments in (string[][])[["init", "-input=false", "-no-color"], ["plan", "-input=false", "-no-color", "-out=plan", $"-var-file={Parameters(bundle)}"]])
        {
            var run = await folder.RunAsync(arguments);
            Assert.True(run.ExitCode == 0, $"{bundle}: {run.Output}");
        }

        var plan = Encoding.UTF8.GetBytes((await folder.ShowAsync("plan")).ToJsonString());
        return (Variables(bundle).GetProperty("environment").GetString()!, PlanDocument.Read(plan, PlanMode.Apply, bundle, new Redactor([]), new TestSecretBox()).Changes);
    }

    public static Dictionary<string, string> Code(string bundle)
    {
        var folder = Path.Combine(Folder, bundle);
        return Directory.EnumerateFiles(folder, "*.tf", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText);
    }

    public static JsonElement Variables(string bundle) => JsonElement.Parse(File.ReadAllText(Parameters(bundle)));

    static string Parameters(string bundle) => Directory.GetFiles(Path.Combine(Folder, bundle, "env"), "*.tfvars.json").Single();
}
