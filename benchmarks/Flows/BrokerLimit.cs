using System.Diagnostics;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace InfraAgent.Benchmarks.Flows;

/// <summary>What RabbitMQ itself can do on this machine: every message published to a quorum queue, confirmed, consumed and acknowledged.</summary>
static class BrokerLimit
{
    const int Window = 64;
    const int Bytes = 600;
    const string Queue = "limit";

    /// <returns>Messages per second.</returns>
    public static async Task<double> MeasureAsync(Uri broker, int count)
    {
        var factory = new ConnectionFactory { Uri = broker };
        await using var publishing = await factory.CreateConnectionAsync();
        await using var consuming = await factory.CreateConnectionAsync();
        await using var publisher = await publishing.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        await using var receiver = await consuming.CreateChannelAsync();
        await publisher.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
        await receiver.BasicQosAsync(0, Window, global: false);

        var left = count;
        var done = new TaskCompletionSource();
        var consumer = new AsyncEventingBasicConsumer(receiver);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await receiver.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            if (Interlocked.Decrement(ref left) == 0)
                done.TrySetResult();
        };
        await receiver.BasicConsumeAsync(Queue, autoAck: false, consumer);

        var body = new byte[Bytes];
        var started = Stopwatch.GetTimestamp();
        var sent = 0;
        await Task.WhenAll(Enumerable.Range(0, Window).Select(async _ =>
        {
            while (Interlocked.Increment(ref sent) <= count)
                await publisher.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { Persistent = true }, body);
        }));
        await done.Task;
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
