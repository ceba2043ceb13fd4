using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

static class Running
{
    /// <summary>Runs terraform and fails, with its output, unless it succeeds.</summary>
    public static async Task<TerraformRun> SucceedAsync(this TerraformFolder folder, params string[] arguments)
    {
        var run = await folder.RunAsync(arguments);
        Assert.True(run.ExitCode == 0, $"terraform {string.Join(' ', arguments)} ended with {run.ExitCode}:\n{run.Output}");
        return run;
    }

    /// <summary>A folder with this configuration, initialised.</summary>
    public static async Task<TerraformFolder> InitialisedAsync(this SimulatedCloud cloud, string configuration)
    {
        var folder = new TerraformFolder(cloud);
        folder.Write("main.tf", configuration);
        await folder.SucceedAsync("init", "-input=false");
        return folder;
    }

    /// <summary>What a refresh found changed behind Terraform's back: addresses and actions.</summary>
    public static IReadOnlyList<(string Address, string Action)> Drift(this TerraformRun run) =>
        run.Messages.Where(m => m["type"]!.GetValue<string>() == "resource_drift")
            .Select(m => (m["change"]!["resource"]!["addr"]!.GetValue<string>(), m["change"]!["action"]!.GetValue<string>()))
            .ToList();
}
