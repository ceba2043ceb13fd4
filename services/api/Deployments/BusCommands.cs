using System.Text.Json;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Deployments;

/// <summary>Commands that .NET systems send as MassTransit envelopes reach the saga past both edges. Their bodies are read again as the edges read
/// them; what an edge would have refused is refused, and what two requests are compared by is ours, not the sender's word.</summary>
static class BusCommands
{
    /// <returns>The command to decide on, or why it is refused; and its word on the wire.</returns>
    public static (IDeploymentCommand? Command, Problem? Problem, string Word) Read(IDeploymentCommand message)
    {
        var (kind, body) = message switch
        {
            RequestGeneration command => (CommandKind.Generate, (object)command.Body),
            RequestDeployment command => (CommandKind.Deploy, command.Body),
            RequestDriftScan command => (CommandKind.DriftScan, command.Body),
            RequestRollback command => (CommandKind.Rollback, command.Body),
            RequestDestruction command => (CommandKind.Destroy, command.Body),
            RequestCancellation command => (CommandKind.Cancel, command.Body),
            ApprovePlan command => (CommandKind.Approve, command.Body),
            RejectPlan command => (CommandKind.Reject, command.Body),
            _ => throw new InvalidOperationException($"{message.GetType().Name} is not a command of the saga."),
        };
        // The message's own id is what it was routed by, so it stands for the path, and the body may not name another.
        var parsed = CommandParser.Rest(kind, JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), Json.Options), message.DeploymentId, message.IdempotencyKey);
        var problem = parsed.Problem ?? Pretended(message.Actor);
        return problem is null ? (Compared(message, parsed.Command!), null, kind.Word()) : (null, problem, kind.Word());
    }

    /// <summary>Who came through an edge is for the edges to say.</summary>
    static Problem? Pretended(Actor actor) => actor.Via is "rest" or "amqp" || !Formats.LabelName.Matches(actor.Name) || !Formats.LabelName.Matches(actor.Via)
        ? Problems.Invalid([new Finding
        {
            RuleId = RequestRules.Format, Pointer = "/actor",
            Message = "The actor does not say who sends this, or says that it came through an edge.",
            Remediation = $"Give a name and a 'via' of {Formats.LabelName.Description}; 'rest' and 'amqp' are the edges'.",
        }])
        : null;

    static IDeploymentCommand Compared(IDeploymentCommand message, ParsedCommand parsed) => message switch
    {
        // Whoever may send here may approve as well: the bus knows no roles.
        RequestGeneration command => command with { FromApprover = true, ContentDigest = parsed.ContentDigest, IdempotencyKey = parsed.RequestId },
        RequestDeployment command => command with { FromApprover = true, ContentDigest = parsed.ContentDigest, IdempotencyKey = parsed.RequestId },
        RequestDriftScan command => command with { ContentDigest = parsed.ContentDigest, IdempotencyKey = parsed.RequestId },
        RequestRollback command => command with { ContentDigest = parsed.ContentDigest, IdempotencyKey = parsed.RequestId },
        RequestDestruction command => command with { ContentDigest = parsed.ContentDigest, IdempotencyKey = parsed.RequestId },
        RequestCancellation command => command with { ContentDigest = parsed.ContentDigest, IdempotencyKey = parsed.RequestId },
        ApprovePlan command => command with { ContentDigest = parsed.ContentDigest, IdempotencyKey = parsed.RequestId },
        RejectPlan command => command with { ContentDigest = parsed.ContentDigest, IdempotencyKey = parsed.RequestId },
        _ => message,
    };
}
