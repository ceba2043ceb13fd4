using InfraAgent.Hosting.Database;
using MassTransit;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Messaging;

/// <summary>One consumed message is one <c>SaveChanges</c>: its inbox entry, what the consumer or saga changed and what it sent are
/// committed together after the consumer has run, so that slow work never holds a transaction open. A lost race (the same message
/// twice, a saga changed by another) is a <see cref="DbUpdateException"/>, and the message is tried again with a new context.</summary>
sealed class ConsumeUnitFactory(AgentDb db, OutboxHub hub, IServiceProvider provider) : IOutboxContextFactory<AgentDb>
{
    public async Task Send<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next)
        where T : class
    {
        var id = context.GetOriginalMessageId() ?? throw new MessageException(typeof(T), "A message needs a MessageId: it is how a repeat is known.");
        var endpoint = EndpointName.Of(context.ReceiveContext.InputAddress);

        // A first delivery is not looked up: were it a repeat after all, the inbox key refuses it on saving and the next attempt looks.
        if (MayBeRepeat(context) && await WasConsumedAsync(db, id, endpoint).FirstOrDefaultAsync(context.CancellationToken))
        {
            hub.Acknowledge(id, endpoint);
            await context.NotifyConsumed(context, TimeSpan.Zero, options.ConsumerType);
            return;
        }

        db.Add(new InboxMessage { MessageId = id, Endpoint = endpoint, ConsumedAt = db.Clock.EstimatedMs });
        db.AfterCommit(() => hub.Acknowledge(id, endpoint));
        await next.Send(new ConsumeUnit<T>(context, options, provider, db, hub));
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("agentDb");

    static bool MayBeRepeat(ConsumeContext context)
    {
        var delivery = context.ReceiveContext;
        if (delivery.Redelivered || delivery.TransportHeaders.TryGetHeader(OutboxSender.ResentHeader, out _)) return true;
        var first = false;
        delivery.GetOrAddPayload(() =>
        {
            first = true;
            return new Tried();
        });
        return !first;
    }

    static IQueryable<bool> WasConsumedAsync(AgentDb db, Guid id, string endpoint) =>
        db.Set<InboxMessage>().Where(x => x.MessageId == id && x.Endpoint == endpoint).Select(x => true);

    sealed class Tried;
}

/// <summary>Payload: the enclosing unit saves, so a saga repository must not.</summary>
interface IConsumeUnit
{
    AgentDb Db { get; }
    OutboxHub Hub { get; }
}

sealed class ConsumeUnit<T>(ConsumeContext<T> context, OutboxConsumeOptions options, IServiceProvider provider, AgentDb db, OutboxHub hub)
    : OutboxConsumeContextProxy<T>(context, options, provider), IConsumeUnit
    where T : class
{
    public AgentDb Db => db;
    public OutboxHub Hub => hub;
    public override bool ContinueProcessing { get; set; }
    public override bool IsMessageConsumed => false;
    public override bool IsOutboxDelivered => false;
    public override int ReceiveCount => 1;
    public override long? LastSequenceNumber => null;

    public override Task SetConsumed() => db.SaveChangesAsync(CancellationToken);

    public override Task AddSend<TMessage>(SendContext<TMessage> context)
    {
        OutboxWriter.Add(db, hub, context);
        return Task.CompletedTask;
    }

    // Sending belongs to OutboxSender: MassTransit's own delivery inside the consumer would cost three more transactions a message.
    public override Task SetDelivered() => Task.CompletedTask;
    public override Task<List<OutboxMessageContext>> LoadOutboxMessages() => Task.FromResult(new List<OutboxMessageContext>());
    public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;
    public override Task RemoveOutboxMessages() => Task.CompletedTask;
}
