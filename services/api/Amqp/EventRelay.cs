using System.Text;
using InfraAgent.Api.Status;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

namespace InfraAgent.Api.Amqp;

/// <summary>Tails the event log into the broker's topic exchange: in order per deployment, confirmed before it is marked.
/// One replica relays at a time; after a crash the last events may be sent again, with the same ids.</summary>
public sealed class EventRelay(
    Uri broker, AmqpNames names, IServiceScopeFactory scopes, EventSignal signal, RelayLeadership leadership, ILogger<EventRelay> log)
    : BrokerLoop(broker, log)
{
    const int Batch = 1000;
    /// <summary>What happens at about the same time is read, and marked, by one statement.</summary>
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(15);

    protected override async Task WorkAsync(IConnection connection, CancellationToken cancel)
    {
        var confirmed = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);
        await using var channel = await connection.CreateChannelAsync(confirmed, cancel);
        await channel.ExchangeDeclareAsync(names.Events, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancel);
        await using var lead = await leadership.WaitAsync(cancel);
        while (true)
        {
            cancel.ThrowIfCancellationRequested();
            if (!channel.IsOpen)
                throw new IOException("The channel was closed.");
            await lead.EnsureAsync(cancel);
            var next = signal.NextOfAny();
            if (await RelayAsync(channel, cancel) == Batch)
                continue;
            await EventSignal.WaitAsync(next, EventSignal.LookAgain, cancel);
            await Task.Delay(Gather, cancel);
        }
    }

    async Task<int> RelayAsync(IChannel channel, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        var rows = await db.Set<EventRow>().Where(e => !e.Relayed)
            .OrderBy(e => e.DeploymentId).ThenBy(e => e.Sequence).Take(Batch).ToListAsync(cancel);
        if (rows.Count == 0)
            return 0;

        await Task.WhenAll(rows.GroupBy(e => e.DeploymentId).Select(async deployment =>
        {
            foreach (var happened in deployment)
            {
                await channel.BasicPublishAsync(names.Events, $"{happened.Type}.{happened.Environment}.{happened.DeploymentId}", mandatory: false,
                    new BasicProperties
                    {
                        MessageId = happened.EventId.ToString(), Type = happened.Type, ContentType = "application/json", Persistent = true,
                        Timestamp = new AmqpTimestamp(happened.At / 1000), AppId = "infra-agent",
                    },
                    Encoding.UTF8.GetBytes(happened.Body), cancel);
                happened.Relayed = true;
            }
        }));
        await db.SaveChangesAsync(cancel);
        return rows.Count;
    }
}
