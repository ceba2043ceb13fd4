using InfraAgent.Contracts;

namespace InfraAgent.Api.Deployments;

/// <summary>The wire's status word for a saga state. A rollback and a destruction keep their one word while they run.</summary>
public static class StatusWord
{
    public static string Of(DeploymentState saga) => For(saga, saga.CurrentState switch
    {
        nameof(DeploymentStateMachine.CheckingBundle) => InfraAgent.Contracts.Status.Generating,
        nameof(DeploymentStateMachine.JudgingPlan) => InfraAgent.Contracts.Status.Planning,
        nameof(DeploymentStateMachine.AwaitingApproval) => InfraAgent.Contracts.Status.AwaitingApproval,
        nameof(DeploymentStateMachine.RolledBack) => InfraAgent.Contracts.Status.RolledBack,
        nameof(DeploymentStateMachine.NeedsAttention) => InfraAgent.Contracts.Status.NeedsAttention,
        var state => state.ToLowerInvariant(),
    });

    /// <summary>The word for a phase of the live run.</summary>
    public static string For(DeploymentState saga, string word) => (saga.RunKind, word) switch
    {
        (RunKind.Rollback, InfraAgent.Contracts.Status.Queued or InfraAgent.Contracts.Status.Planning or InfraAgent.Contracts.Status.Applying or InfraAgent.Contracts.Status.Verifying) => InfraAgent.Contracts.Status.RollingBack,
        (RunKind.Destroy, InfraAgent.Contracts.Status.Queued or InfraAgent.Contracts.Status.Planning or InfraAgent.Contracts.Status.Applying or InfraAgent.Contracts.Status.Verifying) => InfraAgent.Contracts.Status.Destroying,
        _ => word,
    };
}
