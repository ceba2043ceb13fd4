using System.Text.Json.Nodes;
using InfraAgent.EndToEnd.Tests.Edges;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>The design's table "Accepting commands", row by row, over both edges.</summary>
[Collection(DistributedCollection.Name)]
public sealed class AcceptingCommandsTests(DistributedAgent shared)
{
    Agent Agent => shared.Agent;

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task The_same_key_with_the_same_content_gives_the_first_answer_and_with_other_content_422(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        var id = $"key-{by}";
        var first = await edge.AskAsync("generate", Requests.Local(id), "first-key");
        Assert.Equal(202, first.Code);
        await Agent.SettledAsync(id);

        var again = await edge.AskAsync("generate", Requests.Local(id), "first-key");
        Assert.True(again.Taken, again.ToString());
        Assert.Equal(first.RunId, again.RunId);

        // The body's request_id is the same key by another way.
        var named = Requests.Local(id);
        named["request_id"] = "first-key";
        Assert.Equal(first.RunId, (await edge.AskAsync("generate", named)).RunId);

        var other = await edge.AskAsync("generate", Changed(id), "first-key");
        Assert.Equal((422, "urn:infra-agent:problem:request-id-reused"), (other.Code, other.Word("type")));
        Assert.Equal(1, (await Agent.StatusAsync(id))["revision"]!.GetValue<int>());
        Assert.Single(await RunsAsync(id));
    }

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task What_equals_the_live_run_joins_it_and_what_differs_gets_409(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        var id = $"live-{by}";
        await GenerateAsync(id);
        shared.Terraform.Hold(id, "apply");
        var first = await edge.AskAsync("deploy", Requests.Of(id));
        Assert.Equal((202, "applying"), (first.Code, first.Word("status")));
        await Agent.ReachesAsync(id, "applying");

        var equal = await edge.AskAsync("deploy", Requests.Of(id));
        Assert.Equal((202, first.RunId), (equal.Code, equal.RunId));
        Assert.True(equal.Body["joined"]!.GetValue<bool>());

        var planOnly = Requests.Of(id);
        planOnly["plan_only"] = true;
        foreach (var refused in new[] { await edge.AskAsync("deploy", planOnly), await edge.AskAsync("generate", Changed(id)), await edge.AskAsync("destroy", Requests.Of(id)) })
        {
            Assert.Equal((409, "applying"), (refused.Code, refused.Word("current_status")));
            Assert.Equal(first.RunId, refused.RunId);
            Assert.EndsWith($"/deployments/{id}/cancel", refused.Body["links"]!["cancel"]!.GetValue<string>(), StringComparison.Ordinal);
        }

        shared.Terraform.Release(id, "apply");
        Assert.Equal("healthy", await Agent.SettledAsync(id));
        Assert.Equal(1, shared.Terraform.Calls(id, "apply"));

        // Nothing is live: the same command is new work.
        var next = await edge.AskAsync("deploy", Requests.Of(id));
        Assert.Equal(202, next.Code);
        Assert.NotEqual(first.RunId, next.RunId);
        Assert.Equal("healthy", await Agent.SettledAsync(id));

        var scan = await edge.AskAsync("drift-scan", Requests.Of(id));
        Assert.Equal((202, "scanning"), (scan.Code, scan.Word("status")));
        await Agent.SettledAsync(id);
        var tomorrow = await edge.AskAsync("drift-scan", Requests.Of(id));
        Assert.Equal(202, tomorrow.Code);
        Assert.NotEqual(scan.RunId, tomorrow.RunId);
        Assert.Equal("healthy", await Agent.SettledAsync(id));
    }

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task A_generation_equal_to_the_current_revision_makes_none_and_going_back_makes_the_third(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        var id = $"aba-{by}";
        await edge.AskAsync("generate", Requests.Local(id));
        Assert.Equal("generated", await Agent.SettledAsync(id));

        var same = await edge.AskAsync("generate", Reordered(Requests.Local(id)));
        Assert.True(same.Taken, same.ToString());
        Assert.Equal((1, "generated"), (same.Revision, same.Word("status")));
        for (var again = 0; again < 2; again++)
        {
            var keyed = await edge.AskAsync("generate", Requests.Local(id), "nothing-new");
            Assert.Equal((1, "generated"), (keyed.Revision, keyed.Word("status")));
        }
        Assert.Single(await RunsAsync(id));

        await edge.AskAsync("generate", Changed(id));
        Assert.Equal("generated", await Agent.SettledAsync(id));
        var back = await edge.AskAsync("generate", Requests.Local(id));
        Assert.Equal(3, back.Revision);
        Assert.Equal("generated", await Agent.SettledAsync(id));
        Assert.Equal(3, (await Agent.StatusAsync(id))["revision"]!.GetValue<int>());
        Assert.Equal(await BundleAsync(id, 1), await BundleAsync(id, 3));
    }

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task Twenty_equal_calls_at_once_are_one_run_and_one_apply(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        var id = $"twenty-{by}";
        var generations = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => edge.AskAsync("generate", Requests.Local(id))));
        Assert.All(generations, g => Assert.True(g.Taken, g.ToString()));
        Assert.All(generations, g => Assert.Equal(1, g.Revision));
        Assert.Equal("generated", await Agent.SettledAsync(id));
        Assert.Single(await RunsAsync(id));

        shared.Terraform.Hold(id, "apply");
        var deployments = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => edge.AskAsync("deploy", Requests.Of(id))));
        Assert.All(deployments, d => Assert.Equal(202, d.Code));
        Assert.Single(deployments.Select(d => d.RunId).Distinct());
        shared.Terraform.Release(id, "apply");
        Assert.Equal("healthy", await Agent.SettledAsync(id));
        Assert.Equal(1, shared.Terraform.Calls(id, "apply"));
        Assert.Equal(2, (await RunsAsync(id)).Count);

        // With a key it is one run, also when most come after its end.
        var keyed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => edge.AskAsync("deploy", Requests.Of(id), "once")));
        Assert.All(keyed, d => Assert.True(d.Taken, d.ToString()));
        Assert.Single(keyed.Select(d => d.RunId).Distinct());
        await Agent.SettledAsync(id);
        Assert.Equal(keyed[0].RunId, (await edge.AskAsync("deploy", Requests.Of(id), "once")).RunId);
        Assert.Equal(3, (await RunsAsync(id)).Count);
    }

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task A_failure_is_never_remembered(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        var id = $"failure-{by}";
        await GenerateAsync(id);
        shared.Terraform.Break(id, "apply");
        var first = await edge.AskAsync("deploy", Requests.Of(id), "try");
        Assert.Equal("failed", await Agent.SettledAsync(id));

        shared.Terraform.Mend(id, "apply");
        var again = await edge.AskAsync("deploy", Requests.Of(id), "try");
        Assert.Equal(202, again.Code);
        Assert.NotEqual(first.RunId, again.RunId);
        Assert.Equal("healthy", await Agent.SettledAsync(id));

        // Now there is a success to remember.
        Assert.Equal(again.RunId, (await edge.AskAsync("deploy", Requests.Of(id), "try")).RunId);
    }

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task Status_right_after_an_acceptance_is_there_and_shows_the_run(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async n =>
        {
            var id = $"at-once-{by}-{n}";
            var accepted = await edge.AskAsync("generate", Requests.Local(id));
            var status = await Agent.GetAsync($"/status/{id}");
            Assert.Equal(200, status.Code);
            Assert.Equal(accepted.RunId, status.Body!["run"]!["run_id"]!.GetValue<string>());
            Assert.Equal("generated", await Agent.SettledAsync(id));

            var deployed = await edge.AskAsync("deploy", new JsonObject { ["deployment_id"] = id, ["plan_only"] = true });
            Assert.Equal(202, deployed.Code);
            Assert.Equal(deployed.RunId, (await Agent.StatusAsync(id))["run"]!["run_id"]!.GetValue<string>());
        }));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(n => Agent.PostAsync($"/deployments/at-once-{by}-{n}/cancel", new JsonObject())));
    }

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task What_policy_has_against_a_request_is_told_before_anything_is_made(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        var id = $"against-{by}";
        var request = Requests.Local(id);
        request["policy_profile"] = "kubernetes-restricted";

        var refused = await edge.AskAsync("generate", request);

        Assert.Equal((422, "urn:infra-agent:problem:policy-violation"), (refused.Code, refused.Body["type"]!.GetValue<string>()));
        Assert.Equal("POL013", Assert.Single(refused.Body["errors"]!.AsArray())!["rule_id"]!.GetValue<string>());
        Assert.Equal(404, (await Agent.GetAsync($"/status/{id}")).Code);
    }

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task What_a_deployment_is_never_changes(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        var id = $"fixed-{by}";
        await GenerateAsync(id);
        var environment = Requests.Local(id);
        environment["environment"] = "staging";
        Refused(await edge.AskAsync("generate", environment), "/environment");
        var runtime = Requests.Local(id);
        runtime["runtime"] = "pulumi";
        Refused(await edge.AskAsync("generate", runtime), "/runtime");
        Refused(await edge.AskAsync("generate", Requests.Seed(id)), "/environment", "/template_spec/cloud");
        Assert.Equal("generated", (await Agent.StatusAsync(id))["status"]!.GetValue<string>());
        Assert.Single(await RunsAsync(id));

        static void Refused(Decision decision, params string[] pointers)
        {
            Assert.Equal(422, decision.Code);
            Assert.Equal(pointers, decision.Body["errors"]!.AsArray().Select(e => e!["pointer"]!.GetValue<string>()));
            Assert.All(decision.Body["errors"]!.AsArray(), e => Assert.NotNull(e!["remediation"]));
        }
    }

    [WholeAgentTheory]
    [InlineData(CommandEdges.Rest)]
    [InlineData(CommandEdges.Amqp)]
    public async Task A_first_request_that_was_rejected_binds_nothing(string by)
    {
        await using var edge = await Agent.EdgeAsync(by);
        var id = $"mistaken-{by}";
        var mistaken = Requests.Local(id);
        (mistaken["environment"], mistaken["runtime"], mistaken["template_spec"]!["cloud"]) = ("dve", "pulumi", "moon");
        Assert.Equal(202, (await edge.AskAsync("generate", mistaken)).Code);
        Assert.Equal("rejected", await Agent.SettledAsync(id));

        Assert.Equal(202, (await edge.AskAsync("generate", Requests.Local(id))).Code);
        Assert.Equal("generated", await Agent.SettledAsync(id));
        var status = await Agent.StatusAsync(id);
        Assert.Equal(("dev", "terraform", "local"), (status["environment"]!.GetValue<string>(), status["runtime"]!.GetValue<string>(), status["cloud"]!.GetValue<string>()));
    }

    [WholeAgentFact]
    public async Task A_header_and_a_body_that_name_different_keys_are_refused()
    {
        var body = Requests.Local("two-keys");
        body["request_id"] = "one";
        var refused = await Agent.PostAsync("/generate", body, key: "two");
        Assert.Equal(422, refused.Code);
        Assert.Equal(("REQ011", "/request_id"), (refused.Body!["errors"]![0]!["rule_id"]!.GetValue<string>(), refused.Body["errors"]![0]!["pointer"]!.GetValue<string>()));
    }

    async Task GenerateAsync(string id)
    {
        var generated = await Agent.PostAsync("/generate", Requests.Local(id), "wait=120");
        Assert.True(generated.Code == 200, generated.Text);
    }

    static JsonObject Changed(string id)
    {
        var body = Requests.Local(id);
        body["template_spec"]!["modules"]![0]!["subnets"] = 2;
        return body;
    }

    /// <summary>The same content in another order is the same request.</summary>
    static JsonObject Reordered(JsonObject body) => new(body.Reverse().Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())));

    async Task<JsonArray> RunsAsync(string id) => (await Agent.GetAsync($"/deployments/{id}/runs")).Body!["runs"]!.AsArray();

    async Task<IReadOnlyDictionary<string, string>> BundleAsync(string id, int revision) => await Agent.BundleAsync(id, revision);
}
