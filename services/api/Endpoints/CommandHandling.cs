using System.Buffers;
using InfraAgent.Api.Auth;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Endpoints;

/// <summary>One POST from first byte to answer.</summary>
public sealed class CommandHandling(DeploymentGate gate, OutcomeWaiter waiter, OutcomeAnswers outcomes, StatusReader statuses)
{
    public async Task<IResult> HandleAsync(HttpContext http, CommandKind kind, CancellationToken cancel)
    {
        var (body, refusal) = await ReadBodyAsync(http.Request, cancel);
        if (refusal is not null)
            return refusal.ToResult();
        var key = http.Request.Headers.TryGetValue("Idempotency-Key", out var given) ? given.ToString() : null;
        var parsed = CommandParser.Rest(kind, body, (string?)http.Request.RouteValues["deploymentId"], key);
        if (parsed.Command is not { } command)
            return parsed.Problem!.ToResult();

        // The environment decides who may; it is in the body for a generation, and never changes after that.
        var environment = (command.Request as GenerateRequest)?.Environment ?? (await statuses.FindAsync(command.DeploymentId, cancel))?.Environment;
        var caller = http.Caller();
        // What is elsewhere is not there for this caller, as for its queries; only a generation says itself where it wants to be.
        if (environment is null || command.Request is not GenerateRequest && !caller.MayUse(environment))
            return Problems.NotFound($"Deployment '{command.DeploymentId}' is not known here, or not yours to change. POST /generate makes it.").ToResult();
        // A generation names the environment itself; what is there already may be another, which is then nothing to talk about.
        if (command.Request is GenerateRequest && caller.Environments is not null
            && await statuses.FindAsync(command.DeploymentId, cancel) is { } known && !caller.MayUse(known.Environment))
            return Problems.Forbidden($"The key '{caller.Name}' may not use the deployment '{command.DeploymentId}'. Take another deployment_id.").ToResult();
        if (!caller.MayUse(environment))
            return Problems.Forbidden($"The key '{caller.Name}' may not use environment '{environment}'.").ToResult();

        var answer = await gate.AskAsync(command, caller.Actor, caller.Has(Role.Approver), key, cancel);
        if (answer.Refusal is { } refused)
            return refused.ToResult();
        // Unchanged, or the replay of such an answer: there is no run to wait for.
        if (answer.RunId is null)
            return await outcomes.UnchangedAsync(http, command, answer, cancel);

        var patience = CommandEndpoints.Patience(kind, Preference.Read(http.Request));
        var begun = answer.How == Answer.Taken && kind is not (CommandKind.Cancel or CommandKind.Approve or CommandKind.Reject);
        var ended = patience is { } time ? await waiter.WaitAsync(command.DeploymentId, answer.RunId!.Value, begun, time, cancel) : null;
        return ended is null ? outcomes.Accepted(http, command, answer) : await outcomes.OfRunAsync(http, command, ended, cancel);
    }

    static async Task<(byte[] Body, Problem? Refusal)> ReadBodyAsync(HttpRequest request, CancellationToken cancel)
    {
        if (request.ContentLength > StrictJson.MaxBytes)
            return ([], Problems.TooLarge());
        if (request.ContentLength is not 0 && request.ContentType is { } type && !request.HasJsonContentType())
            return ([], Problems.NotJson(type));

        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            int read;
            while ((read = await request.Body.ReadAsync(buffer, cancel)) > 0)
            {
                body.Write(buffer, 0, read);
                if (body.Length > StrictJson.MaxBytes)
                    return ([], Problems.TooLarge());
            }
        }
        catch (BadHttpRequestException tooLarge) when (tooLarge.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return ([], Problems.TooLarge());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return (body.ToArray(), null);
    }
}
