using System.Text;
using System.Text.Json.Nodes;
using InfraAgent.EndToEnd.Tests.Edges;
using InfraAgent.TestBed;
using RabbitMQ.Client;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>The agent as programs meet it that know nothing but AMQP and JSON.</summary>
[Collection(DistributedCollection.Name)]
public sealed class BrokerClientTests(DistributedAgent shared) : IAsyncLifetime
{
    IConnection? connection;

    Agent Agent => shared.Agent;

    public async Task InitializeAsync()
    {
        if (Missing.Reason is null)
            connection = await new ConnectionFactory { Uri = new Uri(Agent.Broker!) }.CreateConnectionAsync();
    }

    public async Task DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
    }

    [WholeAgentFact(Part.PythonAmqp)]
    public async Task A_Python_client_gets_the_same_bundle_byte_for_byte_and_every_event_in_order()
    {
        const string Id = "from-python";
        var told = JsonNode.Parse(await PythonScript.RunAsync(
            Path.Combine(AppContext.BaseDirectory, "clients", "deploy.py"), Requests.Seed(Id).ToJsonString(), Agent.Broker!, "infra-agent"))!;

        var replies = told["replies"]!.AsArray();
        Assert.Equal(["application/json", "application/json", "application/problem+json"], replies.Select(r => r!["content_type"]!.GetValue<string>()));
        Assert.Equal(("generating", 1), (replies[0]!["body"]!["status"]!.GetValue<string>(), replies[0]!["body"]!["revision"]!.GetValue<int>()));
        Assert.Equal("applying", replies[1]!["body"]!["status"]!.GetValue<string>());
        Assert.Equal("healthy", (await Agent.StatusAsync(Id))["status"]!.GetValue<string>());

        // The raw subscriber's events are the log: all of it, in order, with no gap.
        var seen = told["events"]!.AsArray().Where(e => e!["type"]!.GetValue<string>() != "command_refused").ToList();
        Assert.Equal(Enumerable.Range(1, seen.Count).Select(n => (long)n), seen.Select(e => e!["body"]!["sequence"]!.GetValue<long>()));
        Assert.All(seen, e => Assert.Equal($"{e!["type"]}.staging.{Id}", e["routing_key"]!.GetValue<string>()));
        Assert.All(seen, e => Assert.Equal(e!["body"]!["id"]!.GetValue<string>(), e["message_id"]!.GetValue<string>()));
        var log = await Agent.EventsAsync(Id);
        Assert.Equal(log.Select(e => e.ToJsonString()), seen.Select(e => e!["body"]!.ToJsonString()));
        Assert.All(seen, e => Assert.Equal("amqp", e!["body"]!["actor"]!["via"]!.GetValue<string>()));

        // A refusal: the problem that REST answers, and an event.
        var typo = Requests.Of(Id);
        typo["revsion"] = 1;
        var rest = await Agent.PostAsync("/deploy", typo);
        Assert.Equal(422, rest.Code);
        var refusal = replies[2]!["body"]!;
        Assert.Equal(Without(rest.Body!, "line", "column").ToJsonString(), Without(refusal, "line", "column").ToJsonString());
        var refused = told["events"]!.AsArray().Single(e => e!["type"]!.GetValue<string>() == "command_refused")!;
        Assert.Equal($"command_refused.unknown.{Id}", refused["routing_key"]!.GetValue<string>());
        Assert.Equal(refusal.ToJsonString(), refused["body"]!["data"]!.ToJsonString());

        // Over REST: another revision, then the first content again. Its bundle has the same bytes.
        var other = Requests.Seed(Id);
        other["template_spec"]!["modules"]![1]!["desired_count"] = 2;
        Assert.Equal(200, (await Agent.PostAsync("/generate", other, "wait=120")).Code);
        var back = await Agent.PostAsync("/generate", Requests.Seed(Id), "wait=120");
        Assert.True(back.Code == 200, back.Text);
        Assert.Equal(3, back.Body!["revision"]!.GetValue<int>());
        var (amqp, again) = (await Agent.BundleAsync(Id, 1), await Agent.BundleAsync(Id, 3));
        // The lock file is kept with the revision that was deployed; it is not part of what was generated.
        Assert.Equal(amqp.Where(f => f.Key != ".terraform.lock.hcl"), again);
        Assert.Equal(Digest(log), back.Body["digest"]!.GetValue<string>());

        static string Digest(IReadOnlyList<JsonNode> log) =>
            log.First(e => e["type"]!.GetValue<string>() == "bundle_generated")["data"]!["digest"]!.GetValue<string>();
    }

    [WholeAgentFact]
    public async Task What_cannot_be_read_is_answered_told_and_set_aside_with_the_reason()
    {
        await using var edge = await BrokerEdge.ConnectAsync(Agent);
        byte[][] unreadable = [[], [0xFF, 0x00, 0x9B], "{\"command\":\"deploy\""u8.ToArray(), Encoding.UTF8.GetBytes(new string('x', 1024 * 1024 + 1))];
        var before = await CountAsync("infra-agent.commands_error");
        foreach (var body in unreadable)
            Assert.Contains((await edge.AskAsync(body)).Code, new[] { 400, 413 });
        // Readable, and refused: nothing to keep.
        Assert.Equal(422, (await edge.AskAsync("[]"u8.ToArray())).Code);
        Assert.Equal(422, (await edge.AskAsync("{\"command\":\"explode\"}"u8.ToArray())).Code);
        Assert.Equal(404, (await edge.AskAsync("{\"command\":\"deploy\",\"deployment_id\":\"nobody\"}"u8.ToArray())).Code);

        var aside = await TakeAllAsync("infra-agent.commands_error");
        Assert.Equal(before + unreadable.Length, aside.Count);
        Assert.All(aside, message => Assert.NotEmpty(Reason(message)));
        Assert.All(unreadable, body => Assert.Contains(aside, message => message.Body.Span.SequenceEqual(body)));
        Assert.Contains(aside, message => Reason(message).Contains("line 1, column", StringComparison.OrdinalIgnoreCase));
    }

    [WholeAgentFact]
    public async Task An_error_queue_that_somebody_deleted_comes_back_and_no_command_is_stuck_or_lost_meanwhile()
    {
        await using var edge = await BrokerEdge.ConnectAsync(Agent);
        await using (var channel = await connection!.CreateChannelAsync())
            await channel.QueueDeleteAsync("infra-agent.commands_error");

        // More of them than the edge takes at once, and one that is good behind them.
        var unreadable = Enumerable.Range(0, 40).Select(n => edge.AskAsync(Encoding.UTF8.GetBytes($"unreadable {n}"))).ToList();
        Assert.Equal(202, (await edge.AskAsync("generate", Requests.Local("behind-the-unreadable"))).Code);
        Assert.All(await Task.WhenAll(unreadable), answer => Assert.Equal(400, answer.Code));
        Assert.Equal(40, (await TakeAllAsync("infra-agent.commands_error")).Select(m => Encoding.UTF8.GetString(m.Body.Span)).Distinct().Count());
        Assert.Equal("generated", await Agent.SettledAsync("behind-the-unreadable"));
    }

    [WholeAgentFact]
    public async Task Poison_on_every_queue_blocks_nothing_and_ends_in_an_error_queue_with_a_reason()
    {
        var rabbit = await RabbitMqServer.SharedAsync();
        string[] expected =
        [
            "infra-agent.commands", "infra-agent-deployment-state", "infra-agent-generate-bundle", "infra-agent-judge-bundle", "infra-agent-judge-plan", "infra-agent-plan-deployment",
            "infra-agent-apply-plan", "infra-agent-verify-deployment", "infra-agent-cancel-run", "infra-agent-scan-drift", "infra-agent-cancel-scan",
        ];
        List<string> queues = [];
        // The API takes requests before the last worker has declared its queues.
        await Eventually.True(async () =>
        {
            queues = [.. (await rabbit.QueuesAsync(Agent.Broker!)).Keys
                .Where(q => !q.EndsWith("_error", StringComparison.Ordinal) && !q.EndsWith("_skipped", StringComparison.Ordinal) && !q.StartsWith("amq.", StringComparison.Ordinal))];
            return expected.All(queues.Contains);
        }, "every service has declared its queues");
        (string? Type, byte[] Body)[] poison =
        [
            (null, []), (null, [0xFF, 0xFE, 0x00]), ("application/octet-stream", "garbage"u8.ToArray()), ("text/plain; charset=nonsense", "hello"u8.ToArray()), ("not a type", "{}"u8.ToArray()),
            ("application/vnd.masstransit+json", []), ("application/vnd.masstransit+json", "{\"message\":"u8.ToArray()), ("application/vnd.masstransit+json", "{\"a\":1}"u8.ToArray()),
            ("application/vnd.masstransit+json", "{\"messageType\":[\"urn:message:No.Such:Thing\"],\"message\":{}}"u8.ToArray()), ("application/json", "[1,2]"u8.ToArray()),
        ];
        var before = queues.ToDictionary(q => q, _ => 0);
        foreach (var queue in queues)
            before[queue] = await CountAsync(queue + "_error") + await CountAsync(queue + "_skipped");

        await using (var channel = await connection!.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true)))
        {
            foreach (var queue in queues)
                foreach (var (type, body) in poison)
                    await channel.BasicPublishAsync("", queue, mandatory: true, new BasicProperties { ContentType = type, Persistent = true }, body);
        }

        // The road is open.
        Assert.Equal(200, (await Agent.PostAsync("/generate", Requests.Local("after-poison"), "wait=200")).Code);
        var deployed = await Agent.PostAsync("/deploy", Requests.Of("after-poison"), "wait=200");
        Assert.True(deployed.Code == 200 && deployed.Word("status") == "healthy", deployed.Text);
        Assert.Equal(202, (await Agent.PostAsync("/drift-scan", Requests.Of("after-poison"))).Code);
        Assert.Equal("healthy", await Agent.SettledAsync("after-poison"));

        // Nothing is lost: as many set aside as were sent, and each says why. (The command queue keeps only what is no JSON.)
        foreach (var queue in queues)
        {
            var sent = queue == "infra-agent.commands" ? 6 : poison.Length;
            await Eventually.Equal(sent, async () => await CountAsync(queue + "_error") + await CountAsync(queue + "_skipped") - before[queue], $"set aside of {queue}");
            Assert.Equal(0, await CountAsync(queue));
            var aside = (await TakeAllAsync(queue + "_error")).Concat(await TakeAllAsync(queue + "_skipped")).ToList();
            Assert.All(aside, message => Assert.NotEmpty(Reason(message)));
        }
    }

    [WholeAgentFact]
    public async Task A_command_that_fails_whenever_it_is_tried_is_set_aside_and_blocks_nothing()
    {
        // What a mistake of ours would look like: whatever concerns these deployments cannot be written.
        await using (var source = Npgsql.NpgsqlDataSource.Create(Agent.Database!))
        {
            await using var curse = source.CreateCommand("""
                CREATE FUNCTION api.curse() RETURNS trigger AS $$ BEGIN IF to_jsonb(NEW)::text LIKE '%cursed-%' THEN RAISE EXCEPTION 'cursed'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql;
                CREATE TRIGGER curse BEFORE INSERT ON api.audit FOR EACH ROW EXECUTE FUNCTION api.curse();
                """);
            await curse.ExecuteNonQueryAsync();
        }

        // More of them than the edge takes at once.
        await using var edge = await BrokerEdge.ConnectAsync(Agent);
        var before = await CountAsync("infra-agent.commands_error");
        var cursed = Enumerable.Range(0, 40).Select(n => edge.AskAsync("generate", Requests.Local($"cursed-{n}"))).ToList();
        Assert.Equal(202, (await edge.AskAsync("generate", Requests.Local("not-accursed"))).Code);
        Assert.All(await Task.WhenAll(cursed), answer => Assert.Equal((500, "urn:infra-agent:problem:internal"), (answer.Code, answer.Word("type"))));
        Assert.Equal(before + cursed.Count, await CountAsync("infra-agent.commands_error"));
        Assert.Equal("generated", await Agent.SettledAsync("not-accursed"));

        // Over REST the same is told at once, and says no more than it should.
        var rest = await Agent.PostAsync("/generate", Requests.Local("cursed-rest"));
        Assert.Equal((500, "urn:infra-agent:problem:internal"), (rest.Code, rest.Word("type")));
        Assert.DoesNotContain("RAISE", rest.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(404, (await Agent.GetAsync("/status/cursed-rest")).Code);
    }

    static string Reason(BasicGetResult message)
    {
        foreach (var name in new[] { "infra-agent-reason", "MT-Fault-Message", "MT-Reason" })
        {
            if (message.BasicProperties.Headers?.TryGetValue(name, out var value) == true)
                return value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : value?.ToString() ?? "";
        }
        return "";
    }

    /// <summary>0 where there is no such queue.</summary>
    async Task<int> CountAsync(string queue)
    {
        // A channel of its own: asking for a queue that is not there closes it.
        await using var channel = await connection!.CreateChannelAsync();
        try
        {
            return (int)(await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return 0;
        }
    }

    async Task<List<BasicGetResult>> TakeAllAsync(string queue)
    {
        var messages = new List<BasicGetResult>();
        if (await CountAsync(queue) == 0)
            return messages;
        await using var channel = await connection!.CreateChannelAsync();
        // Not acknowledged: they stay for the next one who looks.
        while (await channel.BasicGetAsync(queue, autoAck: false) is { } message)
            messages.Add(message);
        return messages;
    }

    static JsonNode Without(JsonNode problem, params string[] members)
    {
        problem = problem.DeepClone();
        foreach (var error in problem["errors"]!.AsArray())
            foreach (var member in members)
                error!.AsObject().Remove(member);
        return problem;
    }
}
