namespace InfraAgent.Api.Deployments;

/// <summary>How long a working state may last before its command is sent again. A deadline concludes nothing by itself for the
/// executor's states; a pure worker is given up after <see cref="MostResends"/>.</summary>
public sealed record Deadlines
{
    public const int MostResends = 5;
    /// <summary>Plans of one run after its first: a world that keeps changing under us needs a person.</summary>
    public const int MostPlans = 5;

    public TimeSpan PureWorker { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan Executor { get; init; } = TimeSpan.FromSeconds(60);
    public TimeSpan Sweep { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan? For(string state, int resends) => state switch
    {
        nameof(DeploymentStateMachine.Generating) or nameof(DeploymentStateMachine.CheckingBundle) or nameof(DeploymentStateMachine.JudgingPlan) => PureWorker,
        nameof(DeploymentStateMachine.Planning) or nameof(DeploymentStateMachine.Applying)
            or nameof(DeploymentStateMachine.Verifying) or nameof(DeploymentStateMachine.Cancelling) => Executor * Math.Min(1 << Math.Min(resends, 4), 10),
        _ => null,
    };
}
