using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests.Edges;

sealed class RestEdge(Agent agent) : ICommandEdge
{
    public async Task<Decision> AskAsync(string command, JsonObject body, string? key = null)
    {
        var path = command is "generate" or "deploy" or "drift-scan" ? "/" + command : $"/deployments/{body["deployment_id"]}/{command}";
        var reply = await agent.PostAsync(path, body, "respond-async", key);
        return new Decision(reply.Code, reply.Body ?? throw new InvalidOperationException($"{path} answered {reply.Code} with no JSON: {reply.Text}"));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
