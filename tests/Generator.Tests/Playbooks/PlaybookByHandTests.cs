using System.Diagnostics;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Terraform;
using InfraAgent.Runtimes.Tests;
using Microsoft.Extensions.Options;

namespace InfraAgent.Generator.Tests.Playbooks;

/// <summary>Does what <c>playbook.json</c> says and nothing else, with the real terraform and a state behind its http backend.</summary>
public sealed class PlaybookByHandTests : IDisposable
{
    readonly TempFolder folder = new();
    readonly HttpState state = new();

    public void Dispose()
    {
        state.Dispose();
        folder.Dispose();
    }

    [TerraformFact]
    public async Task A_playbook_gives_what_the_agents_own_apply_gives_and_its_ways_back_take_it_back()
    {
        var before = Renderers.Bundle(Requests.Example("local.json"));
        var parameters = Requests.Example("local.json").Parameters.ToDictionary();
        parameters["port"] = JsonSerializer.SerializeToElement(9090);
        parameters["service.replicas"] = JsonSerializer.SerializeToElement(2);
        var after = Renderers.Bundle(Requests.Example("local.json") with { Parameters = parameters });

        var first = await RollOut(before, "previous");
        var second = await RollOut(after, "current");
        Assert.Equal(await ByTheAgent(after), second);
        Assert.NotEqual(first, second);

        var ways = Steps(after).Single(s => s.GetProperty("id").GetString() == "apply").GetProperty("rollback").EnumerateArray().ToArray();
        await Back("current", ways[0]);
        Assert.Equal(first, Outputs(await Run("current", "terraform", "output", "-json", "-no-color")));
        await Back("current", ways[1]);
        Assert.Equal(0, JsonDocument.Parse(state.State!).RootElement.GetProperty("resources").GetArrayLength());
    }

    async Task<SortedDictionary<string, string>> RollOut(Bundle bundle, string name)
    {
        folder.Write(bundle.Files.Select(f => KeyValuePair.Create($"{name}/{f.Key}", f.Value)));
        var outputs = "";
        foreach (var step in Steps(bundle))
        {
            var directory = Path.Combine(name, step.GetProperty("directory").GetString()!);
            var output = await Check(directory, step);
            if (step.GetProperty("id").GetString() == "output") outputs = output;
            if (step.TryGetProperty("verify", out var verify)) await Check(directory, verify);
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, name), "*.tfplan"));
        return Outputs(outputs);
    }

    async Task Back(string name, JsonElement way)
    {
        foreach (var command in way.GetProperty("commands").EnumerateArray()) await Run(Path.Combine(name, way.GetProperty("directory").GetString()!), Arguments(command));
    }

    async Task<string> Check(string directory, JsonElement command)
    {
        var (code, output) = await Start(directory, Arguments(command));
        var expects = command.GetProperty("expects");
        Assert.True(expects.GetProperty("exit_codes").EnumerateArray().Any(c => c.GetInt32() == code), $"{command.GetProperty("shell")} ended with {code}:\n{output}");
        if (expects.TryGetProperty("output_contains", out var text)) Assert.Contains(text.GetString()!, output, StringComparison.Ordinal);
        return output;
    }

    async Task<string> Run(string directory, params string[] command)
    {
        var (code, output) = await Start(directory, command);
        Assert.True(code == 0, $"{string.Join(' ', command)} ended with {code}:\n{output}");
        return output;
    }

    async Task<(int Code, string Output)> Start(string directory, string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Path.Combine(folder.Path, directory), RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("TF_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        foreach (var (name, value) in state.Variables()) start.Environment[name] = value;
        start.Environment["CHECKPOINT_DISABLE"] = "1";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    // The same bundle in a world of its own, by the runtime that the executor uses.
    async Task<SortedDictionary<string, string>> ByTheAgent(Bundle bundle)
    {
        using var own = new HttpState();
        var directory = Path.Combine(folder.Path, "agent");
        await WorkspaceFolder.MaterialiseAsync(directory, bundle.Files, default);
        var workspace = new Workspace
        {
            Directory = directory, DeploymentId = "hello-local", Environment = "dev", BundleDigest = bundle.Digest, Variables = own.Variables(), Log = Stream.Null
        };
        var runtime = new TerraformRuntime(Options.Create(new ToolOptions()), new TestBox());
        var plan = await runtime.PlanAsync(workspace, PlanMode.Apply, default);
        Assert.True(plan.Run.Succeeded, plan.Run.Message);
        Assert.True((await runtime.ApplyAsync(workspace, PlanMode.Apply, plan.Digest!, () => Task.CompletedTask, default)).Run.Succeeded);
        var verified = await runtime.VerifyAsync(workspace, default);
        return new(verified.Outputs.ToDictionary(o => o.Key, o => JsonSerializer.Serialize(o.Value.Value)), StringComparer.Ordinal);
    }

    static SortedDictionary<string, string> Outputs(string json) =>
        new(JsonDocument.Parse(json).RootElement.EnumerateObject().ToDictionary(o => o.Name, o => JsonSerializer.Serialize(o.Value.GetProperty("value"))), StringComparer.Ordinal);

    static JsonElement[] Steps(Bundle bundle) => [.. JsonDocument.Parse(bundle.Files["playbook.json"]).RootElement.GetProperty("steps").EnumerateArray()];

    static string[] Arguments(JsonElement command) => [.. command.GetProperty("command").EnumerateArray().Select(a => a.GetString()!)];
}
