using System.Text;
using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using RabbitMQ.Client;

namespace InfraAgent.Hosting.Tests.Messaging;

public sealed class UnreadableMessageTests
{
    const string Queue = "infra-agent-do-step";

    static readonly byte[] Garbage = "{ this is no envelope"u8.ToArray();

    [Fact]
    public async Task Embedded_it_is_set_aside_with_the_reason_and_blocks_nobody()
    {
        using var around = await Surroundings.OfAsync(Mode.Embedded);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);
        await host.ReadAsync(async db =>
        {
            db.Add(new OutboxMessage
            {
                Id = Guid.NewGuid(),
                MessageId = Guid.NewGuid(),
                MessageType = "urn:message:Garbage",
                Destination = "loopback://localhost/" + Queue,
                ContentType = "application/vnd.masstransit+json",
                Body = Garbage,
            });
            return await db.SaveChangesAsync();
        });

        await host.DispatchAsync(new StartRun { DeploymentId = "good" });

        await Eventually.Equal("Done", () => host.StateAsync("good"), "state of the good run");
        await Eventually.Equal(1, () => host.CountAsync<DeadMessage>(), "dead messages");
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox");
        var dead = await host.ReadAsync(db => db.Set<DeadMessage>().SingleAsync());
        Assert.Equal(Garbage, dead.Body);
        Assert.Equal(Queue, dead.Endpoint);
        Assert.Contains("Serialization", dead.Reason, StringComparison.Ordinal);
    }

    [Requires(Part.PostgreSql, Part.RabbitMq)]
    public async Task With_a_broker_it_goes_to_the_error_queue_with_the_reason_and_blocks_nobody()
    {
        using var around = await Surroundings.OfAsync(Mode.Distributed);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);
        var factory = new ConnectionFactory { Uri = new Uri(around.Options.Broker) };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();

        await channel.BasicPublishAsync("", Queue, mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, Garbage);
        await host.DispatchAsync(new StartRun { DeploymentId = "good" });

        await Eventually.Equal("Done", () => host.StateAsync("good"), "state of the good run");
        BasicGetResult? moved = null;
        await Eventually.True(async () =>
        {
            try
            {
                await using var reader = await connection.CreateChannelAsync();
                return (moved = await reader.BasicGetAsync(Queue + "_error", autoAck: true)) is not null;
            }
            catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
            {
                return false; // not there yet
            }
        }, "the message is in the error queue");
        Assert.Equal(Garbage, moved!.Body.ToArray());
        Assert.Contains("invalid start", Encoding.UTF8.GetString((byte[])moved.BasicProperties.Headers!["MT-Fault-Message"]!), StringComparison.Ordinal);
    }
}
