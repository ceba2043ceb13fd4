using System.Text;
using InfraAgent.Policy.Rules;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Terraform;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Policy.Tests;

/// <summary>
/// The examples beside the rules: <c>Rules/FOLDER/examples/RULE.pass.tf</c> and <c>RULE.fail.tf</c>; a further word, <c>RULE.fail.acl.tf</c>, makes more of
/// them. Those of plans are each a module of one configuration, planned by the real terraform under the real providers' schemas, and masked as the
/// executor does it. Those of bundles are what kubectl, helm and docker-compose render, or requests.
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

    /// <summary>Rule, whether it passes, and the file.</summary>
    public static IReadOnlyList<(string Rule, bool Passes, string File)> All { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => (Words: Path.GetFileName(file).Split('.'), File: file))
            .Select(e => (e.Words[0], e.Words[1] switch { "pass" => true, "fail" => false, var other => throw new InvalidDataException($"{e.File}: '{other}' is neither pass nor fail.") }, e.File)),
    ];

    public static IEnumerable<(string Rule, bool Passes, string File)> Plans => All.Where(e => e.File.EndsWith(".tf", StringComparison.Ordinal));

    /// <summary>The module that an example is.</summary>
    public static string Module(string file) => Path.GetFileNameWithoutExtension(file).Replace('.', '_');

    /// <summary>The masked changes of one plan with all examples.</summary>
    public static async Task<byte[]> PlanAsync()
    {
        using var cloud = await new SimulatedCloud().AttachAsync(RealSchemas.Folder, allTypes: true);
        using var folder = new TerraformFolder(cloud);
        var main = new StringBuilder(Configured);
        foreach (var (_, _, file) in Plans)
        {
            var module = Module(file);
            Directory.CreateDirectory(Path.Combine(folder.Folder, module));
            folder.Write($"{module}/main.tf", await File.ReadAllTextAsync(file));
            main.Append($"module \"{module}\" {{\n  source = \"./{module}\"\n}}\n");
        }

        folder.Write("main.tf", main.ToString());
        foreach (string[] arguments in (string[][])[["init", "-input=false", "-no-color"], ["plan", "-input=false", "-no-color", "-refresh=false", "-out=plan"]])
        {
            var run = await folder.RunAsync(arguments);
            Assert.True(run.ExitCode == 0, run.Output);
        }

        var plan = Encoding.UTF8.GetBytes((await folder.ShowAsync("plan")).ToJsonString());
        return PlanDocument.Read(plan, PlanMode.Apply, "examples", new Redactor([]), new TestSecretBox()).Changes;
    }
}
