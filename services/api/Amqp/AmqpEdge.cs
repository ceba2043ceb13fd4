using System.Text;
using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace InfraAgent.Api.Amqp;

/// <summary>The AMQP edge: plain JSON commands from any client in any language, through the same parser and the same gate as REST.
/// A command is acknowledged once its answer is true. What cannot be read, or fails whenever it is tried, goes to the error queue with the reason.</summary>
public sealed class AmqpEdge(Uri broker, AmqpNames names, IServiceScopeFactory scopes, ILogger<AmqpEdge> log) : BrokerLoop(broker, log)
{
    const ushort Prefetch = 32;
    /// <summary>Deliveries of a command that fails each time although nothing is away. It must not keep its place for ever.</summary>
    const long MostAttempts = 5;
    static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);

    protected override async Task WorkAsync(IConnection connection, CancellationToken cancel)
    {
        var confirmed = new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null, consumerDispatchConcurrency: Prefetch);
        await using var channel = await connection.CreateChannelAsync(confirmed, cancel);
        await channel.ExchangeDeclareAsync(names.Commands, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancel);
        await channel.ExchangeDeclareAsync(names.Events, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: cancel);
        await channel.QueueDeclareAsync(names.Commands, durable: true, exclusive: false, autoDelete: false, names.QueueArguments, cancellationToken: cancel);
        await channel.QueueDeclareAsync(names.Unreadable, durable: true, exclusive: false, autoDelete: false, names.QueueArguments, cancellationToken: cancel);
        await channel.QueueBindAsync(names.Commands, names.Commands, "#", cancellationToken: cancel);
        await channel.BasicQosAsync(0, Prefetch, global: false, cancel);

        var consumer = new AsyncEventingBasicConsumer(channel);
        var stuck = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        consumer.ReceivedAsync += (_, delivery) => TakeAsync(channel, delivery, stuck, cancel);
        var lost = Lost(channel);
        await channel.BasicConsumeAsync(names.Commands, autoAck: false, consumer, cancel);
        await (await Task.WhenAny(lost, stuck.Task).WaitAsync(cancel));
    }

    /// <summary>Tries in place: the broker need not count deliveries (classic queues do not), and a command keeps its turn.</summary>
    async Task TakeAsync(IChannel channel, BasicDeliverEventArgs delivery, TaskCompletionSource stuck, CancellationToken cancel)
    {
        // The body's buffer is the client's again after the first await.
        var body = delivery.Body.ToArray();
        var properties = new BasicProperties(delivery.BasicProperties);
        for (var attempt = 1; channel.IsOpen && !cancel.IsCancellationRequested;)
        {
            try
            {
                await AnswerAsync(channel, properties, body, cancel);
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, cancel);
                return;
            }
            catch (Exception) when (cancel.IsCancellationRequested || !channel.IsOpen)
            {
                return; // unacknowledged: the broker gives it to the next one
            }
            catch (Exception failed)
            {
                // A database that is away is nothing against the command; it waits.
                var counts = !Failures.IsDatabaseAway(failed) && !Failures.IsConflict(failed);
                if (counts && attempt++ >= MostAttempts)
                {
                    if (await GiveUpAsync(channel, delivery.DeliveryTag, properties, body, failed, cancel) is { } reason)
                        stuck.TrySetException(reason);
                    return;
                }
                log.LogWarning("A command could not be decided on and is tried again: {Error}", failed.Message);
                await Task.Delay(TryAgain, cancel).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }
    }

    /// <returns>Why the command is still here, unacknowledged on an open channel, where it would hold its place for ever: connecting again declares
    /// what is missing (an error queue that somebody deleted), and the broker gives the command out again.</returns>
    async Task<Exception?> GiveUpAsync(IChannel channel, ulong tag, BasicProperties properties, byte[] body, Exception failed, CancellationToken cancel)
    {
        var trace = Guid.NewGuid().ToString("N");
        log.LogError(failed, "A command failed {Count} times and is set aside ({TraceId}).", MostAttempts, trace);
        try
        {
            var problem = Problems.Internal(trace);
            await SetAsideAsync(channel, properties, body, problem, cancel);
            await RefuseAsync(channel, properties, problem, Ids.In(body), new Actor(properties.UserId ?? "amqp", "amqp"), cancel);
            await channel.BasicAckAsync(tag, multiple: false, cancel);
        }
        catch (Exception stuck)
        {
            // Without the channel its deliveries are with the broker again.
            return channel.IsOpen ? new IOException($"A command could not be set aside in {names.Unreadable}: {stuck.Message}", stuck) : null;
        }
        return null;
    }

    async Task AnswerAsync(IChannel channel, BasicProperties properties, byte[] body, CancellationToken cancel)
    {
        var actor = new Actor(properties.UserId ?? "amqp", "amqp");
        var parsed = CommandParser.Amqp(body);
        if (parsed.Command is not { } command)
        {
            var problem = parsed.Problem!;
            if (problem.Status is 400 or 413)
                await SetAsideAsync(channel, properties, body, problem, cancel);
            await RefuseAsync(channel, properties, problem, Ids.In(body), actor, cancel);
            return;
        }

        // message_id is the caller's key where it fits one; a client library's other habits are no reason to refuse.
        var key = properties.MessageId is { } id && Formats.RequestId.Matches(id) ? id : null;
        await using var scope = scopes.CreateAsyncScope();
        // Keys' roles do not apply here: whoever may publish may approve, too.
        var answer = await scope.ServiceProvider.GetRequiredService<DeploymentGate>().AskAsync(command, actor, approver: true, key, cancel);
        if (answer.Refusal is { } refusal)
        {
            await RefuseAsync(channel, properties, refusal, (command.DeploymentId, (command.Request as GenerateRequest)?.Environment), actor, cancel);
            return;
        }
        await ReplyAsync(channel, properties, "application/json", new
        {
            command.DeploymentId, answer.RunId, answer.Status, answer.Revision, Joined = answer.How == Answer.Joined ? true : (bool?)null,
        }, cancel);
    }

    async Task RefuseAsync(
        IChannel channel, BasicProperties properties, Problem problem, (string? DeploymentId, string? Environment) about, Actor actor, CancellationToken cancel)
    {
        // Not in any deployment's log: a refused command changes nothing, and may name no deployment at all.
        var key = $"command_refused.{about.Environment ?? "unknown"}.{about.DeploymentId ?? "unknown"}";
        await channel.BasicPublishAsync(names.Events, key, mandatory: false,
            new BasicProperties { ContentType = "application/json", Persistent = true, MessageId = Guid.CreateVersion7().ToString(), Type = "command_refused", CorrelationId = properties.CorrelationId },
            JsonSerializer.SerializeToUtf8Bytes(new
            {
                Schema = 1, Type = "command_refused", Time = DateTimeOffset.UtcNow, about.DeploymentId, about.Environment, Actor = actor,
                properties.CorrelationId, properties.MessageId, Data = problem,
            }, Json.Options), cancel);
        await ReplyAsync(channel, properties, Problem.ContentType, problem, cancel);
    }

    static async Task ReplyAsync<T>(IChannel channel, BasicProperties properties, string contentType, T answer, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(properties.ReplyTo))
            return;
        await channel.BasicPublishAsync("", properties.ReplyTo, mandatory: false,
            new BasicProperties { ContentType = contentType, CorrelationId = properties.CorrelationId, Type = contentType == Problem.ContentType ? "problem" : "accepted" },
            JsonSerializer.SerializeToUtf8Bytes(answer, Json.Options), cancel);
    }

    async Task SetAsideAsync(IChannel channel, BasicProperties properties, byte[] body, Problem problem, CancellationToken cancel)
    {
        log.LogWarning("A command that cannot be taken went to {Queue}: {Reason}", names.Unreadable, problem.Detail);
        await channel.BasicPublishAsync("", names.Unreadable, mandatory: true,
            new BasicProperties(properties)
            {
                Persistent = true, Expiration = null, UserId = null,
                Headers = new Dictionary<string, object?> { ["infra-agent-reason"] = Encoding.UTF8.GetBytes($"{problem.Title}: {problem.Detail}") },
            }, body, cancel);
    }
}
