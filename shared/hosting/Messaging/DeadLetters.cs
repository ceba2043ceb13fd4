using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Messaging;

/// <summary>What people do about dead messages: look at them, send them again, throw them away. It only writes rows, so it works in the
/// process whose messages they are and beside it.</summary>
public sealed class DeadLetters(IDbContextFactory<AgentDb> contexts)
{
    const string Envelope = "application/vnd.masstransit+json";

    // A lost apply is not replayed from its plan file: its run has ended, and nobody waits for what it would change.
    static readonly string NeverAgain = MessageUrn.ForTypeString<ApplyPlan>();

    /// <summary>The newest first, below a given one.</summary>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int limit, Guid? below, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        var found = await db.Set<DeadMessage>().AsNoTracking()
            .Where(x => below == null || x.Id.CompareTo(below.Value) < 0)
            .OrderByDescending(x => x.Id)
            .Take(limit)
            .ToListAsync(cancel);
        return [.. found.Select(x => new DeadLetter
        {
            Id = x.Id,
            MessageId = x.MessageId,
            Endpoint = x.Endpoint,
            MessageType = x.MessageType[(x.MessageType.LastIndexOf(':') + 1)..],
            DeploymentId = DeploymentOf(x.Body),
            Reason = x.Reason,
            FailedAt = DateTimeOffset.FromUnixTimeMilliseconds(x.FailedAt),
            Size = x.Body.Length,
        })];
    }

    /// <summary>Puts the message into the outbox, for the endpoint that gave it up, and lets that endpoint forget that it had it, all in one
    /// transaction: however often this is asked, and whatever dies, it is consumed once more, once.</summary>
    public async Task<RequeueResult> RequeueAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        if (await db.Set<DeadMessage>().SingleOrDefaultAsync(x => x.Id == id, cancel) is not { } dead) return new RequeueResult.Unknown();
        if (dead.MessageType == NeverAgain) return new RequeueResult.Refused(dead.Endpoint);
        db.Remove(dead);
        if (await db.Set<InboxMessage>().SingleOrDefaultAsync(x => x.MessageId == dead.MessageId && x.Endpoint == dead.Endpoint, cancel) is { } consumed)
            db.Remove(consumed);
        var now = await db.Clock.NowMsAsync(db, cancel);
        db.Add(new OutboxMessage
        {
            Id = Guid.CreateVersion7(),
            MessageId = dead.MessageId == Guid.Empty ? Guid.CreateVersion7() : dead.MessageId,
            MessageType = dead.MessageType,
            // Every queue has an exchange of its name; naming the queue would declare it, with other arguments than its owner's.
            Destination = "exchange:" + dead.Endpoint,
            ContentType = dead.ContentType.Length > 0 ? dead.ContentType : Envelope,
            Body = dead.Body,
            Sequence = DateTime.UtcNow.Ticks,
            DueAt = now,
            Mandatory = true,
        });
        try
        {
            await db.SaveChangesAsync(cancel);
            return new RequeueResult.Sent(dead.Endpoint);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new RequeueResult.Unknown(); // somebody else was first
        }
    }

    /// <returns>False when there is no such message (any more).</returns>
    public async Task<bool> DiscardAsync(Guid id, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.WriteAsync(() => db.Set<DeadMessage>().Where(x => x.Id == id).ExecuteDeleteAsync(cancel), cancel) > 0;
    }

    /// <summary>The deployment that the message is about, where it can be read and is about one.</summary>
    static string? DeploymentOf(byte[] body)
    {
        try
        {
            using var envelope = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 128 });
            return envelope.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
                && message.TryGetProperty("deploymentId", out var id) && id.ValueKind == JsonValueKind.String
                ? id.GetString()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
