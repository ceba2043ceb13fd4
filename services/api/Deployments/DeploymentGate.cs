using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using MassTransit;

namespace InfraAgent.Api.Deployments;

/// <summary>Where both edges hand in a command: it runs the saga in the caller's task and returns its decision once that is committed.</summary>
public sealed class DeploymentGate(ISagaDispatcher<DeploymentState> saga)
{
    /// <param name="key">The transport's idempotency key, used where the body has none.</param>
    /// <param name="approver">The edge has checked that the sender may approve in the deployment's environment.</param>
    public Task<Answer> AskAsync(ParsedCommand command, Actor actor, bool approver, string? key, CancellationToken cancel)
    {
        var id = NewId.NextGuid();
        key = command.RequestId ?? key;
        return command.Request switch
        {
            GenerateRequest body => DispatchAsync(new RequestGeneration { FromApprover = approver, CommandId = id, DeploymentId = command.DeploymentId, Actor = actor, ContentDigest = command.ContentDigest, IdempotencyKey = key, Body = body }, cancel),
            DeployRequest body => DispatchAsync(new RequestDeployment { FromApprover = approver, CommandId = id, DeploymentId = command.DeploymentId, Actor = actor, ContentDigest = command.ContentDigest, IdempotencyKey = key, Body = body }, cancel),
            DriftScanRequest body => DispatchAsync(new RequestDriftScan { CommandId = id, DeploymentId = command.DeploymentId, Actor = actor, ContentDigest = command.ContentDigest, IdempotencyKey = key, Body = body }, cancel),
            RollbackRequest body => DispatchAsync(new RequestRollback { CommandId = id, DeploymentId = command.DeploymentId, Actor = actor, ContentDigest = command.ContentDigest, IdempotencyKey = key, Body = body }, cancel),
            DestroyRequest body => DispatchAsync(new RequestDestruction { CommandId = id, DeploymentId = command.DeploymentId, Actor = actor, ContentDigest = command.ContentDigest, IdempotencyKey = key, Body = body }, cancel),
            CancelRequest body => DispatchAsync(new RequestCancellation { CommandId = id, DeploymentId = command.DeploymentId, Actor = actor, ContentDigest = command.ContentDigest, IdempotencyKey = key, Body = body }, cancel),
            ApproveRequest body => DispatchAsync(new ApprovePlan { CommandId = id, DeploymentId = command.DeploymentId, Actor = actor, ContentDigest = command.ContentDigest, IdempotencyKey = key, Body = body }, cancel),
            RejectRequest body => DispatchAsync(new RejectPlan { CommandId = id, DeploymentId = command.DeploymentId, Actor = actor, ContentDigest = command.ContentDigest, IdempotencyKey = key, Body = body }, cancel),
            _ => throw new InvalidOperationException($"{command.Request.GetType().Name} is not a command."),
        };
    }

    async Task<Answer> DispatchAsync<T>(T command, CancellationToken cancel) where T : class, IDeploymentCommand
    {
        var slot = new AnswerSlot();
        await saga.DispatchAsync(command, command.CommandId, cancel, slot);
        return slot.Answer ?? throw new InvalidOperationException($"The saga gave no answer to {typeof(T).Name} {command.CommandId}.");
    }
}
