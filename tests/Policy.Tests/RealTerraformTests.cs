using InfraAgent.Contracts;
using InfraAgent.Policy.Analysis;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Terraform;
using Microsoft.Extensions.Options;

namespace InfraAgent.Policy.Tests;

/// <summary>Static analysis with the real terraform: built-in resources, no network.</summary>
public sealed class RealTerraformTests
{
    static async Task<IReadOnlyList<CheckResult>> Analyse(string main, string terraform = "terraform")
    {
        await using var bench = new Bench();
        using var analysis = new StaticAnalysis(
            [new TerraformRuntime(Options.Create(new ToolOptions { Terraform = terraform }), new TestSecretBox())], [], bench.Artifacts, new PolicyOptions { ScratchFolder = bench.Scratch }, TimeProvider.System);
        var command = await bench.SeedCommandAsync() with { Bundle = await bench.BundleAsync("d", "sha256:c", new() { ["main.tf"] = main }) };

        var results = await analysis.AnalyseAsync(command, default);

        Assert.Empty(Directory.EnumerateFileSystemEntries(bench.Scratch));
        Assert.All(results.SelectMany(r => r.Findings), f => Assert.DoesNotContain(bench.Scratch, f.Message, StringComparison.Ordinal));
        return results;
    }

    [Fact]
    public async Task Good_code_passes_every_check()
    {
        var results = await Analyse("resource \"terraform_data\" \"x\" {\n  input = 1\n}\n");

        Assert.Equal(3, results.Count);
        Assert.All(results, r => Assert.Equal(("passed", "terraform"), (r.Check.Status, r.Check.Tool)));
        Assert.All(results, r => Assert.NotNull(r.Check.Version));
    }

    [Fact]
    public async Task Code_that_is_not_valid_is_found_at_its_line()
    {
        var results = await Analyse("resource \"terraform_data\" \"x\" {\n  nothing = 1\n}\n");

        var finding = Assert.Single(results.SelectMany(r => r.Findings));
        Assert.Equal(("main.tf", 2, "error"), (finding.File, finding.Line, finding.Severity));
    }

    [Fact]
    public async Task A_missing_terraform_is_told()
    {
        Assert.All(await Analyse("", terraform: "terraform-that-is-not-there"), r => Assert.Equal("not_run", r.Check.Status));
    }
}
