using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;

namespace InfraAgent.Hosting.Tests.Messaging;

public sealed class RestartTests
{
    [Theory, Embedded, Distributed]
    public async Task What_was_accepted_before_a_kill_9_is_done_once_after_it(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        var accepted = new HashSet<string>();
        // Killed at different depths: just accepting, in the middle of the work, with nothing new coming in.
        foreach (var (round, until) in new[] { 1, 12, 25 }.Index())
        {
            using var process = KilledProcess.Start(around.Database, around.Options, first: round * 100, count: 25);
            await process.UntilAcceptedAsync(until);
            process.Kill();
            accepted.UnionWith(process.Accepted);
        }

        await using var host = await SampleHost.StartAsync(around.Database, around.Options);

        foreach (var deployment in accepted) await Eventually.Equal("Done", () => host.StateAsync(deployment), "state of " + deployment);
        Assert.True(accepted.Count >= 38, $"accepted: {accepted.Count}");
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox");
        Assert.Equal(0, await host.CountRepeatedAsync());
        Assert.Equal(0, await host.CountAsync<DeadMessage>());
    }

    [Requires(Part.PostgreSql, Part.RabbitMq)]
    public async Task Two_processes_on_one_database_share_the_work_and_take_over_from_one_another()
    {
        using var around = await Surroundings.OfAsync(Mode.Distributed);
        await using var first = await SampleHost.StartAsync(around.Database, around.Options);
        await using (var second = await SampleHost.StartAsync(around.Database, around.Options))
        {
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => (i % 2 == 0 ? first : second).DispatchAsync(new StartRun { DeploymentId = $"slow-{i}" })));
        }

        await Eventually.Equal(40, () => first.CountRunsAsync("Done"), "runs done");
        Assert.Equal(80, await first.CountAsync<Effect>());
        Assert.Equal(0, await first.CountRepeatedAsync());
        await Eventually.Equal(0, () => first.CountAsync<OutboxMessage>(), "messages in the outbox");
        var queues = await (await RabbitMqServer.SharedAsync()).QueuesAsync(around.Options.Broker);
        Assert.DoesNotContain(queues, q => q.Key.EndsWith("_error", StringComparison.Ordinal) || q.Key.EndsWith("_skipped", StringComparison.Ordinal));
    }

    [Requires(Part.PostgreSql, Part.RabbitMq)]
    public async Task A_broker_that_is_killed_amid_50_runs_loses_none_and_leaves_nothing_in_an_error_queue()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("sample");
        var options = Surroundings.Quick(broker.NewVirtualHost(), quorumQueues: false);
        await using var host = await SampleHost.StartAsync(database, options);
        await CompleteOneAsync(host);

        var accepting = Task.WhenAll(Enumerable.Range(0, 50).Select(i => host.DispatchAsync(new StartRun { DeploymentId = $"slow-{i}" })));
        broker.Kill();
        await accepting;
        await broker.StartAgainAsync();

        await Eventually.Equal(51, () => host.CountRunsAsync("Done"), "runs done");
        Assert.Equal(0, await host.CountRepeatedAsync());
        await Eventually.Equal(0, async () => (await broker.QueuesAsync(options.Broker)).Values.Sum(), "messages in any queue, error queues too");
    }

    [Requires(Part.PostgreSql, Part.RabbitMq)]
    public async Task A_database_that_is_killed_amid_50_runs_loses_none_and_leaves_nothing_in_an_error_queue()
    {
        await using var server = await PostgresServer.StartAsync();
        var options = Surroundings.Quick((await RabbitMqServer.SharedAsync()).NewVirtualHost());
        await using var host = await SampleHost.StartAsync(await server.CreateDatabaseAsync("sample"), options);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => host.DispatchAsync(new StartRun { DeploymentId = $"slow-{i}" })));

        server.Kill();
        await server.StartAgainAsync();

        await Eventually.Equal(50, async () =>
        {
            try
            {
                return await host.CountRunsAsync("Done");
            }
            catch (Npgsql.NpgsqlException)
            {
                return -1; // a connection from before
            }
        }, "runs done");
        Assert.Equal(0, await host.CountRepeatedAsync());
        await Eventually.Equal(0, () => host.CountAsync<OutboxMessage>(), "messages in the outbox");
        await Eventually.Equal(0, async () => (await (await RabbitMqServer.SharedAsync()).QueuesAsync(options.Broker)).Values.Sum(), "messages in any queue, error queues too");
    }

    /// <summary>A quorum queue exists for certain once a message has been through it.</summary>
    internal static async Task CompleteOneAsync(SampleHost host)
    {
        await host.DispatchAsync(new StartRun { DeploymentId = "before" });
        await Eventually.Equal("Done", () => host.StateAsync("before"), "state of the first run");
    }
}
