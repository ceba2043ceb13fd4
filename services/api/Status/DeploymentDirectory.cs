using InfraAgent.Api.Auth;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Status;

sealed class DeploymentDirectory(AgentDb db) : IDeploymentDirectory
{
    public async ValueTask<string?> EnvironmentOfAsync(string deploymentId, CancellationToken cancel) =>
        await db.Set<StatusRow>().Where(s => s.DeploymentId == deploymentId).Select(s => s.Environment).FirstOrDefaultAsync(cancel);
}
