using System.Diagnostics;
using InfraAgent.Hosting.Database;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Events;
using MassTransit.Metadata;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Messaging;

/// <summary>The end of a message whose consumer failed for good: <c>Fault&lt;T&gt;</c> goes out through the outbox, so that it cannot be lost
/// or overtaken by a restart, and the message becomes a <see cref="DeadMessage"/> in the same transaction, so that it can be looked at and
/// sent again.</summary>
sealed class GiveUpFilter<T>(IServiceScopeFactory scopes, OutboxHub hub, ILogger log) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            await next.Send(context);
        }
        catch (Exception ex) when (!context.CancellationToken.IsCancellationRequested && !Failures.IsDatabaseAway(ex))
        {
            log.LogError(ex, "{MessageType} {MessageId} is given up", TypeCache<T>.ShortName, context.MessageId);
            try
            {
                await RecordAsync(context, ex);
            }
            catch (DbUpdateException conflict) when (Failures.IsConflict(conflict))
            {
                // a repeat of this message was recorded meanwhile
            }
            await context.NotifyConsumed(context, Stopwatch.GetElapsedTime(started), "dead message");
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("giveUp");

    async Task RecordAsync(ConsumeContext<T> context, Exception ex)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        if (!typeof(Fault).IsAssignableFrom(typeof(T)))
        {
            var fault = new FaultEvent<T>(context.Message, context.MessageId, HostMetadataCache.Host, ex, [.. context.SupportedMessageTypes]);
            await scope.ServiceProvider.GetRequiredService<IPublishEndpoint>().Publish<Fault<T>>(fault, send =>
            {
                send.CorrelationId = context.CorrelationId;
                send.ConversationId = context.ConversationId;
                send.InitiatorId = context.MessageId;
                send.SourceAddress = context.ReceiveContext.InputAddress;
            }, context.CancellationToken);
        }

        var id = context.GetOriginalMessageId()!.Value;
        var endpoint = EndpointName.Of(context.ReceiveContext.InputAddress);
        db.Add(DeadMessages.From(context.ReceiveContext, id, endpoint, context.SupportedMessageTypes.FirstOrDefault() ?? "", ex, db.Clock));
        db.Add(new InboxMessage { MessageId = id, Endpoint = endpoint, ConsumedAt = db.Clock.EstimatedMs });
        db.AfterCommit(() => hub.Acknowledge(id, endpoint));
        await db.SaveChangesAsync(context.CancellationToken);
    }
}

sealed class GiveUpObserver : ConfigurationObserver, IMessageConfigurationObserver
{
    readonly IServiceScopeFactory _scopes;
    readonly OutboxHub _hub;
    readonly ILogger _log;

    public GiveUpObserver(IConsumePipeConfigurator endpoint, IServiceScopeFactory scopes, OutboxHub hub, ILogger log)
        : base(endpoint)
    {
        (_scopes, _hub, _log) = (scopes, hub, log);
        Connect(this);
    }

    public void MessageConfigured<TMessage>(IConsumePipeConfigurator configurator)
        where TMessage : class => configurator.UseFilter(new GiveUpFilter<TMessage>(_scopes, _hub, _log));
}

/// <summary>A consumer that gives up waiting (an HTTP time-out, say) throws a cancellation. MassTransit takes that for its own and would
/// hand the message out again for ever; it is a failure like another.</summary>
sealed class CancellationIsFailureFilter<T> : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        try
        {
            await next.Send(context);
        }
        catch (OperationCanceledException ex) when (!context.CancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("The consumer cancelled its own work: " + ex.Message, ex);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("cancellationIsFailure");
}

sealed class CancellationIsFailureObserver : ConfigurationObserver, IMessageConfigurationObserver
{
    public CancellationIsFailureObserver(IConsumePipeConfigurator endpoint)
        : base(endpoint) => Connect(this);

    public void MessageConfigured<TMessage>(IConsumePipeConfigurator configurator)
        where TMessage : class => configurator.UseFilter(new CancellationIsFailureFilter<TMessage>());
}

/// <summary>Embedded: a message that cannot even be read is dead for every endpoint. (With a broker it goes to the error queue.)</summary>
sealed class UnreadableFilter(IServiceScopeFactory scopes, OutboxHub hub, ILogger log) : IFilter<ExceptionReceiveContext>
{
    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        log.LogError(context.Exception, "A message at {Endpoint} is set aside", EndpointName.Of(context.InputAddress));
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        context.TransportHeaders.TryGetHeader(OutboxSender.RowHeader, out var row);
        var known = Guid.TryParse(row as string, out var id);
        var type = known ? await db.Set<OutboxMessage>().Where(x => x.Id == id).Select(x => x.MessageType).FirstOrDefaultAsync() : null;
        db.Add(DeadMessages.From(context, context.GetMessageId() ?? Guid.Empty, EndpointName.Of(context.InputAddress), type ?? "", context.Exception, db.Clock));
        if (known) db.AfterCommit(() => hub.Settle(id, OutboxHub.Outcome.Done));
        await db.SaveChangesAsync(context.CancellationToken);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unreadable");
}
