using System.Diagnostics;
using System.Text;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Generator.Tests.Pulumi;

public sealed class PulumiNamesTests
{
    [PulumiNamesFact]
    public async Task The_catalogs_names_are_those_that_the_providers_themselves_have()
    {
        var tool = Path.Combine(Places.Repository, "tools", "pulumi-names");
        using var process = Process.Start(new ProcessStartInfo("python3", [Path.Combine(tool, "names.py"), Path.Combine(RealSchemas.Folder!, "aws.json.gz"), PulumiTool.Package("aws"), Path.Combine(tool, "tokens.txt")])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8
        })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, await errors);
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Places.Repository, "services", "generator", "Catalog", "aws", "pulumi.yaml")), await output);
    }
}

/// <summary>A test with Pulumi's packages and the real schema of the aws provider; skipped, by name, where one is missing.</summary>
public sealed class PulumiNamesFactAttribute : FactAttribute
{
    public PulumiNamesFactAttribute() => Skip = PulumiTool.Missing ?? (RealSchemas.Folder is null ? RealSchemas.Missing : null)!;
}
