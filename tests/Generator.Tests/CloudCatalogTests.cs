using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>What holds for the modules of every cloud.</summary>
public sealed class CloudCatalogTests : IDisposable
{
    readonly TempFolder folder = new();

    public static TheoryData<string> Runtimes => [.. RuntimeNames.All];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void Every_module_in_every_version_has_a_golden_bundle_of_each_runtime_that_it_goes_with(string runtime)
    {
        var requests = CloudSpecs.Of(runtime).Select(CloudSpecs.Request).Concat(runtime == RuntimeNames.Pulumi ? Pulumi.PulumiInputs.Modules.Select(m => Pulumi.PulumiInputs.Module(m)) : []);
        var modules = Renderers.Catalog.Clouds.Where(c => Renderers.Catalog.Cloud(c)!.Runtimes.Contains(runtime))
            .SelectMany(c => Renderers.Catalog.Modules(c).SelectMany(m => Renderers.Catalog.Versions(c, m).Where(v => Renderers.Catalog.Module(c, m, v.Text)!.GoesWith(runtime)).Select(v => $"{c} {m} {v.Text}"))).ToArray();

        Assert.NotEmpty(modules);
        Assert.Empty(modules.Except(requests.SelectMany(CloudSpecs.Modules)));
    }

    [Fact]
    public void Every_cloud_has_a_golden_bundle_whose_environment_overrides_the_specification_with_each_of_its_runtimes()
    {
        static IEnumerable<string> Overridden(string runtime, IEnumerable<Contracts.GenerateBundle> requests) => requests
            .Where(r => r.TemplateSpec.TryGetProperty("environments", out var all) && all.TryGetProperty(r.Environment, out _))
            .Select(r => $"{r.TemplateSpec.GetProperty("cloud").GetString()} {runtime}");

        var all = Renderers.Catalog.Clouds.SelectMany(c => Renderers.Catalog.Cloud(c)!.Runtimes.Select(r => $"{c} {r}"));

        Assert.Empty(all.Except(RuntimeNames.All.SelectMany(r => Overridden(r, CloudSpecs.Of(r).Select(CloudSpecs.Request)))));
    }

    [TerraformFact]
    public async Task Code_of_all_modules_is_laid_out_as_terraform_would()
    {
        foreach (var name in CloudSpecs.Names) folder.Write(Renderers.Bundle(CloudSpecs.Request(name)).Files.Select(f => KeyValuePair.Create($"{name}/{f.Key}", f.Value)));

        var (code, output) = await Terraform.Run(folder.Path, "fmt", "-check", "-recursive", "-diff", "-no-color");

        Assert.True(code == 0, output);
    }
}
