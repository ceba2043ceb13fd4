using InfraAgent.Api.Auth;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Description;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Endpoints;

/// <summary>The REST edge's commands: read strictly, ask the saga, answer at once or wait for the outcome.</summary>
public static class CommandEndpoints
{
    static readonly TimeSpan GenerateWaits = TimeSpan.FromSeconds(30);

    public static void MapCommands(this IEndpointRouteBuilder app)
    {
        Map(app, "/generate", CommandKind.Generate, Role.Operator, typeof(GenerateRequest), "Make a revision: generate its code and check it");
        Map(app, "/deploy", CommandKind.Deploy, Role.Operator, typeof(DeployRequest), "Plan, judge and apply a revision");
        Map(app, "/drift-scan", CommandKind.DriftScan, Role.Operator, typeof(DriftScanRequest), "Compare the world with what was applied");
        Map(app, "/deployments/{deploymentId}/cancel", CommandKind.Cancel, Role.Operator, typeof(CancelRequest), "Cancel the live run");
        Map(app, "/deployments/{deploymentId}/approve", CommandKind.Approve, Role.Approver, typeof(ApproveRequest), "Approve the plan that waits");
        Map(app, "/deployments/{deploymentId}/reject", CommandKind.Reject, Role.Approver, typeof(RejectRequest), "Reject the plan that waits");
        Map(app, "/deployments/{deploymentId}/rollback", CommandKind.Rollback, Role.Operator, typeof(RollbackRequest), "Go back to a revision that was healthy");
        Map(app, "/deployments/{deploymentId}/destroy", CommandKind.Destroy, Role.Operator, typeof(DestroyRequest), "Remove everything that was applied");
    }

    static void Map(IEndpointRouteBuilder app, string path, CommandKind kind, Role role, Type body, string summary) =>
        app.MapPost(path, (HttpContext http, CommandHandling handling, CancellationToken cancel) => handling.HandleAsync(http, kind, cancel))
            .RequireRole(role)
            .WithName(kind.ToString())
            .WithTags("commands")
            .Describe(summary, body, (200, kind == CommandKind.Generate ? typeof(GeneratedAnswer) : typeof(DeploymentStatus)), (202, typeof(AcceptedAnswer)));

    /// <summary>How long to wait for the outcome; null: answer at once.</summary>
    internal static TimeSpan? Patience(CommandKind kind, Preference prefer) => kind switch
    {
        _ when prefer.RespondAsync => null,
        CommandKind.Generate => prefer.Wait ?? GenerateWaits,
        CommandKind.Cancel or CommandKind.Reject => prefer.Wait,
        _ => prefer.Wait,
    };
}
