using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Scheduled messages are outbox rows with a due time. Unscheduling deletes the row; should it come too late, the saga knows
/// the message's token for a stale one.</summary>
sealed class OutboxScheduler(ConsumeContext context) : IScheduleMessageProvider
{
    readonly DelayedScheduleMessageProvider _delayed = new(context);

    public Task<ScheduledMessage<T>> ScheduleSend<T>(Uri destinationAddress, DateTime scheduledTime, T message, IPipe<SendContext<T>> pipe, CancellationToken cancellationToken)
        where T : class => _delayed.ScheduleSend(destinationAddress, scheduledTime, message, pipe, cancellationToken);

    public Task CancelScheduledSend(Guid tokenId, CancellationToken cancellationToken)
    {
        if (context.TryGetPayload<IConsumeUnit>(out var unit))
            unit.Db.AfterCommit(() => unit.Hub.Settle(tokenId, OutboxHub.Outcome.Unscheduled));
        return Task.CompletedTask;
    }

    public Task CancelScheduledSend(Uri destinationAddress, Guid tokenId, CancellationToken cancellationToken) => CancelScheduledSend(tokenId, cancellationToken);
}

sealed class OutboxSchedulerSpecification : IPipeSpecification<ConsumeContext>
{
    public void Apply(IPipeBuilder<ConsumeContext> builder) => builder.AddFilter(new SchedulerFilter());

    public IEnumerable<ValidationResult> Validate() => [];

    sealed class SchedulerFilter : IFilter<ConsumeContext>
    {
        public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
        {
            context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(context, Scheduler));
            return next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("outboxScheduler");

        static MessageScheduler Scheduler(ConsumeContext context) => new(new OutboxScheduler(context), context.GetPayload<IBusTopology>());
    }
}
