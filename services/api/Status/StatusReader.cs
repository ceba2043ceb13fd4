using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Status;

/// <summary>Reads the folded status.</summary>
public sealed class StatusReader(AgentDb db)
{
    /// <summary>As the current transaction sees it, with its own pending events.</summary>
    public async Task<DeploymentStatus> TrackedAsync(string deploymentId, CancellationToken cancel)
    {
        var row = await db.FindAsync<StatusRow>([deploymentId], cancel) ?? throw new InvalidOperationException($"No status row for {deploymentId}.");
        return Read(row);
    }

    public async Task<DeploymentStatus?> FindAsync(string deploymentId, CancellationToken cancel)
    {
        var row = await db.Set<StatusRow>().AsNoTracking().FirstOrDefaultAsync(r => r.DeploymentId == deploymentId, cancel);
        return row is null ? null : Read(row);
    }

    public static DeploymentStatus Read(StatusRow row) => JsonSerializer.Deserialize<DeploymentStatus>(row.Document, Json.Options)!;
}
