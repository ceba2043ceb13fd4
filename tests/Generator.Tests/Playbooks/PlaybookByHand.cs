using System.Diagnostics;
using System.Text.Json;

namespace InfraAgent.Generator.Tests.Playbooks;

/// <summary>Does what <c>playbook.json</c> says and nothing else: each command in its order and folder, held against what it is expected to show.</summary>
/// <param name="folder">Bundles are folders in it, side by side, as ways back expect it.</param>
/// <param name="environment">Beside that of the tests; null takes a variable away.</param>
sealed class PlaybookByHand(string folder, IReadOnlyDictionary<string, string?> environment)
{
    /// <summary>Puts the bundle into its folder and does every step. What each of them showed, by its id.</summary>
    public async Task<IReadOnlyDictionary<string, string>> RollOutAsync(Bundle bundle, string name)
    {
        foreach (var (path, content) in bundle.Files)
        {
            var file = Path.Combine(folder, name, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, content);
        }

        var shown = new Dictionary<string, string>();
        foreach (var step in Steps(name))
        {
            var directory = Path.Combine(name, step.GetProperty("directory").GetString()!);
            shown[Id(step)] = await CheckAsync(directory, step);
            if (step.TryGetProperty("verify", out var verify)) await CheckAsync(directory, verify);
        }

        return shown;
    }

    /// <summary>Takes one of a step's ways back, of which the usual one is first.</summary>
    public async Task BackAsync(string name, string step, int way)
    {
        var back = Steps(name).Single(s => Id(s) == step).GetProperty("rollback")[way];
        foreach (var command in back.GetProperty("commands").EnumerateArray())
        {
            var (code, output) = await RunAsync(Path.Combine(name, back.GetProperty("directory").GetString()!), Arguments(command));
            Assert.True(code == 0, $"{command.GetProperty("shell")} ended with {code}:\n{output}");
        }
    }

    /// <summary>The check that belongs to a step, as a command.</summary>
    public string[] Verification(string name, string step) => Arguments(Steps(name).Single(s => Id(s) == step).GetProperty("verify"));

    /// <param name="directory">Relative to the folder of the bundles.</param>
    public async Task<(int Code, string Output)> RunAsync(string directory, params string[] command)
    {
        // The program is looked up where the command's own environment says.
        var start = new ProcessStartInfo("env", command)
        {
            WorkingDirectory = Path.Combine(folder, directory), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true
        };
        foreach (var (name, value) in environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    async Task<string> CheckAsync(string directory, JsonElement command)
    {
        var (code, output) = await RunAsync(directory, Arguments(command));
        var expects = command.GetProperty("expects");
        Assert.True(expects.GetProperty("exit_codes").EnumerateArray().Any(c => c.GetInt32() == code), $"{command.GetProperty("shell")} ended with {code}:\n{output}");
        if (expects.TryGetProperty("output_contains", out var text)) Assert.Contains(text.GetString()!, output, StringComparison.Ordinal);
        return output;
    }

    JsonElement[] Steps(string name) => [.. JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name, "playbook.json"))).RootElement.GetProperty("steps").EnumerateArray()];

    static string Id(JsonElement step) => step.GetProperty("id").GetString()!;

    static string[] Arguments(JsonElement command) => [.. command.GetProperty("command").EnumerateArray().Select(a => a.GetString()!)];
}
