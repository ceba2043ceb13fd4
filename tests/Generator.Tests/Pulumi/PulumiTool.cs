using System.Diagnostics;
using System.Text.Json;

namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>The TypeScript compiler, Pulumi's SDK and providers of the versions that bundles pin: test.sh installs them.</summary>
static class PulumiTool
{
    static readonly string Modules = Path.Combine(Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "infra-agent-tools", "pulumi", "node_modules");

    public static string? Missing => Directory.Exists(Package("aws")) ? null : "Pulumi's packages are not installed: ./test.sh does it, with npm.";

    public static string Package(string name) => Path.Combine(Modules, "@pulumi", name);

    /// <summary>Compiles and runs every program below a folder, in one process: <c>&lt;language&gt;/&lt;name&gt;/</c> each.</summary>
    public static async Task<JsonElement> Check(string folder)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(Places.Repository, "tests", "TestBed", "Pulumi", "check.js"), folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NODE_PATH"] = Modules;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return JsonDocument.Parse(await output).RootElement;
    }
}

/// <summary>A test with the real compiler and SDK; skipped, by name, where they are not installed.</summary>
public sealed class PulumiFactAttribute : FactAttribute
{
    public PulumiFactAttribute() => Skip = PulumiTool.Missing!;
}
