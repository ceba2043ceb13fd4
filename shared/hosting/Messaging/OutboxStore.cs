using System.Text.Json;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Messaging;

/// <summary>The outbox's statements. Each is one short transaction.</summary>
sealed class OutboxStore(IDbContextFactory<AgentDb> contexts, OutboxHub hub, ILogger<OutboxStore> log)
{
    const int ClaimLimit = 500;

    public async Task<DatabaseClock> ClockAsync(CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        await db.Clock.NowMsAsync(db, cancel);
        return db.Clock;
    }

    /// <summary>Messages that are due and that nobody owns, oldest first; they are this process's for the length of the lease.</summary>
    public Task<List<OutboxMessage>> ClaimAsync(CancellationToken cancel) => WriteAsync(async db =>
    {
        var lease = hub.Embedded ? OutboxMessage.InMemory.ToString() : db.Clock.Sql + " + " + (long)hub.Options.Lease.TotalMilliseconds;
        var skip = db.Kind == DatabaseKind.PostgreSql ? " FOR UPDATE SKIP LOCKED" : "";
#pragma warning disable EF1002 // Every part is ours: a number, the clock expression and a keyword.
        var rows = await db.Set<OutboxMessage>().FromSqlRaw($"""
            UPDATE outbox_message SET "DueAt" = {lease}
            WHERE "Id" IN (SELECT "Id" FROM outbox_message WHERE "DueAt" <= {db.Clock.Sql} ORDER BY "DueAt", "Sequence" LIMIT {ClaimLimit}{skip})
            RETURNING "Id", "MessageId", "MessageType", "Destination", "ContentType", "Body", "OrderKey", "Sequence", "DueAt", "Attempts", "Mandatory", "TraceParent"
            """).AsNoTracking().ToListAsync(cancel);
#pragma warning restore EF1002
        rows.Sort((a, b) => a.Sequence.CompareTo(b.Sequence));
        return rows;
    }, cancel);

    /// <summary>Embedded, at start: what was in flight when the process ended is due again, and what was in flight in too many ends is set aside.</summary>
    public Task ReclaimAsync(CancellationToken cancel) => WriteAsync(async db =>
    {
        await db.Set<OutboxMessage>().Where(x => x.DueAt == OutboxMessage.InMemory)
            .ExecuteUpdateAsync(set => set.SetProperty(x => x.DueAt, 0L).SetProperty(x => x.Attempts, x => x.Attempts + 1), cancel);
        var suspects = await db.Set<OutboxMessage>().Where(x => x.DueAt == 0L && x.Attempts > hub.Options.MaximumStarts).ToListAsync(cancel);
        foreach (var suspect in suspects)
        {
            log.LogError("{MessageType} {MessageId} was in flight in {Starts} starts of this process and is set aside", suspect.MessageType, suspect.MessageId, suspect.Attempts);
            db.Remove(suspect);
            db.Add(new DeadMessage
            {
                Id = Guid.CreateVersion7(),
                MessageId = suspect.MessageId,
                Endpoint = EndpointName.Of(new Uri(suspect.Destination)), // of a published one its exchange, which it can be sent to likewise
                MessageType = suspect.MessageType,
                ContentType = suspect.ContentType,
                Body = suspect.Body,
                Reason = $"In flight in {suspect.Attempts} starts of the process.",
                FailedAt = db.Clock.EstimatedMs,
            });
        }
        await db.SaveChangesAsync(cancel);
        return 0;
    }, cancel);

    public Task DeleteAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) =>
        WriteAsync(db => db.Set<OutboxMessage>().Where(x => ids.Contains(x.Id)).ExecuteDeleteAsync(cancel), cancel);

    /// <summary>Sends that failed are due again, the later the more often they failed: 1 s, 2 s, 4 s, then every 8 s, since what makes
    /// a send fail is a broker or a queue that is away, and when it is back nobody should wait long.</summary>
    public Task PostponeAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancel) => WriteAsync(async db =>
    {
        var now = await db.Clock.NowMsAsync(db, cancel);
        return await db.Set<OutboxMessage>().Where(x => ids.Contains(x.Id)).ExecuteUpdateAsync(set => set
            .SetProperty(x => x.Attempts, x => x.Attempts + 1)
            .SetProperty(x => x.DueAt, x => now + (x.Attempts < 1 ? 1000 : x.Attempts < 2 ? 2000 : x.Attempts < 3 ? 4000 : 8000)), cancel);
    }, cancel);

    /// <summary>Forgets messages that were consumed long ago; never one that may still be sent again from here.</summary>
    public Task CleanInboxAsync(CancellationToken cancel) => WriteAsync(db =>
    {
        var before = db.Clock.EstimatedMs - (long)hub.Options.InboxRetention.TotalMilliseconds;
        return db.Set<InboxMessage>().Where(x => x.ConsumedAt < before && !db.Set<OutboxMessage>().Any(o => o.MessageId == x.MessageId)).ExecuteDeleteAsync(cancel);
    }, cancel);

    /// <summary>All types of a stored message: they are in its envelope.</summary>
    public static IReadOnlyList<string> TypesOf(OutboxMessage message)
    {
        try
        {
            using var envelope = JsonDocument.Parse(message.Body);
            if (envelope.RootElement.TryGetProperty("messageType", out var types)) return [.. types.EnumerateArray().Select(t => t.GetString()!)];
        }
        catch (JsonException)
        {
            // An unreadable body is found by its consumer, which sets it aside with the reason.
        }
        return [message.MessageType];
    }

    async Task<T> WriteAsync<T>(Func<AgentDb, Task<T>> write, CancellationToken cancel)
    {
        await using var db = await contexts.CreateDbContextAsync(cancel);
        return await db.WriteAsync(() => write(db), cancel);
    }
}
