using System.Text.Json.Nodes;
using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>One agent with gates for the tests of a class. It starts with the first test that asks for it: where they are all skipped, never.</summary>
public abstract class GatedAgent(Way way) : IAsyncLifetime
{
    readonly TempFolder folder = new();
    Task<Agent>? agent;

    public ToolGates Gates { get; } = new();

    public Task<Agent> StartedAsync() => agent ??= StartAsync();

    /// <summary>Environments: <c>dev</c>; <c>guarded</c>, where a person approves; <c>narrow</c>, where one run works at a time.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["PATH"] = Gates.SearchPath, ["Environments:File"] = folder.File("environments.yaml"),
        // Many deployments are held at once.
        ["Executor:Slots"] = "10", ["Drift:Slots"] = "4",
    };

    Task<Agent> StartAsync()
    {
        File.WriteAllText(folder.File("environments.yaml"), """
            environments:
              dev:
                region: eu-central-1
              guarded:
                approval_required: true
              narrow:
                concurrency: 1
            """);
        return Agent.StartAsync(way, settings: Settings);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        Gates.OpenAll();
        if (agent is not null)
            await (await agent).DisposeAsync();
        Gates.Dispose();
        folder.Dispose();
    }
}

public sealed class EmbeddedGatedAgent() : GatedAgent(Way.Embedded);

public sealed class DistributedGatedAgent() : GatedAgent(Way.Distributed);

/// <summary>What tests about interruptions ask an agent.</summary>
static class AgentQuestions
{
    public static Task IsAsync(this Agent agent, string deploymentId, string what, Func<JsonNode, bool> so) => Eventually.True(async () =>
    {
        try
        {
            return await agent.GetAsync($"/status/{deploymentId}") is { Code: 200, Body: { } status } && so(status);
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }, $"{deploymentId} is {what}", Patience.Limit);

    public static Task IsAsync(this Agent agent, string deploymentId, string word) => agent.IsAsync(deploymentId, word, s => s["status"]!.GetValue<string>() == word);

    public static string? Phase(this JsonNode status) => status["run"]?["phase"]?.GetValue<string>();

    public static async Task<string> EndAsync(this Agent agent, string deploymentId) => await agent.SettledAsync(deploymentId, Patience.Limit);

    public static async Task GenerateAsync(this Agent agent, JsonObject body)
    {
        var answer = await agent.PostAsync("/generate", body, "wait=240");
        Assert.True(answer.Code == 200, answer.Text);
    }

    public static async Task<Guid> DeployAsync(this Agent agent, string deploymentId)
    {
        var answer = await agent.PostAsync("/deploy", Requests.Of(deploymentId));
        Assert.True(answer.Code == 202, answer.Text);
        return answer.Body!["run_id"]!.GetValue<Guid>();
    }

    public static Task<Reply> AskAsync(this Agent agent, string deploymentId, string command, JsonNode? body = null) =>
        agent.PostAsync($"/deployments/{deploymentId}/{command}", body ?? Requests.Of(deploymentId));

    public static async Task<string> PlanDigestAsync(this Agent agent, string deploymentId) =>
        (await agent.StatusAsync(deploymentId))["plan"]!["digest"]!.GetValue<string>();

    /// <summary>The log has no gaps, every run that was accepted has ended at most once, and the status is the log's last word.</summary>
    /// <returns>Event types in order.</returns>
    public static async Task<IReadOnlyList<string>> TruthfulLogAsync(this Agent agent, string deploymentId)
    {
        var events = await agent.EventsAsync(deploymentId);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e["sequence"]!.GetValue<long>()));
        var ends = events.Where(e => e["type"]!.GetValue<string>() == "run_finished").Select(e => e["run_id"]!.GetValue<Guid>()).ToList();
        Assert.Distinct(ends);
        var word = events.Select(e => e["data"]!["status"]?.GetValue<string>()).Last(w => w is not null);
        Assert.Equal(word, (await agent.StatusAsync(deploymentId))["status"]!.GetValue<string>());
        return [.. events.Select(e => e["type"]!.GetValue<string>())];
    }
}
