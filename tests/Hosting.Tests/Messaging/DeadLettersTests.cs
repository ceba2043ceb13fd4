using System.Collections.Concurrent;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Tests.Messaging;

public sealed class DeadLettersTests
{
    static readonly Action<IBusRegistrationConfigurator> Consumer = x => x.AddConsumer<PickyConsumer>();

    [Theory, Embedded, Distributed]
    public async Task A_requeued_message_is_consumed_once_however_often_that_is_asked(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options, Consumer);
        var dead = host.Services.GetRequiredService<DeadLetters>();
        var (id, messageId) = ($"mended-{mode}", NewId.NextGuid());
        await host.PublishAsync(new RunEnded { DeploymentId = id, Outcome = "x" }, messageId);
        await Eventually.Equal(1, () => host.CountAsync<DeadMessage>(), "dead messages");
        var first = Assert.Single(await dead.ListAsync(10, null, default));
        Assert.Equal(("infra-agent-picky", "RunEnded", id, messageId), (first.Endpoint, first.MessageType, first.DeploymentId, first.MessageId));

        // The cause is still there: it is given up again, not lost.
        Assert.Equal(new RequeueResult.Sent("infra-agent-picky"), await dead.RequeueAsync(first.Id, default));
        await Eventually.True(async () => (await dead.ListAsync(10, null, default)).Any(x => x.Id != first.Id), "it is dead again");
        var second = Assert.Single(await dead.ListAsync(10, null, default));

        PickyConsumer.Mended[id] = true;
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => dead.RequeueAsync(second.Id, default)));
        Assert.Single(results, result => result is RequeueResult.Sent);
        Assert.Equal(7, results.Count(result => result is RequeueResult.Unknown));
        await Eventually.Equal(1, () => host.CountAsync<Effect>(), "effects");
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox");

        // And a late repeat of it is known as one.
        await host.PublishAsync(new RunEnded { DeploymentId = id, Outcome = "x" }, messageId);
        await host.PublishAsync(new RunEnded { DeploymentId = "good", Outcome = "x" });
        await Eventually.Equal(2, () => host.CountAsync<Effect>(), "effects with that of another");
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox at the end");
        Assert.Equal((2, 0), (await host.CountAsync<Effect>(), await host.CountAsync<DeadMessage>()));
    }

    [Theory, Embedded, Distributed]
    public async Task The_command_line_shows_requeues_and_discards_while_the_service_is_down(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        using var folder = new TempFolder();
        string[] settings =
        [
            $"--ConnectionStrings:Database={around.Database}", $"--Agent:DataDirectory={folder.File("data")}", $"--Artifacts:Location={new Uri(folder.File("artifacts")).AbsoluteUri}",
        ];
        string[] ids = [$"later-{mode}", $"never-{mode}"];
        await using (var host = await SampleHost.StartAsync(around.Database, around.Options, Consumer))
        {
            foreach (var id in ids) await host.PublishAsync(new RunEnded { DeploymentId = id, Outcome = "broken\u001b[2J\nby somebody" });
            await Eventually.Equal(2, () => host.CountAsync<DeadMessage>(), "dead messages");
        }

        var list = await CommandAsync(0, ["dead-messages", "list", .. settings]);
        Assert.Contains("infra-agent-picky  RunEnded  later-", list, StringComparison.Ordinal);
        Assert.Contains("It is broken.", list, StringComparison.Ordinal);
        Assert.EndsWith("2 dead messages.\n", list, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', list);
        Guid Of(string id) => Guid.Parse(list.Split('\n').Single(line => line.EndsWith("  " + id, StringComparison.Ordinal)).Split(' ')[0]);

        Assert.Contains("waits for 'infra-agent-picky' again", await CommandAsync(0, ["dead-messages", "requeue", $"{Of(ids[0])}", .. settings]), StringComparison.Ordinal);
        Assert.Contains("There is no dead message", await CommandAsync(1, ["dead-messages", "requeue", $"{Of(ids[0])}", .. settings]), StringComparison.Ordinal);
        await CommandAsync(0, ["dead-messages", "discard", $"{Of(ids[1])}", .. settings]);
        await CommandAsync(1, ["dead-messages", "discard", $"{Of(ids[1])}", .. settings]);
        Assert.Equal("There are no dead messages.\n", await CommandAsync(0, ["dead-messages", "list", .. settings]));

        PickyConsumer.Mended[ids[0]] = true;
        await using var again = await SampleHost.StartAsync(around.Database, around.Options, Consumer);
        await Eventually.Equal(1, () => again.CountAsync<Effect>(), "effects");
        await Eventually.Equal(0, () => again.CountAsync<OutboxMessage>(), "messages in the outbox");
        Assert.Equal(0, await again.CountAsync<DeadMessage>());
    }

    [Fact]
    public async Task An_apply_is_never_sent_again()
    {
        using var around = await Surroundings.OfAsync(Mode.Embedded);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options, Consumer);
        var id = Guid.CreateVersion7();
        await host.ReadAsync(async db =>
        {
            db.Add(new DeadMessage { Id = id, MessageId = Guid.NewGuid(), Endpoint = "infra-agent-apply-plan", MessageType = MessageUrn.ForTypeString<ApplyPlan>(), Body = "{}"u8.ToArray() });
            return await db.SaveChangesAsync();
        });

        Assert.IsType<RequeueResult.Refused>(await host.Services.GetRequiredService<DeadLetters>().RequeueAsync(id, default));
        Assert.Equal((1, 0), (await host.CountAsync<DeadMessage>(), await host.CountAsync<OutboxMessage>()));
    }

    static async Task<string> CommandAsync(int code, string[] words)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        Assert.Equal(code, await DatabaseCommands.TryRunAsync(AgentService.Standalone, words, output));
        return output.ToString();
    }

    /// <summary>Fails until its cause is mended.</summary>
    sealed class PickyConsumer(AgentDb db) : IConsumer<RunEnded>
    {
        public static ConcurrentDictionary<string, bool> Mended { get; } = new() { ["good"] = true };

        public Task Consume(ConsumeContext<RunEnded> context)
        {
            if (!Mended.ContainsKey(context.Message.DeploymentId)) throw new InvalidOperationException("It is broken.\u001b[2J");
            db.Add(new Effect { DeploymentId = context.Message.DeploymentId, Step = 1, At = DateTimeOffset.UtcNow });
            return Task.CompletedTask;
        }
    }
}
