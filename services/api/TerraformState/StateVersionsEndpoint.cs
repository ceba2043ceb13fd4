using InfraAgent.Api.Auth;
using InfraAgent.Contracts;

namespace InfraAgent.Api.TerraformState;

/// <summary><c>GET /deployments/{id}/state/versions?limit=&amp;before=</c>: what was written when, newest first; never the states themselves.</summary>
static class StateVersionsEndpoint
{
    const int DefaultLimit = 50;
    const int MaxLimit = 200;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/deployments/{deploymentId}/state/versions", List).RequireRole(Role.Viewer);

    static async Task<IResult> List(
        string deploymentId, string? limit, string? before, Caller caller, IDeploymentDirectory deployments, StateStore states, CancellationToken cancel)
    {
        if (await deployments.RefuseAsync(caller, deploymentId, cancel) is { } refused)
        {
            return refused;
        }

        if (!TryNumber(limit, DefaultLimit, MaxLimit, out var count) || !TryNumber(before, int.MaxValue, int.MaxValue, out var below))
        {
            return Refusal.Problem(400, "invalid-request", "The query is wrong", $"limit is a number from 1 to {MaxLimit}, before is a version from the list.");
        }

        var (current, versions) = await states.ListAsync(deploymentId, count, below, cancel);
        return Results.Json(new
        {
            deployment_id = deploymentId,
            current_version = current,
            versions = versions.Select(x => new
            {
                version = x.Version,
                kind = x.Kind,
                current = x.Version == current,
                serial = x.Serial,
                lineage = x.Lineage,
                digest = x.Digest.Length > 0 ? x.Digest : null,
                size = x.Size,
                run_id = x.RunId,
                epoch = x.Epoch,
                reason = x.Reason,
                at = x.At.UtcDateTime,
            }),
            next = versions.Count == count && versions[^1].Version > 1 ? $"/deployments/{deploymentId}/state/versions?limit={count}&before={versions[^1].Version}" : null,
        }, Json.Options);
    }

    static bool TryNumber(string? text, int fallback, int most, out int number)
    {
        number = fallback;
        return text is null || (int.TryParse(text, out number) && number >= 1 && number <= most);
    }
}
