using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Everything that can be read: lists, runs, plans, outputs, audit, events, status, metrics, the API's description.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class ReadingTests(EmbeddedAgent shared)
{
    Agent Agent => shared.Agent;

    [WholeAgentFact]
    public async Task Deployments_are_listed_by_filter_page_by_page()
    {
        var ids = Enumerable.Range(0, 5).Select(n => $"paged-{n}").ToList();
        await Task.WhenAll(ids.Select(async id =>
        {
            var body = Requests.Local(id);
            body["environment"] = "paging";
            Assert.Equal(200, (await Agent.PostAsync("/generate", body, "wait=120")).Code);
        }));
        var bad = Requests.Local("paged-bad");
        bad["environment"] = "paging";
        bad["template_spec"]!["modules"]![0]!["subnets"] = 99;
        Assert.Equal(422, (await Agent.PostAsync("/generate", bad, "wait=120")).Code);

        var seen = new List<string>();
        string? cursor = null;
        do
        {
            var page = (await Agent.GetAsync($"/deployments?environment=paging&status=generated&limit=2{(cursor is null ? "" : "&cursor=" + cursor)}")).Body!;
            Assert.InRange(page["deployments"]!.AsArray().Count, 1, 2);
            seen.AddRange(page["deployments"]!.AsArray().Select(d => d!["deployment_id"]!.GetValue<string>()));
            cursor = page["next_cursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(ids, seen);
        var rejected = (await Agent.GetAsync("/deployments?environment=paging&status=rejected")).Body!["deployments"]!.AsArray();
        Assert.Equal("paged-bad", Assert.Single(rejected)!["deployment_id"]!.GetValue<string>());
        Assert.Empty((await Agent.GetAsync("/deployments?environment=nobody")).Body!["deployments"]!.AsArray());
    }

    [WholeAgentFact]
    public async Task A_deployments_plan_outputs_runs_audit_and_events_can_be_read()
    {
        const string Id = "read";
        Assert.Equal(200, (await Agent.PostAsync("/generate", Requests.Local(Id), "wait=120")).Code);
        Assert.Equal(404, (await Agent.GetAsync($"/deployments/{Id}/plan")).Code);
        var planned = await Agent.PostAsync("/deploy", new JsonObject { ["deployment_id"] = Id, ["plan_only"] = true }, "wait=120");
        Assert.True(planned.Code == 200 && planned.Word("status") == "planned", planned.Text);
        var plan = (await Agent.GetAsync($"/deployments/{Id}/plan")).Body!;
        Assert.Equal(planned.Body!["plan"]!["digest"]!.GetValue<string>(), plan["plan_digest"]!.GetValue<string>());
        Assert.True(plan["summary"]!["add"]!.GetValue<int>() > 0);
        Assert.NotNull(plan["changes"]);

        var deployed = await Agent.PostAsync("/deploy", Requests.Of(Id), "wait=120");
        Assert.True(deployed.Code == 200, deployed.Text);
        var outputs = (await Agent.GetAsync($"/deployments/{Id}/outputs")).Body!["outputs"]!.AsObject();
        Assert.Contains(outputs, o => o.Value!["value"]?.ToJsonString().Contains("10.20.0.0/16", StringComparison.Ordinal) == true);

        // A refused command changes nothing, and is in the audit trail.
        Assert.Equal(409, (await Agent.PostAsync($"/deployments/{Id}/cancel", new JsonObject())).Code);
        var runs = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = (await Agent.GetAsync($"/deployments/{Id}/runs?limit=1{(cursor is null ? "" : "&cursor=" + cursor)}")).Body!;
            runs.Add(Assert.Single(page["runs"]!.AsArray())!);
            cursor = page["next_cursor"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(["deploy", "deploy", "generate"], runs.Select(r => r["kind"]!.GetValue<string>()));
        Assert.All(runs, r => Assert.Equal("succeeded", r["outcome"]!.GetValue<string>()));

        var first = (await Agent.GetAsync($"/deployments/{Id}/audit?limit=2")).Body!;
        var rest = (await Agent.GetAsync($"/deployments/{Id}/audit?cursor={first["next_cursor"]}")).Body!;
        Assert.Equal(
            ["cancel refused", "deploy accepted", "deploy accepted", "generate accepted"],
            first["entries"]!.AsArray().Concat(rest["entries"]!.AsArray()).Select(e => $"{e!["command"]} {e["decision"]}"));
        Assert.All(first["entries"]!.AsArray(), e => Assert.Equal("local", e!["actor"]!.GetValue<string>()));

        var events = await Agent.EventsAsync(Id);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(n => (long)n), events.Select(e => e["sequence"]!.GetValue<long>()));
        Assert.Equal(events.Count, (await Agent.StatusAsync(Id))["sequence"]!.GetValue<int>());
        Assert.Equal(3, events.Count(e => e["type"]!.GetValue<string>() == "run_finished"));

        var metrics = (await Agent.GetAsync("/metrics")).Text;
        Assert.Contains("infra_apply_duration_seconds_count{", metrics, StringComparison.Ordinal);
        Assert.Contains("outcome=\"succeeded\"", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(Id + "\"", metrics, StringComparison.Ordinal);
    }

    [WholeAgentFact]
    public async Task Events_stream_live_and_resume_after_the_last_one_that_was_seen()
    {
        const string Id = "streamed";
        Assert.Equal(200, (await Agent.PostAsync("/generate", Requests.Local(Id), "wait=120")).Code);
        shared.Terraform.Hold(Id, "apply");
        var live = StreamAsync(Id, null);
        Assert.Equal(202, (await Agent.PostAsync("/deploy", Requests.Of(Id))).Code);
        await Agent.ReachesAsync(Id, "applying");
        Assert.False(live.IsCompleted);
        shared.Terraform.Release(Id, "apply");

        var all = await live;
        Assert.Equal(Enumerable.Range(1, all.Count).Select(n => (long)n), all.Select(e => e.Sequence));
        Assert.All(all, e => Assert.Equal(e.Type, e.Data["type"]!.GetValue<string>()));
        Assert.Equal((await Agent.EventsAsync(Id)).Select(e => e.ToJsonString()), all.Select(e => e.Data.ToJsonString()));

        var seen = all[all.Count / 2].Sequence;
        Assert.Equal(all.Where(e => e.Sequence > seen).Select(e => e.Sequence), (await StreamAsync(Id, seen)).Select(e => e.Sequence));
    }

    [WholeAgentFact]
    public async Task Status_with_a_known_tag_waits_for_something_new()
    {
        const string Id = "polled";
        Assert.Equal(200, (await Agent.PostAsync("/generate", Requests.Local(Id), "wait=120")).Code);
        var tag = (await Agent.GetAsync($"/status/{Id}")).Headers.ETag!.ToString();
        Assert.Equal(304, (await PollAsync(tag, "wait=0")).Code);
        Assert.Equal(304, (await PollAsync(tag, "wait=1")).Code);

        var waiting = PollAsync(tag, "wait=120");
        Assert.Equal(202, (await Agent.PostAsync("/deploy", Requests.Of(Id))).Code);
        var news = await waiting;
        Assert.Equal(200, news.Code);
        Assert.Equal("deploy", news.Body!["run"]!["kind"]!.GetValue<string>());
        Assert.NotEqual(tag, news.Headers.ETag!.ToString());
        Assert.Equal("healthy", await Agent.SettledAsync(Id));

        async Task<Reply> PollAsync(string known, string prefer)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/status/{Id}");
            request.Headers.Add("If-None-Match", known);
            request.Headers.Add("Prefer", prefer);
            using var answer = await Agent.Http.SendAsync(request);
            return await Reply.ReadAsync(answer);
        }
    }

    async Task<List<(long Sequence, string Type, JsonNode Data)>> StreamAsync(string id, long? after)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/deployments/{id}/events");
        request.Headers.Add("Accept", "text/event-stream");
        if (after is { } last)
            request.Headers.Add("Last-Event-ID", last.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var answer = await Agent.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync());
        var events = new List<(long, string, JsonNode)>();
        var (sequence, type) = (0L, "");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                sequence = long.Parse(line[4..], System.Globalization.CultureInfo.InvariantCulture);
            else if (line.StartsWith("event: ", StringComparison.Ordinal))
                type = line[7..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
                events.Add((sequence, type, JsonNode.Parse(line[6..])!));
            if (events.Count > 0 && events[^1] is { Item2: "run_finished", Item3: var end } && end["data"]!["kind"]!.GetValue<string>() == "deploy")
                break;
        }
        return events;
    }
}
