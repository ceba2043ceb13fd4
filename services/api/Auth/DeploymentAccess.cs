using InfraAgent.Api.Edge;
namespace InfraAgent.Api.Auth;

/// <summary>May this caller see what belongs to that deployment?</summary>
static class DeploymentAccess
{
    /// <summary>Null when the caller may; else 404, which says nothing of a deployment elsewhere.</summary>
    public static async ValueTask<IResult?> RefuseAsync(this IDeploymentDirectory deployments, Caller caller, string deploymentId, CancellationToken cancel)
    {
        var environment = Formats.DeploymentId.Matches(deploymentId) ? await deployments.EnvironmentOfAsync(deploymentId, cancel) : null;
        return environment is null || !caller.MayUse(environment)
            ? Refusal.Problem(404, "not-found", "Not found", "There is no such deployment, or it is not yours to see.")
            : null;
    }
}
