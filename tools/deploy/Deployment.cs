using System.Net;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Deploy;

/// <summary>One request on its way: generated, planned, applied, verified.</summary>
sealed class Deployment(AgentClient agent, Screen screen)
{
    /// <returns>Whether it ended healthy.</returns>
    public async Task<bool> RunAsync(string file, CancellationToken cancel)
    {
        var body = await File.ReadAllTextAsync(file, cancel);
        screen.Step("POST /generate", file);
        var generated = await agent.PostAsync("/generate", body, cancel);
        if (generated.Status != HttpStatusCode.OK)
            return Refused(generated);
        var id = generated.Word("deployment_id");
        screen.Bundle(generated);

        // What is told from here on is news.
        var before = await agent.GetAsync($"/status/{id}", cancel);
        if (!before.Ok)
            return Refused(before);
        var sequence = before.Read<DeploymentStatus>().Sequence;
        screen.Step("POST /deploy", id);
        var deploy = await agent.PostAsync("/deploy", JsonSerializer.Serialize(new DeployRequest { DeploymentId = id }, Json.Options), cancel);
        if (!deploy.Ok)
            return Refused(deploy);
        var run = deploy.Body.GetProperty("run_id").GetGuid();
        screen.Note($"run {run}{(deploy.Word("joined") == "True" ? ", which was under way already" : "")}");

        await foreach (var happened in agent.EventsAsync(id, sequence, cancel))
        {
            if (happened.RunId != run)
                continue;
            var data = happened.Data.Deserialize<EventData>(Json.Options)!;
            screen.Event(happened.Type, data);
            if (happened.Type == EventType.ApprovalRequested)
                screen.Approval(id, data);
            if (happened.Type == EventType.RunFinished)
                break;
        }
        return await SummariseAsync(id, cancel);
    }

    async Task<bool> SummariseAsync(string id, CancellationToken cancel)
    {
        screen.Step("GET /status", id);
        var answer = await agent.GetAsync($"/status/{id}", cancel);
        if (!answer.Ok)
            return Refused(answer);
        var status = answer.Read<DeploymentStatus>();
        screen.Outcome(status);
        if (status.Failure?.LogsRef is { } logs)
            screen.Log($"/logs/{logs}", (await agent.GetAsync($"/logs/{logs}", cancel)).Text);
        return status.Status == Status.Healthy;
    }

    bool Refused(Reply answer)
    {
        screen.Refusal(answer);
        return false;
    }
}
