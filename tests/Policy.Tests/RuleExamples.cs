using System.Text;
using System.Text.Json;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Terraform;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Policy.Tests;

/// <summary>
/// The examples beside the rules: <c>Rules/FOLDER/examples/RULE.pass.tf</c> and <c>RULE.fail.tf</c>; a further word, <c>RULE.fail.acl.tf</c>, makes more of
/// them. Those of plans are each a module of one configuration, planned by the real terraform under the real providers' schemas, and masked as the
/// executor does it. Where a rule is about changes, its example is a folder whose <c>before.tf</c> is applied first. Those of bundles are what kubectl, helm
/// and docker-compose render, or requests.
/// </summary>
sealed class RuleExamples
{
    /// <summary>Of the root alone: with versions in every module, the plan takes twice the time.</summary>
    const string Configured = """
        terraform {
          required_providers {
            aws     = { source = "hashicorp/aws", version = "6.19.0" }
            azurerm = { source = "hashicorp/azurerm", version = "4.51.0" }
            google  = { source = "hashicorp/google", version = "7.9.0" }
          }
        }

        provider "aws" {
          region = "eu-west-1"
        }
        provider "azurerm" {
          features {}
          subscription_id = "00000000-0000-0000-0000-000000000001"
        }
        provider "google" {
          project = "shop"
          region  = "europe-west1"
        }

        """;

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "rules");

    public static IReadOnlyList<RuleExample> All { get; } =
        [.. RuleExample.Below(Folder).Select(path => RuleExample.Named(path) ?? throw new InvalidDataException($"{path} is not named as an example."))];

    /// <summary>Those that are code.</summary>
    public static IEnumerable<RuleExample> Code => All.Where(e => e.Main.EndsWith(".tf", StringComparison.Ordinal));

    /// <summary>The module that an example is.</summary>
    public static string Module(RuleExample example) =>
        (Directory.Exists(example.Path) ? Path.GetFileName(example.Path) : Path.GetFileNameWithoutExtension(example.Path)).Replace('.', '_');

    /// <summary>The masked changes of one plan that makes everything of all examples, under the real providers' schemas.</summary>
    public static async Task<byte[]> PlanAsync()
    {
        using var cloud = await new SimulatedCloud().AttachAsync(RealSchemas.Folder, allTypes: true);
        using var folder = new TerraformFolder(cloud);
        var before = Code.Where(e => e.Before is not null).Select(e => (Module(e) + "_before", e.Before!));
        await RunAsync(folder, [.. Code.Select(e => (Module(e), e.Main)), .. before], "plan", "-refresh=false", "-out=plan");
        return await MaskedAsync(folder);
    }

    /// <summary>The masked changes of one plan from what runs already to what is asked for, of all examples that tell both. Real schemas do not say what replaces a resource, so
    /// these are ours, which are held against the real ones elsewhere. All are in one account, so that their names differ.</summary>
    public static async Task<byte[]> ChangesAsync()
    {
        using var cloud = await new SimulatedCloud().AttachAsync();
        using var folder = new TerraformFolder(cloud);
        var changing = Code.Where(e => e.Before is not null).ToList();
        await RunAsync(folder, changing.Select(e => (Module(e), e.Before!)), "apply", "-auto-approve");
        await RunAsync(folder, changing.Select(e => (Module(e), e.Main)), "plan", "-refresh=false", "-out=plan");
        return await MaskedAsync(folder);
    }

    static async Task<byte[]> MaskedAsync(TerraformFolder folder)
    {
        var plan = Encoding.UTF8.GetBytes((await folder.ShowAsync("plan")).ToJsonString());
        return PlanDocument.Read(plan, PlanMode.Apply, "examples", new Redactor([]), new TestSecretBox()).Changes;
    }

    static async Task RunAsync(TerraformFolder folder, IEnumerable<(string Module, string File)> modules, string command, params string[] options)
    {
        var main = new StringBuilder(Configured);
        foreach (var (module, file) in modules)
        {
            Directory.CreateDirectory(Path.Combine(folder.Folder, module));
            folder.Write($"{module}/main.tf", await File.ReadAllTextAsync(file));
            main.Append($"module \"{module}\" {{\n  source = \"./{module}\"\n}}\n");
        }

        folder.Write("main.tf", main.ToString());
        foreach (string[] arguments in (string[][])[["init", "-input=false", "-no-color"], [command, "-input=false", "-no-color", .. options]])
        {
            var run = await folder.RunAsync(arguments);
            Assert.True(run.ExitCode == 0, run.Output);
        }
    }

    /// <summary>The changes of each module, as those of a plan of its own.</summary>
    public static IReadOnlyDictionary<string, byte[]> ByModule(byte[] changes) =>
        JsonElement.Parse(changes).GetProperty("resource_changes").EnumerateArray().GroupBy(c => c.GetProperty("address").GetString()!.Split('.')[1])
            .ToDictionary(g => g.Key, g => JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, JsonElement[]> { ["resource_changes"] = [.. g] }));
}
