namespace InfraAgent.Api.TerraformState;

/// <summary>A run that had its turn at a deployment's state; <see cref="Order"/> says when, without trusting any clock.</summary>
public sealed class StateRun
{
    public required string DeploymentId { get; init; }
    public required Guid RunId { get; init; }
    public required int Order { get; init; }
}
