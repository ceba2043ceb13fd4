using InfraAgent.Hosting.Messaging;

namespace InfraAgent.Api.Endpoints;

/// <summary>200 of <c>GET /dead-messages</c>; <c>next_cursor</c> is the next page's <c>cursor</c>.</summary>
public sealed record DeadMessagePage
{
    public required IReadOnlyList<DeadLetter> DeadMessages { get; init; }
    public Guid? NextCursor { get; init; }
}

/// <summary>202 of a requeue: the message is in the outbox.</summary>
public sealed record DeadMessageRequeued
{
    public required Guid Id { get; init; }
    public required string Endpoint { get; init; }
}
