using System.Text.Json.Nodes;
using InfraAgent.TestBed;
using Npgsql;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Invariant 1 for the servers under the agent: killed amid much work, and started again, they lose none of it.</summary>
public sealed class RestartTests
{
    const int Deployments = 50;
    const int Deployed = 10;

    [WholeAgentTheory]
    [InlineData("broker")]
    [InlineData("database")]
    public async Task A_killed_server_loses_none_of_fifty_deployments(string server)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var rabbit = await RabbitMqServer.StartAsync();
        await using var agent = await Agent.StartAsync(Way.Distributed, postgres: postgres, rabbit: rabbit);
        var ids = Enumerable.Range(1, Deployments).Select(n => $"{server}-{n}").ToList();

        // The first deployments are under way when the others come, and those are coming when the server goes.
        await Task.WhenAll(ids.Take(Deployed).Select(id => agent.GenerateAsync(Requests.Rollout(id))));
        await Task.WhenAll(ids.Take(Deployed).Select(agent.DeployAsync));
        var coming = ids.Skip(Deployed).Select(id => TakenAsync(agent, id)).ToList();
        await agent.IsAsync(ids[0], "applying", s => s.Phase() is "applying" or "verifying" or "finished");
        await Task.WhenAny(coming);

        if (server == "broker")
        {
            rabbit.Kill();
            await rabbit.StartAgainAsync();
        }
        else
        {
            postgres.Kill();
            await postgres.StartAgainAsync();
        }

        await Task.WhenAll(coming);
        foreach (var id in ids)
        {
            Assert.Equal((id, ids.IndexOf(id) < Deployed ? "healthy" : "generated"), (id, await agent.EndAsync(id)));
            var log = await agent.TruthfulLogAsync(id);
            Assert.Equal((id, 1), (id, log.Count(type => type == "bundle_generated")));
        }
        await NothingIsLeftAsync(agent, rabbit);
        await NothingIsDeadAsync(agent.Database!);
    }

    /// <summary>A caller that asks again, with the same key, until it has its answer: while the database is away it gets none.</summary>
    static async Task TakenAsync(Agent agent, string id)
    {
        var body = Requests.Rollout(id);
        body["request_id"] = "once";
        await Eventually.True(async () =>
        {
            try
            {
                var answer = await agent.PostAsync("/generate", JsonNode.Parse(body.ToJsonString())!, "respond-async");
                Assert.True(answer.Code is 200 or 202 or >= 500, answer.Text);
                return answer.Code < 500;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }, $"{id} is taken", Patience.Limit);
    }

    static async Task NothingIsLeftAsync(Agent agent, RabbitMqServer rabbit)
    {
        IReadOnlyDictionary<string, int> queues = new Dictionary<string, int>();
        await Eventually.True(async () =>
        {
            queues = await rabbit.QueuesAsync(agent.Broker!);
            return queues.Where(q => !IsSetAside(q.Key)).All(q => q.Value == 0);
        }, "all queues are empty", Patience.Limit);
        Assert.NotEmpty(queues);
        Assert.DoesNotContain(queues, q => IsSetAside(q.Key) && q.Value > 0);
    }

    static bool IsSetAside(string queue) => queue.EndsWith("_error", StringComparison.Ordinal) || queue.EndsWith("_skipped", StringComparison.Ordinal);

    static async Task NothingIsDeadAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        foreach (var service in new[] { "api", "executor", "drift" })
        {
            await using var dead = source.CreateCommand($"SELECT count(*) FROM {service}.dead_message");
            Assert.Equal((service, 0L), (service, (long)(await dead.ExecuteScalarAsync())!));
            // Everything that was decided was also sent.
            await using var waiting = source.CreateCommand($"SELECT count(*) FROM {service}.outbox_message");
            await Eventually.Equal(0L, async () => (long)(await waiting.ExecuteScalarAsync())!, $"messages in the outbox of {service}", Patience.Limit);
        }
    }
}
