using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>The Azure modules under the real terraform, in a simulated cloud from the first rollout to the destruction.</summary>
public sealed class AzureCatalogTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TerraformFact]
    public async Task Everything_is_built_wired_by_name_and_destroyed()
    {
        var command = Requests.Catalog("azure-production");
        await Apply(command);

        var group = (string)Assert.Single(Objects("azurerm_resource_group"))["name"]!;
        Assert.All(Types().Except(["azurerm_dns_a_record", "azurerm_dns_cname_record", "azurerm_network_watcher_flow_log"]).SelectMany(Objects).Where(o => o["resource_group_name"] is not null),
            o => Assert.Equal(group, (string)o["resource_group_name"]!));

        Assert.Equal(0, await Changes(command));
        await Terraform.Succeed(folder.Path, "destroy", "-auto-approve", "-input=false", "-no-color", ParameterFile(command));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(folder.Path, ".world", "objects"), "*.json", SearchOption.AllDirectories));
    }

    async Task Apply(GenerateBundle command)
    {
        folder.Write(Renderers.Bundle(command).Files);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", ParameterFile(command));
    }

    /// <summary>What a plan exits with: 0 for nothing to do.</summary>
    async Task<int> Changes(GenerateBundle command)
    {
        var (code, output) = await Terraform.Run(folder.Path, "plan", "-input=false", "-no-color", "-detailed-exitcode", ParameterFile(command));
        Assert.True(code == 0, output);
        return code;
    }

    static string ParameterFile(GenerateBundle command) => $"-var-file=env/{command.Environment}.tfvars.json";

    IEnumerable<string> Types() => Directory.EnumerateDirectories(Path.Combine(folder.Path, ".world", "objects")).Select(d => Path.GetFileName(d));

    List<JsonNode> Objects(string type) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder.Path, ".world", "objects", type)).Select(f => JsonNode.Parse(File.ReadAllText(f))!["attributes"]!)];
}
