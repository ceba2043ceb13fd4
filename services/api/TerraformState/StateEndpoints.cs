using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using InfraAgent.Api.Auth;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Security;

namespace InfraAgent.Api.TerraformState;

/// <summary>Terraform's <c>http</c> backend, one state per deployment. Callers are tools with a <see cref="StateToken"/>, not holders of API keys.</summary>
static class StateEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        const string route = "/terraform-state/{deploymentId}";
        app.MapMethods(route, ["GET"], Read).ExcludeFromDescription().AllowAnonymous();
        app.MapMethods(route, ["POST"], Write).ExcludeFromDescription().AllowAnonymous();
        app.MapMethods(route, ["LOCK"], Lock).ExcludeFromDescription().AllowAnonymous();
        app.MapMethods(route, ["UNLOCK"], Unlock).ExcludeFromDescription().AllowAnonymous();
        app.MapMethods(route, ["DELETE"], Delete).ExcludeFromDescription().AllowAnonymous();
    }

    static async Task<IResult> Read(string deploymentId, HttpContext http, StateStore states, StateGate gate, CancellationToken cancel)
    {
        if (!gate.Admits(http.Request, deploymentId, StateAccess.Read, out var token, out var refused))
        {
            return refused;
        }

        if (token.Access == StateAccess.Write && await states.IsSupersededAsync(token, cancel))
        {
            return gate.Superseded(token);
        }

        try
        {
            if (await states.ReadAsync(deploymentId, cancel) is not { } state)
            {
                return Refusal.Problem(404, "not-found", "There is no state yet", $"The deployment '{deploymentId}' has no Terraform state.");
            }

            http.Response.Headers.ContentMD5 = StateRequest.Checksum(state);
            http.Response.Headers.CacheControl = "no-store";
            return Results.Bytes(state, "application/json");
        }
        catch (CryptographicException unreadable)
        {
            // Not a 5xx: terraform would only try again for minutes.
            return gate.Unreadable(deploymentId, unreadable);
        }
    }

    static async Task<IResult> Write(string deploymentId, HttpContext http, StateStore states, StateGate gate, ISecretBox box, CancellationToken cancel)
    {
        if (!gate.Admits(http.Request, deploymentId, StateAccess.Write, out var token, out var refused))
        {
            return refused;
        }

        if (await StateRequest.BodyAsync(http.Request, StateRequest.MaxStateBytes, cancel) is not { } body)
        {
            return Refusal.Problem(413, "state-too-large", "The state is too large", $"A state may have {StateRequest.MaxStateBytes} bytes. Split the deployment.");
        }

        if (!StateRequest.ChecksumFits(http.Request, body))
        {
            return Refusal.Problem(400, "state-damaged", "The state was damaged on its way", "Content-MD5 does not fit the body. Nothing was stored.", retryable: true);
        }

        if (StateDocument.TryRead(body, deploymentId, box) is not { } document)
        {
            return Refusal.Problem(400, "state-malformed", "This is not a Terraform state", "A JSON object with version, serial and lineage is needed. Nothing was stored.");
        }

        // Once a whole state has arrived it is kept, whether or not its sender still waits for the answer.
        switch (await states.WriteAsync(token, http.Request.Query["ID"], document, CancellationToken.None))
        {
            case WriteOutcome.Current:
                return Results.Ok();
            case WriteOutcome.Stray stray:
                gate.Stray(token, document, stray.Reason);
                return Refusal.Problem(409, "state-stray", "The state was kept, but is not the current one", $"It is kept as a stray version, because {stray.Reason}.");
            default:
                throw new InvalidOperationException();
        }
    }

    static async Task<IResult> Lock(string deploymentId, HttpContext http, StateStore states, StateGate gate, CancellationToken cancel)
    {
        if (!gate.Admits(http.Request, deploymentId, StateAccess.Write, out var token, out var refused))
        {
            return refused;
        }

        if (await StateRequest.LockInfoAsync(http.Request, cancel) is not { } info)
        {
            return NoLockInfo();
        }

        switch (await states.LockAsync(token, info.Id, info.Json, cancel))
        {
            case LockOutcome.Taken taken:
                gate.Locked(token, info.Id, taken.TakenOver);
                return Results.Ok();
            case LockOutcome.Held held:
                return LockInfoAnswer(423, held.LockInfo);
            default:
                // Terraform shows the fields of a lock info and nothing else of the answer, so they carry the reason.
                return LockInfoAnswer(409, JsonSerializer.Serialize(new
                {
                    ID = "superseded",
                    Operation = "none",
                    Info = $"Run {token.RunId:D} (epoch {token.Epoch}) has been superseded: a later one works on this deployment.",
                    Who = "infra-agent",
                }));
        }
    }

    static async Task<IResult> Unlock(string deploymentId, HttpContext http, StateStore states, StateGate gate, CancellationToken cancel)
    {
        if (!gate.Admits(http.Request, deploymentId, StateAccess.Write, out var token, out var refused))
        {
            return refused;
        }

        if (await StateRequest.LockInfoAsync(http.Request, cancel) is not { } info)
        {
            return NoLockInfo();
        }

        return Released(await states.UnlockAsync(token, info.Id, CancellationToken.None), token, gate);
    }

    static async Task<IResult> Delete(string deploymentId, HttpContext http, StateStore states, StateGate gate, CancellationToken cancel) =>
        gate.Admits(http.Request, deploymentId, StateAccess.Write, out var token, out var refused)
            ? Released(await states.DeleteAsync(token, cancel), token, gate)
            : refused;

    static IResult Released(ReleaseOutcome outcome, StateToken token, StateGate gate) => outcome switch
    {
        ReleaseOutcome.Done => Results.Ok(),
        ReleaseOutcome.Superseded => gate.Superseded(token),
        _ => Refusal.Problem(409, "state-locked-by-another", "The lock is another's", "The lock of this state is held by another run or another command. Nothing was changed."),
    };

    static IResult NoLockInfo() => Refusal.Problem(400, "lock-info-malformed", "The lock info is missing", "A JSON object with ID is needed, as terraform sends it.");

    static IResult LockInfoAnswer(int status, string info) => Results.Text(info, "application/json", Encoding.UTF8, status);
}
