using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;

namespace InfraAgent.Hosting.Tests.Messaging;

/// <summary>The generator and policy services have no database: the same consumer, at least once.</summary>
public sealed class WorkerWithoutDatabaseTests
{
    [Requires(Part.PostgreSql, Part.RabbitMq)]
    public async Task It_does_the_work_and_its_failures_reach_the_saga()
    {
        using var around = await Surroundings.OfAsync(Mode.Distributed);
        await using var saga = await SampleHost.StartAsync(around.Database, around.Options, SampleHost.Saga);
        await using var worker = await SampleHost.StartAsync(null, around.Options, SampleHost.Worker);

        await saga.DispatchAsync(new StartRun { DeploymentId = "poison" });
        await saga.DispatchAsync(new StartRun { DeploymentId = "good" });

        await Eventually.Equal("Done", () => saga.StateAsync("good"), "state of the good run");
        await Eventually.Equal("Failed", () => saga.StateAsync("poison"), "state of the poisoned run");
        // The fault is told before the broker counts the message that is set aside.
        var broker = await RabbitMqServer.SharedAsync();
        await Eventually.Equal(1, async () => (await broker.QueuesAsync(around.Options.Broker)).GetValueOrDefault("infra-agent-do-step_error"), "messages in the error queue");
    }

    [Requires(Part.PostgreSql, Part.RabbitMq)]
    public async Task A_command_waits_for_a_worker_whose_queue_does_not_exist_yet()
    {
        using var around = await Surroundings.OfAsync(Mode.Distributed);
        await using var saga = await SampleHost.StartAsync(around.Database, around.Options, SampleHost.Saga);
        await saga.DispatchAsync(new StartRun { DeploymentId = "d" });
        await Eventually.True(async () => await saga.ReadAsync(db => Task.FromResult(db.Set<OutboxMessage>().Any(x => x.Attempts > 0))), "a first try to send has failed");

        await using var worker = await SampleHost.StartAsync(null, around.Options, SampleHost.Worker);

        await Eventually.Equal("Done", () => saga.StateAsync("d"), "state");
    }
}
