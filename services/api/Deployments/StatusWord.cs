using InfraAgent.Contracts;

namespace InfraAgent.Api.Deployments;

/// <summary>The wire's status word for a saga state. A rollback and a destruction keep their one word while they run.</summary>
public static class StatusWord
{
    public static string Of(DeploymentState saga) => For(saga, saga.CurrentState switch
    {
        nameof(DeploymentStateMachine.CheckingBundle) => Contracts.Status.Generating,
        nameof(DeploymentStateMachine.JudgingPlan) => Contracts.Status.Planning,
        nameof(DeploymentStateMachine.AwaitingApproval) => Contracts.Status.AwaitingApproval,
        nameof(DeploymentStateMachine.RolledBack) => Contracts.Status.RolledBack,
        nameof(DeploymentStateMachine.NeedsAttention) => Contracts.Status.NeedsAttention,
        var state => state.ToLowerInvariant(),
    });

    /// <summary>The word for a phase of the live run.</summary>
    public static string For(DeploymentState saga, string word) => (saga.RunKind, word) switch
    {
        (RunKind.Rollback, Contracts.Status.Queued or Contracts.Status.Planning or Contracts.Status.Applying or Contracts.Status.Verifying) => Contracts.Status.RollingBack,
        (RunKind.Destroy, Contracts.Status.Queued or Contracts.Status.Planning or Contracts.Status.Applying or Contracts.Status.Verifying) => Contracts.Status.Destroying,
        _ => word,
    };
}
