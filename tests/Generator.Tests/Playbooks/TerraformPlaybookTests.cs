using System.Text.Json;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Terraform;
using InfraAgent.Runtimes.Tests;
using Microsoft.Extensions.Options;

namespace InfraAgent.Generator.Tests.Playbooks;

/// <summary>A playbook of terraform, by hand, with the real terraform and a state behind its http backend.</summary>
public sealed class TerraformPlaybookTests : IDisposable
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
        var hand = new PlaybookByHand(folder.Path, Environment());

        var first = await RollOut(hand, before, "previous");
        var second = await RollOut(hand, after, "current");
        Assert.Equal(await ByTheAgent(after), second);
        Assert.NotEqual(first, second);

        await hand.BackAsync("current", "apply", 0);
        var (code, outputs) = await hand.RunAsync("current", "terraform", "output", "-json", "-no-color");
        Assert.Equal(0, code);
        Assert.Equal(first, Outputs(outputs));
        await hand.BackAsync("current", "apply", 1);
        Assert.Equal(0, JsonDocument.Parse(state.State!).RootElement.GetProperty("resources").GetArrayLength());
    }

    async Task<SortedDictionary<string, string>> RollOut(PlaybookByHand hand, Bundle bundle, string name)
    {
        var shown = await hand.RollOutAsync(bundle, name);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, name), "*.tfplan"));
        return Outputs(shown["output"]);
    }

    Dictionary<string, string?> Environment()
    {
        var variables = System.Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(k => k.StartsWith("TF_", StringComparison.Ordinal)).ToDictionary(k => k, string? (_) => null);
        foreach (var (name, value) in state.Variables()) variables[name] = value;
        variables["CHECKPOINT_DISABLE"] = "1";
        return variables;
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
}
