using System.Diagnostics;
using System.Text.Json;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Generator.Tests;

/// <summary>Runs the real terraform in a folder, with no configuration but what the test gives it.</summary>
static class Terraform
{
    static readonly string? Executable = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(p => Path.Combine(p, "terraform")).FirstOrDefault(File.Exists);

    public static string? Missing { get; } = Executable is null ? "terraform is not on the PATH." : null;

    // One mirror for all tests of the process; each has a world of its own beside its folder.
    static readonly Lazy<SimulatedCloud> Cloud = new(() =>
    {
        var cloud = new SimulatedCloud();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cloud.Dispose();
        return cloud;
    });

    public static async Task<(int ExitCode, string Output)> Run(string folder, params string[] arguments)
    {
        var (code, output, errors) = await Start(folder, arguments);
        return (code, output + errors);
    }

    /// <summary>Runs it and demands success; gives the standard output alone.</summary>
    public static async Task<string> Succeed(string folder, params string[] arguments)
    {
        var (code, output, errors) = await Start(folder, arguments);
        Assert.True(code == 0, $"terraform {string.Join(' ', arguments)} ended with {code}:\n{output}{errors}");
        return output;
    }

    /// <summary>Validates with a provider that runs already, which is many times faster.</summary>
    public static async Task<JsonElement> Validate(string folder, SimulatedCloud attached)
    {
        var environment = attached.Environment.Select(v => (v.Key, v.Value)).ToArray();
        var (code, output, errors) = await Start(folder, ["init", "-backend=false", "-input=false", "-no-color"], environment);
        Assert.True(code == 0, output + errors);
        (_, output, errors) = await Start(folder, ["validate", "-json"], environment);
        return errors.Length == 0 ? JsonDocument.Parse(output).RootElement : throw new InvalidOperationException(errors);
    }

    static async Task<(int, string, string)> Start(string folder, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Executable!, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true
        };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("TF_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        start.Environment["TF_CLI_CONFIG_FILE"] = Cloud.Value.CliConfig;
        start.Environment["TF_DISABLE_PLUGIN_TLS"] = "1";
        start.Environment["TF_IN_AUTOMATION"] = "1";
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        start.Environment["SIM_TF_WORLD"] = Path.Combine(folder, ".world");
        foreach (var (name, value) in environment) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var hang = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await process.WaitForExitAsync(hang.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"terraform {string.Join(' ', arguments)} hangs.");
        }

        return (process.ExitCode, await output, await errors);
    }
}
