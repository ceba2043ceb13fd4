using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Tests.Messaging;

public sealed class SagaFlowTests
{
    [Theory, Embedded, Distributed]
    public async Task Runs_go_to_their_end_with_one_effect_a_step_and_leave_nothing_in_the_outbox(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => host.PublishAsync(new StartRun { DeploymentId = $"d-{i}" })));

        await Eventually.Equal(50, () => host.CountRunsAsync("Done"), "runs done");
        Assert.Equal(100, await host.CountAsync<Effect>());
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox");
        Assert.Equal(0, await host.CountAsync<DeadMessage>());
    }

    [Theory, Embedded, Distributed]
    public async Task A_repeated_message_has_one_effect_and_different_ones_at_once_all_have_theirs(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);
        await host.DispatchAsync(new StartRun { DeploymentId = "d" });
        var bus = (IBus)host.Services.GetService(typeof(IBus))!;
        var repeated = NewId.NextGuid();

        await Task.WhenAll(
        [
            .. Enumerable.Range(0, 40).Select(_ => bus.Publish(new Poke { DeploymentId = "d" })),
            .. Enumerable.Range(0, 30).Select(_ => bus.Publish(new Poke { DeploymentId = "d" }, x => x.MessageId = repeated)),
            .. Enumerable.Range(0, 10).Select(_ => host.DispatchAsync(new Poke { DeploymentId = "d" }, repeated)),
            .. Enumerable.Range(0, 10).Select(_ => host.PublishAsync(new Poke { DeploymentId = "d" }, repeated)),
        ]);

        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox");
        await Eventually.Equal("Done", () => host.StateAsync("d"), "state");
        await Eventually.Equal(41, async () => (await host.RunAsync("d")).Pokes, "pokes");
        Assert.Equal(0, await host.CountRepeatedAsync());
    }

    [Theory, Embedded, Distributed]
    public async Task Messages_about_one_deployment_from_one_process_arrive_in_the_order_in_which_they_were_committed(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options with { Concurrency = 1 });
        await host.DispatchAsync(new StartRun { DeploymentId = "d" });

        foreach (var i in Enumerable.Range(0, 30)) await host.PublishAsync(new Poke { DeploymentId = "d", Number = i });

        await Eventually.Equal(30, async () => (await host.RunAsync("d")).Pokes, "pokes");
        Assert.Equal(string.Concat(Enumerable.Range(0, 30).Select(i => i + " ")), (await host.RunAsync("d")).PokeOrder);
    }

    [Theory, Embedded, Distributed]
    public async Task A_timeout_fires_when_nobody_answers_and_is_gone_when_somebody_does(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);

        await host.DispatchAsync(new StartRun { DeploymentId = "stuck", TimeoutMs = 700 });
        await host.DispatchAsync(new StartRun { DeploymentId = "quick", TimeoutMs = 600_000 });

        await Eventually.Equal("TimedOut", () => host.StateAsync("stuck"), "state of the stuck run");
        await Eventually.Equal("Done", () => host.StateAsync("quick"), "state of the quick run");
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox, scheduled ones too");
    }

    [Theory, Embedded, Distributed]
    public async Task A_worker_that_fails_for_good_is_reported_to_the_saga_and_blocks_nobody(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);

        await host.DispatchAsync(new StartRun { DeploymentId = "poison" });
        await host.DispatchAsync(new StartRun { DeploymentId = "good" });

        await Eventually.Equal("Done", () => host.StateAsync("good"), "state of the good run");
        await Eventually.Equal("Failed", () => host.StateAsync("poison"), "state of the poisoned run");
        Assert.Equal("The step cannot be done.", (await host.RunAsync("poison")).Failure);
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox");
        var dead = Assert.Single(await host.Services.GetRequiredService<DeadLetters>().ListAsync(10, null, default));
        Assert.Equal(("infra-agent-do-step", "DoStep", "poison"), (dead.Endpoint, dead.MessageType, dead.DeploymentId));
        Assert.Equal("InvalidOperationException: The step cannot be done.", dead.Reason);
        if (mode == Mode.Distributed)
        {
            var broker = await RabbitMqServer.SharedAsync();
            await Eventually.Equal(0, async () => (await broker.QueuesAsync(around.Options.Broker)).Values.Sum(), "messages in the queues, error queues too");
        }
    }

    [Theory, Embedded, Distributed]
    public async Task A_worker_that_cancels_its_own_work_has_failed(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);

        await host.DispatchAsync(new StartRun { DeploymentId = "impatient" });

        await Eventually.Equal("Failed", () => host.StateAsync("impatient"), "state");
        Assert.Contains("cancel", (await host.RunAsync("impatient")).Failure, StringComparison.Ordinal);
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox");
    }
}
