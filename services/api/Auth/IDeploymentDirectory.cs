namespace InfraAgent.Api.Auth;

/// <summary>Which environment a deployment belongs to, so that access to what belongs to it can be judged. The status rows know.</summary>
public interface IDeploymentDirectory
{
    /// <summary>Null when there is no such deployment.</summary>
    ValueTask<string?> EnvironmentOfAsync(string deploymentId, CancellationToken cancel);
}
