using System.Diagnostics;
using System.Net.Mime;
using System.Threading.Channels;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;
using MassTransit.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Sends what was committed: at once from memory, and by polling what nobody sent (a process died, the broker was away, a due
/// time has come). A message may be sent twice, never not at all; the inbox knows repeats.</summary>
sealed class OutboxSender(OutboxHub hub, OutboxStore store, IBusControl bus, ILogger<OutboxSender> log) : BackgroundService
{
    /// <summary>On a message that may have been sent before: the consumer looks into its inbox first.</summary>
    public const string ResentHeader = "Agent-Resent";
    public const string RowHeader = "Agent-Outbox-Id";

    static readonly TimeSpan SettleInterval = TimeSpan.FromMilliseconds(15);
    static readonly TimeSpan CleanInterval = TimeSpan.FromMinutes(30);
    static readonly TimeSpan ClockInterval = TimeSpan.FromSeconds(30);

    volatile bool _brokerAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        Activity.Current = null;
        // A publish before the receiving queues are bound reaches nobody.
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stoppingToken);
        if (hub.Embedded) await UntilDoneAsync(store.ReclaimAsync, stoppingToken);

        var loops = hub.Lanes.Select(lane => RunLaneAsync(lane, stoppingToken))
            .Append(LoopAsync(SettleAsync, stoppingToken))
            .Append(LoopAsync(PollAsync, stoppingToken))
            .Append(LoopAsync(CleanAsync, stoppingToken));
        await Task.WhenAll(loops);
    }

    async Task RunLaneAsync(ChannelReader<OutboxHub.Outgoing> lane, CancellationToken stop)
    {
        try
        {
            await foreach (var outgoing in lane.ReadAllAsync(stop))
            {
                if (_brokerAway) hub.Release(outgoing.Message.Id); // found by polling when its lease ends
                else await SendAsync(outgoing, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // stopping
        }
    }

    async Task SendAsync(OutboxHub.Outgoing outgoing, CancellationToken stop)
    {
        var message = outgoing.Message;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(hub.Options.SendTimeout);
        try
        {
            var endpoint = await bus.GetSendEndpoint(new Uri(message.Destination));
            await endpoint.Send(new SerializedMessageBody(), new StoredMessage(message, outgoing.Resent), limit.Token);
            if (!outgoing.Awaited) hub.Settle(message.Id, OutboxHub.Outcome.Done);
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // Not known whether it left: it will be sent again.
        }
        catch (Exception ex)
        {
            log.LogWarning("{MessageType} {MessageId} could not be sent to {Destination} and will be tried again: {Error}", message.MessageType, message.MessageId, message.Destination, ex.Message);
            hub.Settle(message.Id, OutboxHub.Outcome.Failed);
        }
    }

    async Task SettleAsync(CancellationToken stop)
    {
        if (!await hub.Settled.WaitToReadAsync(stop)) return;
        await Task.Delay(SettleInterval, stop); // one statement for many
        var done = new List<Guid>();
        var failed = new List<Guid>();
        while (done.Count + failed.Count < 1000 && hub.Settled.TryRead(out var settled))
            (settled.Outcome == OutboxHub.Outcome.Failed ? failed : done).Add(settled.Id);
        if (done.Count > 0) await UntilDoneAsync(cancel => store.DeleteAsync(done, cancel), stop);
        if (failed.Count > 0) await UntilDoneAsync(cancel => store.PostponeAsync(failed, cancel), stop);
        foreach (var id in done.Concat(failed)) hub.Release(id);
    }

    async Task PollAsync(CancellationToken stop)
    {
        var clock = await store.ClockAsync(stop);
        var asked = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(asked) < ClockInterval)
        {
            await hub.UntilPollAsync(clock, stop);
            _brokerAway = bus.CheckHealth().Status == BusHealthStatus.Unhealthy;
            if (_brokerAway) continue;
            var claimed = await store.ClaimAsync(stop);
            foreach (var message in claimed) hub.Send(message, OutboxStore.TypesOf(message), resent: true);
        }
    }

    async Task CleanAsync(CancellationToken stop)
    {
        await Task.Delay(CleanInterval, stop);
        await store.CleanInboxAsync(stop);
    }

    async Task LoopAsync(Func<CancellationToken, Task> step, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested) await UntilDoneAsync(step, stop);
    }

    async Task UntilDoneAsync(Func<CancellationToken, Task> step, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await step(stop);
                return;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception ex)
            {
                log.LogWarning("The outbox waits for its database: {Error}", ex.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None);
            }
        }
    }

    /// <summary>Puts the stored envelope on the wire as it is: it is neither read nor written again.</summary>
    sealed class StoredMessage(OutboxMessage message, bool resent) : IPipe<SendContext>
    {
        public Task Send(SendContext context)
        {
            context.MessageId = message.MessageId;
            context.Headers.Set(RowHeader, message.Id.ToString());
            if (resent) context.Headers.Set(ResentHeader, "1");
            if (message.TraceParent is { } trace) context.Headers.Set("MT-Activity-Id", trace);
            if (context is MessageSendContext<SerializedMessageBody> transport) transport.Mandatory = message.Mandatory;
            context.Serializer = new StoredBody(message);
            return Task.CompletedTask;
        }

        public void Probe(ProbeContext context)
        {
        }
    }

    sealed class StoredBody(OutboxMessage message) : IMessageSerializer
    {
        public ContentType ContentType { get; } = new(message.ContentType);

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new BytesMessageBody(message.Body);
    }
}
