using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace InfraAgent.EndToEnd.Tests.Edges;

/// <summary>Plain JSON to the command exchange, answers by <c>reply_to</c> and <c>correlation_id</c>.</summary>
sealed class BrokerEdge : ICommandEdge
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    readonly IConnection connection;
    readonly IChannel channel;
    readonly ConcurrentDictionary<string, TaskCompletionSource<Decision>> open = new();
    string answers = "";

    BrokerEdge(IConnection connection, IChannel channel) => (this.connection, this.channel) = (connection, channel);

    public static async Task<BrokerEdge> ConnectAsync(Agent agent)
    {
        var broker = agent.Broker ?? throw new InvalidOperationException("The embedded agent has no broker.");
        var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        var edge = new BrokerEdge(connection, await connection.CreateChannelAsync());
        edge.answers = (await edge.channel.QueueDeclareAsync()).QueueName;
        var consumer = new AsyncEventingBasicConsumer(edge.channel);
        consumer.ReceivedAsync += edge.TakeAsync;
        await edge.channel.BasicConsumeAsync(edge.answers, autoAck: true, consumer);
        return edge;
    }

    public async Task<Decision> AskAsync(string command, JsonObject body, string? key = null)
    {
        body = body.DeepClone().AsObject();
        body["command"] = command;
        return await AskAsync(Encoding.UTF8.GetBytes(body.ToJsonString()), key);
    }

    /// <summary>Any bytes.</summary>
    public async Task<Decision> AskAsync(byte[] body, string? key = null)
    {
        var correlation = Guid.NewGuid().ToString();
        var answer = open[correlation] = new TaskCompletionSource<Decision>(TaskCreationOptions.RunContinuationsAsynchronously);
        var properties = new BasicProperties { ContentType = "application/json", ReplyTo = answers, CorrelationId = correlation, MessageId = key, Persistent = true };
        await channel.BasicPublishAsync("infra-agent.commands", "any", mandatory: true, properties, body);
        return await answer.Task.WaitAsync(Patience);
    }

    Task TakeAsync(object sender, BasicDeliverEventArgs delivery)
    {
        var body = JsonNode.Parse(delivery.Body.Span)!;
        var code = delivery.BasicProperties.ContentType == "application/problem+json" ? body["status"]!.GetValue<int>() : 202;
        if (delivery.BasicProperties.CorrelationId is { } id && open.TryRemove(id, out var waiting))
            waiting.TrySetResult(new Decision(code, body));
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
