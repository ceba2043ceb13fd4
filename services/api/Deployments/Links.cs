using InfraAgent.Contracts;

namespace InfraAgent.Api.Deployments;

/// <summary>What may be called now, as paths of this API.</summary>
public static class Links
{
    public static IReadOnlyDictionary<string, string> Of(DeploymentState saga)
    {
        var links = new Dictionary<string, string> { ["status"] = $"/status/{saga.DeploymentId}" };
        if (saga.IsLive)
            links["cancel"] = $"/deployments/{saga.DeploymentId}/cancel";
        return links;
    }

    /// <summary>Command → path, for a status that callers read: what is refused now is not named.</summary>
    public static IReadOnlyDictionary<string, string> Actions(DeploymentStatus status)
    {
        var root = $"/deployments/{status.DeploymentId}";
        var actions = new Dictionary<string, string>();
        if (status.Status == InfraAgent.Contracts.Status.AwaitingApproval)
        {
            actions["approve"] = $"{root}/approve";
            actions["reject"] = $"{root}/reject";
        }
        if (status.Run is { FinishedAt: null })
        {
            actions["cancel"] = $"{root}/cancel";
            return actions;
        }
        actions["generate"] = "/generate";
        if (status.Revision is not null)
        {
            actions["deploy"] = "/deploy";
            if (status.Status != InfraAgent.Contracts.Status.Destroyed)
                actions["destroy"] = $"{root}/destroy";
        }
        if (status.Serving is not null)
        {
            actions["drift_scan"] = "/drift-scan";
            actions["rollback"] = $"{root}/rollback";
        }
        return actions;
    }
}
