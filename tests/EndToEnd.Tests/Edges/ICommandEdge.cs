using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests.Edges;

/// <summary>One way to hand the agent a command and to learn what it decided, without waiting for what comes of it.</summary>
public interface ICommandEdge : IAsyncDisposable
{
    /// <param name="command">As AMQP bodies say it: <c>generate</c>, <c>deploy</c>…</param>
    /// <param name="body">Without <c>command</c>.</param>
    /// <param name="key">The transport's idempotency key.</param>
    Task<Decision> AskAsync(string command, JsonObject body, string? key = null);
}

/// <summary>What either edge answers. <c>Code</c> is the HTTP status, or the one that the problem names; 202 for what was taken over AMQP.</summary>
public sealed record Decision(int Code, JsonNode Body)
{
    public string? RunId => Body["run_id"]?.GetValue<string>();
    public int? Revision => Body["revision"]?.GetValue<int>();
    public string? Word(string name) => Body[name]?.GetValue<string>();
    public bool Taken => Code is 200 or 202;
    public override string ToString() => $"{Code} {Body.ToJsonString()}";
}

public static class CommandEdges
{
    public const string Rest = "REST";
    public const string Amqp = "AMQP";

    public static async Task<ICommandEdge> EdgeAsync(this Agent agent, string name) =>
        name == Rest ? new RestEdge(agent) : await BrokerEdge.ConnectAsync(agent);
}
