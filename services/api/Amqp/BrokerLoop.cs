using RabbitMQ.Client;

namespace InfraAgent.Api.Amqp;

/// <summary>Where the edge's exchanges and queues are. <c>Instance</c> keeps agents on one broker apart.</summary>
public sealed record AmqpNames(string Instance, bool QuorumQueues = true)
{
    /// <summary>Arguments of every queue declared here.</summary>
    public IDictionary<string, object?> QueueArguments { get; } = new Dictionary<string, object?> { ["x-queue-type"] = QuorumQueues ? "quorum" : "classic" };

    /// <summary>Topic exchange; any routing key. Plain JSON commands go in.</summary>
    public string Commands => $"{Instance}.commands";
    /// <summary>Commands that could not be read, each with the reason in its headers.</summary>
    public string Unreadable => $"{Instance}.commands_error";
    /// <summary>Topic exchange, routing key <c>type.environment.deployment_id</c>. Rollout events come out.</summary>
    public string Events => $"{Instance}.events";
}

/// <summary>Keeps one piece of work connected to the broker: connects, works until the connection is lost, and begins again.</summary>
public abstract class BrokerLoop(Uri broker, ILogger log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var factory = new ConnectionFactory
                {
                    Uri = broker, AutomaticRecoveryEnabled = false, ClientProvidedName = $"infra-agent {GetType().Name}",
                    RequestedHeartbeat = TimeSpan.FromSeconds(10), ContinuationTimeout = TimeSpan.FromSeconds(20),
                };
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                told = false;
                await WorkAsync(connection, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost)
            {
                if (!told)
                    log.LogWarning("{Work} has no broker: {Reason} It keeps trying.", GetType().Name, lost.Message);
                told = true;
            }
            await Task.Delay(Pause, stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    /// <summary>Works until the connection is lost (throws) or the token ends.</summary>
    protected abstract Task WorkAsync(IConnection connection, CancellationToken cancel);

    /// <summary>A task that ends, with the reason, when the channel does.</summary>
    protected static Task Lost(IChannel channel)
    {
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            lost.TrySetException(new IOException($"The channel was closed: {reason.ReplyText}"));
            return Task.CompletedTask;
        };
        if (!channel.IsOpen)
            lost.TrySetException(new IOException("The channel was closed."));
        return lost.Task;
    }
}
