using System.Diagnostics;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Turns what a consumer, a saga or an edge sends into rows of its unit of work. Nothing is written before it is saved.</summary>
static class OutboxWriter
{
    const string TraceHeader = "MT-Activity-Id";

    public static void Add<T>(AgentDb db, OutboxHub hub, SendContext<T> context)
        where T : class
    {
        var types = context.SupportedMessageTypes;
        var scheduled = context.Delay > TimeSpan.Zero;
        var now = db.Clock.EstimatedMs;
        var message = new OutboxMessage
        {
            Id = scheduled && context.ScheduledMessageId is { } token ? token : Guid.CreateVersion7(),
            MessageId = context.MessageId ?? throw new MessageException(typeof(T), "An outgoing message needs a MessageId."),
            MessageType = types[0],
            Destination = context.DestinationAddress!.AbsoluteUri,
            ContentType = (context.ContentType ?? context.Serialization.DefaultContentType).ToString(),
            Body = context.Serializer.GetMessageBody(context).GetBytes(),
            OrderKey = OrderKey<T>.Of(context.Message),
            Sequence = hub.NextSequence(),
            DueAt = scheduled ? now + (long)context.Delay!.Value.TotalMilliseconds
                : hub.Embedded ? OutboxMessage.InMemory
                : now + (long)hub.Options.Lease.TotalMilliseconds,
            // Between our services every command and outcome has exactly one taker; events for others may have none.
            Mandatory = !hub.Embedded && context.Message is IRunMessage,
            TraceParent = context.Headers.TryGetHeader(TraceHeader, out var trace) ? trace as string : Activity.Current?.Id,
        };
        // Consumers may send from several tasks; a context is for one at a time.
        lock (db)
        {
            db.Add(message);
            db.AfterCommit(() => hub.Committed(message, types, scheduled));
        }
    }
}
