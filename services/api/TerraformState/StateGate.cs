using InfraAgent.Api.Edge;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using InfraAgent.Api.Auth;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Logs;
using InfraAgent.Hosting.Security;

namespace InfraAgent.Api.TerraformState;

/// <summary>Lets in tools with a genuine token for this deployment, and tells operators about what should not happen.</summary>
sealed class StateGate(ISecretBox box, TimeProvider clock, ILogger<StateGate> logger)
{
    /// <summary>True when the request carries a genuine token for this deployment that covers the access; else the answer to give.</summary>
    public bool Admits(
        HttpRequest request, string deploymentId, StateAccess access, [NotNullWhen(true)] out StateToken? token, [NotNullWhen(false)] out IResult? refused)
    {
        token = null;
        refused = null;
        if (!Formats.DeploymentId.Matches(deploymentId))
        {
            refused = Refusal.Problem(404, "not-found", "No such deployment", "This is not a deployment id.");
        }
        else if (StateRequest.Password(request) is not { } password)
        {
            request.HttpContext.Response.Headers.WWWAuthenticate = "Basic realm=\"terraform-state\"";
            refused = Refusal.Problem(401, "unauthenticated", "A token is needed", $"Send Basic credentials: the user '{StateToken.User}' and the token of a run as password.");
        }
        else if (StateToken.Verify(box, password, deploymentId, clock.GetUtcNow()) is not { } genuine)
        {
            Log(deploymentId, null, x => x.LogWarning("A request to the Terraform state came with a token that is not genuine, not for this deployment, or expired"));
            refused = Refusal.Problem(403, "forbidden", "The token is not valid", "It is not genuine, for another deployment, or its time is over.");
        }
        else if (access == StateAccess.Write && genuine.Access != StateAccess.Write)
        {
            refused = Refusal.Problem(403, "forbidden", "The token may only read", "It was issued to a run that only looks, such as a drift scan.");
        }
        else
        {
            token = genuine;
        }

        return token is not null;
    }

    public IResult Superseded(StateToken token)
    {
        Log(token.DeploymentId, token, x => x.LogWarning("A superseded incarnation (epoch {Epoch}) was kept from the Terraform state", token.Epoch));
        return Refusal.Problem(409, "state-superseded", "A later incarnation has begun", $"Run {token.RunId:D} with epoch {token.Epoch} may not work with this state any more.");
    }

    public IResult Unreadable(string deploymentId, CryptographicException reason)
    {
        Log(deploymentId, null, x => x.LogError(reason, "The Terraform state cannot be opened with the keys in Agent:KeyFile"));
        return Refusal.Problem(422, "state-unreadable", "The state cannot be opened", "The key that sealed it is not in Agent:KeyFile, or the row was changed. Restore the key and try again.");
    }

    public void Locked(StateToken token, string lockId, bool takenOver)
    {
        if (takenOver)
        {
            Log(token.DeploymentId, token, x => x.LogWarning("The lock that an incarnation before left behind was taken over (epoch {Epoch}, lock {LockId})", token.Epoch, lockId));
        }
    }

    public void Stray(StateToken token, StateDocument document, string reason) => Log(token.DeploymentId, token, x => x.LogWarning(
        "A state was kept as a stray version: {Reason} (epoch {Epoch}, serial {Serial}, {Digest})", reason, token.Epoch, document.Serial, document.Digest));

    void Log(string deploymentId, StateToken? token, Action<ILogger> write)
    {
        using (logger.BeginStage(deploymentId, null, "terraform_state", token?.RunId))
        {
            write(logger);
        }
    }
}
