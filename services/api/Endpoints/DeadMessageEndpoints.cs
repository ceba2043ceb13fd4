using InfraAgent.Api.Auth;
using InfraAgent.Api.Description;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Messaging;

namespace InfraAgent.Api.Endpoints;

/// <summary>Messages that this process gave up, for admins of all environments: a message may be about any. Other services have theirs, which
/// their command line shows; embedded they are all here.</summary>
public static class DeadMessageEndpoints
{
    const int DefaultPage = 50;
    const int LargestPage = 200;

    public static void MapDeadMessages(this IEndpointRouteBuilder app)
    {
        app.MapGet("/dead-messages", ListAsync).RequireRole(Role.Admin).WithTags("operations")
            .Describe("Messages that were given up, the newest first", null, (200, typeof(DeadMessagePage)));
        app.MapPost("/dead-messages/{id:guid}/requeue", RequeueAsync).RequireRole(Role.Admin).WithTags("operations")
            .Describe("Send a dead message again, to the queue that gave it up", null, (202, typeof(DeadMessageRequeued)));
        app.MapDelete("/dead-messages/{id:guid}", DiscardAsync).RequireRole(Role.Admin).WithTags("operations")
            .Describe("Throw a dead message away", null, (204, null));
    }

    static async Task<IResult> ListAsync(Caller caller, DeadLetters dead, Guid? cursor, int? limit, CancellationToken cancel)
    {
        if (Refuse(caller) is { } refusal)
            return refusal;
        var page = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var found = await dead.ListAsync(page + 1, cursor, cancel);
        return Results.Json(new DeadMessagePage { DeadMessages = [.. found.Take(page)], NextCursor = found.Count > page ? found[page - 1].Id : null }, Json.Options);
    }

    static async Task<IResult> RequeueAsync(Guid id, Caller caller, DeadLetters dead, ILogger<DeadLetters> log, CancellationToken cancel)
    {
        if (Refuse(caller) is { } refusal)
            return refusal;
        switch (await dead.RequeueAsync(id, cancel))
        {
            case RequeueResult.Sent sent:
                log.LogWarning("Dead message {Id} was requeued to {Endpoint} by {Actor}", id, sent.Endpoint, caller.Name);
                return Results.Json(new DeadMessageRequeued { Id = id, Endpoint = sent.Endpoint }, Json.Options, statusCode: StatusCodes.Status202Accepted);
            case RequeueResult.Refused:
                return Refusal.Problem(409, "not-repeatable", "This message is not sent again", RequeueResult.Refused.Reason);
            default:
                return Unknown(id);
        }
    }

    static async Task<IResult> DiscardAsync(Guid id, Caller caller, DeadLetters dead, ILogger<DeadLetters> log, CancellationToken cancel)
    {
        if (Refuse(caller) is { } refusal)
            return refusal;
        if (!await dead.DiscardAsync(id, cancel))
            return Unknown(id);
        log.LogWarning("Dead message {Id} was discarded by {Actor}", id, caller.Name);
        return Results.NoContent();
    }

    static IResult? Refuse(Caller caller) => caller.Environments is null
        ? null
        : Problems.Forbidden($"The key '{caller.Name}' covers some environments only, and a dead message may be about any. Use an admin's key for all environments.").ToResult();

    static IResult Unknown(Guid id) =>
        Problems.NotFound($"There is no dead message '{id:D}' here: it was requeued or discarded already, or is another service's. GET /dead-messages lists them.").ToResult();
}
