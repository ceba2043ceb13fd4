using System.Text.Json.Nodes;

namespace InfraAgent.Generator.Tests;

/// <summary>What holds for the modules of every cloud.</summary>
public sealed class CloudCatalogTests : IDisposable
{
    readonly TempFolder folder = new();

    public static TheoryData<string> Clouds => [.. CloudSpecs.Clouds];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Clouds))]
    public void Every_module_in_every_version_has_a_golden_bundle(string cloud)
    {
        var built = CloudSpecs.Of(cloud).Select(Requests.Catalog).Append(Requests.Example("seed-generate.json"))
            .SelectMany(command => JsonNode.Parse(command.TemplateSpec.GetRawText())!["modules"]?.AsArray() ?? [])
            .Select(module => $"{module!["name"]} {module["version"]}").ToHashSet();

        Assert.Empty(Renderers.Catalog.Modules(cloud).SelectMany(m => Renderers.Catalog.Versions(cloud, m).Select(v => $"{m} {v.Text}")).Except(built));
    }

    [TerraformFact]
    public async Task Code_of_all_modules_is_laid_out_as_terraform_would()
    {
        foreach (var spec in CloudSpecs.Names) folder.Write(Renderers.Bundle(Requests.Catalog(spec)).Files.Select(f => KeyValuePair.Create($"{spec}/{f.Key}", f.Value)));

        var (code, output) = await Terraform.Run(folder.Path, "fmt", "-check", "-recursive", "-diff", "-no-color");

        Assert.True(code == 0, output);
    }
}
