using InfraAgent.Api.Auth;
using InfraAgent.Api.Deployments;
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
        Map(app, "/generate", CommandKind.Generate, Role.Operator);
        Map(app, "/deploy", CommandKind.Deploy, Role.Operator);
        Map(app, "/drift-scan", CommandKind.DriftScan, Role.Operator);
        Map(app, "/deployments/{deploymentId}/cancel", CommandKind.Cancel, Role.Operator);
        Map(app, "/deployments/{deploymentId}/approve", CommandKind.Approve, Role.Approver);
        Map(app, "/deployments/{deploymentId}/reject", CommandKind.Reject, Role.Approver);
        Map(app, "/deployments/{deploymentId}/rollback", CommandKind.Rollback, Role.Operator);
        Map(app, "/deployments/{deploymentId}/destroy", CommandKind.Destroy, Role.Operator);
    }

    static void Map(IEndpointRouteBuilder app, string path, CommandKind kind, Role role) =>
        app.MapPost(path, (HttpContext http, CommandHandling handling, CancellationToken cancel) => handling.HandleAsync(http, kind, cancel))
            .RequireRole(role)
            .WithName(kind.ToString())
            .WithTags("commands");

    /// <summary>How long to wait for the outcome; null: answer at once.</summary>
    internal static TimeSpan? Patience(CommandKind kind, Preference prefer) => kind switch
    {
        _ when prefer.RespondAsync => null,
        CommandKind.Generate => prefer.Wait ?? GenerateWaits,
        CommandKind.Cancel or CommandKind.Reject => prefer.Wait,
        _ => prefer.Wait,
    };
}
