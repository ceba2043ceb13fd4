using InfraAgent.Hosting.Messaging;
using InfraAgent.TestBed;
using MassTransit;

namespace InfraAgent.Hosting.Tests.Messaging;

public sealed class SagaDispatchTests
{
    [Theory, Embedded, Distributed]
    public async Task The_decision_is_committed_when_the_call_returns_and_answers_its_caller(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);
        var first = new Answer();
        var second = new Answer();

        await host.DispatchAsync(new StartRun { DeploymentId = "stuck" }, null, first);
        Assert.Equal("Working", await host.StateAsync("stuck"));
        await host.DispatchAsync(new StartRun { DeploymentId = "stuck" }, null, second);

        Assert.Equal("started", first.Text);
        Assert.Equal("joined", second.Text);
    }

    [Theory, Embedded, Distributed]
    public async Task Twenty_calls_at_once_for_a_new_deployment_make_one_saga(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);
        await using var other = mode == Mode.Distributed ? await SampleHost.StartAsync(around.Database, around.Options) : null;
        var answers = Enumerable.Range(0, 20).Select(_ => new Answer()).ToArray();

        // Half of them in another process, where there is one: turns are taken within a process, versions decide between them.
        await Task.WhenAll(answers.Select((answer, i) => Task.Run(() =>
            (i % 2 == 0 ? host : other ?? host).DispatchAsync(new StartRun { DeploymentId = "d" }, null, answer))));

        Assert.Single(answers, a => a.Text == "started");
        Assert.Equal(19, answers.Count(a => a.Text == "joined"));
        await Eventually.Equal("Done", () => host.StateAsync("d"), "state");
        Assert.Equal(2, await host.CountAsync<Effect>());
    }

    [Theory, Embedded, Distributed]
    public async Task What_the_saga_throws_reaches_the_caller_and_nothing_is_committed(Mode mode)
    {
        using var around = await Surroundings.OfAsync(mode);
        await using var host = await SampleHost.StartAsync(around.Database, around.Options);
        await host.DispatchAsync(new StartRun { DeploymentId = "d" });
        var id = NewId.NextGuid();

        var thrown = await Assert.ThrowsAnyAsync<Exception>(() => host.DispatchAsync(new Poke { DeploymentId = "d", Refuse = true }, id));
        await host.DispatchAsync(new Poke { DeploymentId = "d" }, id);

        Assert.Contains("Poke refused.", thrown.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, (await host.RunAsync("d")).Pokes);
        Assert.Equal(0, await host.CountAsync<DeadMessage>());
    }

    [Requires(Part.PostgreSql, Part.RabbitMq)]
    public async Task It_works_while_the_broker_is_away_and_what_was_sent_arrives_later()
    {
        await using var broker = await RabbitMqServer.StartAsync();
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync("sample");
        await using var host = await SampleHost.StartAsync(database, Surroundings.Quick(broker.NewVirtualHost(), quorumQueues: false));
        await RestartTests.CompleteOneAsync(host);
        broker.Kill();

        foreach (var i in Enumerable.Range(0, 10)) await host.DispatchAsync(new StartRun { DeploymentId = $"d-{i}" });
        Assert.Equal(10, await host.CountRunsAsync("Working"));
        await broker.StartAgainAsync();

        await Eventually.Equal(11, () => host.CountRunsAsync("Done"), "runs done");
        Assert.Equal(0, await host.CountRepeatedAsync());
    }
}
