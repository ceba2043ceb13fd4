using InfraAgent.Runtimes.Checks;

namespace InfraAgent.Runtimes.Tests;

public sealed class PulumiChecksTests
{
    [Theory]
    [InlineData("Pulumi.yaml", "pulumi_preview")]
    [InlineData("index.ts", "typescript_compile", "pulumi_preview")]
    public async Task No_check_is_passed_that_was_not_made_and_each_says_how_to_make_it(string file, params string[] checks)
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, file), "");

        var results = await new PulumiChecks().CheckAsync(new Workspace { Directory = folder.Path, DeploymentId = "d", Environment = "dev", BundleDigest = "sha256:0", Log = Stream.Null }, default);

        Assert.Equal(checks, results.Select(r => r.Check.Name));
        Assert.All(results, r => Assert.Equal("not_run", r.Check.Status));
        Assert.All(results, r => Assert.Contains("pulumi", r.Check.Reason, StringComparison.Ordinal));
    }
}
