using InfraAgent.Api.Auth;
using InfraAgent.Api.Description;
using InfraAgent.Contracts;

namespace InfraAgent.Api.TerraformState;

/// <summary><c>GET /deployments/{id}/state/versions?limit=&amp;before=</c>: what was written when, newest first; never the states themselves.</summary>
static class StateVersionsEndpoint
{
    const int DefaultLimit = 50;
    const int MaxLimit = 200;

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/deployments/{deploymentId}/state/versions", List).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("Versions of the Terraform state, the newest first", null, (200, typeof(StateVersionPage)));

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
        return Results.Json(new StateVersionPage
        {
            DeploymentId = deploymentId,
            CurrentVersion = current,
            Versions = [.. versions.Select(x => new ListedStateVersion
            {
                Version = x.Version,
                Kind = x.Kind,
                Current = x.Version == current,
                Serial = x.Serial,
                Lineage = x.Lineage,
                Digest = x.Digest.Length > 0 ? x.Digest : null,
                Size = x.Size,
                RunId = x.RunId,
                Epoch = x.Epoch,
                Reason = x.Reason,
                At = x.At.UtcDateTime,
            })],
            Next = versions.Count == count && versions[^1].Version > 1 ? $"/deployments/{deploymentId}/state/versions?limit={count}&before={versions[^1].Version}" : null,
        }, Json.Options);
    }

    static bool TryNumber(string? text, int fallback, int most, out int number)
    {
        number = fallback;
        return text is null || (int.TryParse(text, out number) && number >= 1 && number <= most);
    }
}
