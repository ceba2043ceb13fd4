using System.Text;
using InfraAgent.Api.Status;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

namespace InfraAgent.Api.Amqp;

/// <summary>Tails the event log into the broker's topic exchange: in order per deployment, confirmed before it is marked.
/// One replica relays at a time; after a crash the last events may be sent again, with the same ids.</summary>
public sealed class EventRelay(Uri broker, AmqpNames names, EventSignal signal, RelayLeadership leadership, ILogger<EventRelay> log)
    : BrokerLoop(broker, log)
{
    const int Batch = 1000;
    /// <summary>What happens at about the same time is read, and marked, by one statement.</summary>
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);

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
            var next = signal.NextOfAny();
            if (await RelayAsync(channel, lead.Session, cancel) == Batch)
                continue;
            await EventSignal.WaitAsync(next, EventSignal.LookAgain, cancel);
            await Task.Delay(Gather, cancel);
        }
    }

    /// <param name="channel">Where to.</param>
    /// <param name="db">The session that holds the leadership: when it is gone, so is what it reads and marks with.</param>
    /// <param name="cancel">Stops it.</param>
    async Task<int> RelayAsync(IChannel channel, AgentDb db, CancellationToken cancel)
    {
        var waiting = await db.Set<EventRow>().AsNoTracking().Where(e => !e.Relayed)
            .OrderBy(e => e.DeploymentId).ThenBy(e => e.Sequence).Take(Batch).ToListAsync(cancel);
        if (waiting.Count == 0)
            return 0;

        await Task.WhenAll(waiting.GroupBy(e => e.DeploymentId).Select(async deployment =>
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
            }
        }));
        await MarkAsync(db, waiting, cancel);
        return waiting.Count;
    }

    static async Task MarkAsync(AgentDb db, List<EventRow> sent, CancellationToken cancel)
    {
        if (db.Kind == DatabaseKind.PostgreSql)
        {
            var (ids, sequences) = (sent.Select(e => e.DeploymentId).ToArray(), sent.Select(e => e.Sequence).ToArray());
            await db.Database.ExecuteSqlAsync($"""
                UPDATE deployment_events e SET "Relayed" = true FROM unnest({ids}, {sequences}) AS sent(id, sequence)
                WHERE e."DeploymentId" = sent.id AND e."Sequence" = sent.sequence
                """, cancel);
            return;
        }
        await db.WriteAsync(async () =>
        {
            // What was read of a deployment is what it had, from its first event that was not sent to the last.
            foreach (var deployment in sent.GroupBy(e => e.DeploymentId))
            {
                var last = deployment.Max(e => e.Sequence);
                await db.Set<EventRow>().Where(e => e.DeploymentId == deployment.Key && e.Sequence <= last && !e.Relayed)
                    .ExecuteUpdateAsync(set => set.SetProperty(e => e.Relayed, true), cancel);
            }
            return sent.Count;
        }, cancel);
    }
}
