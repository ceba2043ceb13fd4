using System.Text.Json.Nodes;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>What callers are told when it goes wrong, and that it goes right once the cause is mended.</summary>
[Collection(EmbeddedCollection.Name)]
public sealed class FailureTests(EmbeddedAgent shared)
{
    Agent Agent => shared.Agent;

    [WholeAgentFact]
    public async Task A_bad_specification_gets_422_with_rules_and_pointers_and_the_status_shows_the_same()
    {
        var body = Requests.Local("bad-spec");
        body["template_spec"]!["modules"]![0]!["subnets"] = 99;
        body["template_spec"]!["modules"]![1]!["version"] = "9.9.9";
        body["template_spec"]!["modules"]![2]!["replcas"] = 3;
        body["parameters"]!["nobody_knows_this"] = true;

        var refused = await Agent.PostAsync("/generate", body, "wait=120");
        Assert.Equal((422, "application/problem+json"), (refused.Code, refused.ContentType));
        var errors = refused.Body!["errors"]!.AsArray();
        Assert.All(errors, e => Assert.NotEmpty(e!["remediation"]!.GetValue<string>()));
        Assert.All(errors, e => Assert.NotEmpty(e!["rule_id"]!.GetValue<string>()));
        foreach (var pointer in new[] { "/template_spec/modules/0/subnets", "/template_spec/modules/1/version" })
            Assert.Contains(errors, e => e!["pointer"]!.GetValue<string>() == pointer);

        // Who does not wait reads the same in the status.
        body["deployment_id"] = "bad-spec-async";
        Assert.Equal(202, (await Agent.PostAsync("/generate", body, "respond-async")).Code);
        Assert.Equal("rejected", await Agent.SettledAsync("bad-spec-async"));
        var status = await Agent.StatusAsync("bad-spec-async");
        Assert.Equal(Told(errors), Told(status["findings"]!.AsArray()));
        Assert.Equal("rejected", status["run"]!["outcome"]!.GetValue<string>());
        Assert.Equal(Told(errors), Told((await Agent.StatusAsync("bad-spec"))["findings"]!.AsArray()));

        // Mended, the same deployment is generated.
        Assert.Equal(200, (await Agent.PostAsync("/generate", Requests.Local("bad-spec"), "wait=120")).Code);

        static IEnumerable<string> Told(JsonArray findings) => findings.Select(f => $"{f!["rule_id"]} {f["pointer"]} {f["message"]} {f["remediation"]}");
    }

    [WholeAgentTheory]
    [InlineData("plan")]
    [InlineData("apply")]
    public async Task A_failing_tool_gets_502_with_a_log_that_opens_and_the_same_body_works_once_it_is_mended(string command)
    {
        var id = "broken-" + command;
        await GenerateAsync(id);
        shared.Terraform.Break(id, command);
        var failed = await Agent.PostAsync("/deploy", Requests.Of(id), "wait=120");
        Assert.Equal((502, "urn:infra-agent:problem:tool-failed", command), (failed.Code, failed.Word("type"), failed.Word("stage")));
        Assert.Equal(("terraform", 1), (failed.Word("tool"), failed.Body!["exit_code"]!.GetValue<int>()));
        Assert.Contains($"the cloud said no to {command}", failed.Word("detail"), StringComparison.Ordinal);
        Assert.True(failed.Body["retryable"]!.GetValue<bool>());
        var log = await Agent.GetAsync("/logs/" + failed.Word("logs_ref"));
        Assert.Equal(200, log.Code);
        Assert.Contains($"the cloud said no to {command}", log.Text, StringComparison.Ordinal);

        var status = await Agent.StatusAsync(id);
        Assert.Equal("failed", status["status"]!.GetValue<string>());
        Assert.Equal(failed.Word("logs_ref"), status["failure"]!["logs_ref"]!.GetValue<string>());
        Assert.Equal(failed.Word("detail"), status["failure"]!["message"]!.GetValue<string>());
        Assert.Equal(200, (await Agent.GetAsync(new Uri(status["links"]!["logs"]!.GetValue<string>()).PathAndQuery)).Code);

        shared.Terraform.Mend(id, command);
        var mended = await Agent.PostAsync("/deploy", Requests.Of(id), "wait=120");
        Assert.True(mended.Code == 200 && mended.Word("status") == "healthy", mended.Text);
        Assert.Null(mended.Body!["failure"]);
    }

    [WholeAgentFact]
    public async Task A_cloud_that_refuses_a_resource_gets_502_with_its_words_and_what_was_made_is_kept()
    {
        const string Id = "cloud-refuses";
        var generated = await Agent.PostAsync("/generate", Requests.Seed(Id), "wait=200");
        Assert.True(generated.Code == 200, generated.Text);
        Agent.Cloud!.World.AddFault(new() { Op = "create", Type = "aws_ecs_cluster", Error = "AccessDenied: not this account" });
        var failed = await Agent.PostAsync("/deploy", Requests.Of(Id), "wait=200");
        Assert.True(failed.Code == 502, failed.Text);
        Assert.Contains("AccessDenied: not this account", failed.Word("detail"), StringComparison.Ordinal);
        Assert.Contains("AccessDenied", (await Agent.GetAsync("/logs/" + failed.Word("logs_ref"))).Text, StringComparison.Ordinal);

        Agent.Cloud.World.ClearFaults();
        var mended = await Agent.PostAsync("/deploy", Requests.Of(Id), "wait=200");
        Assert.True(mended.Code == 200, mended.Text);
        // What the first attempt had made was kept in the state: there is one of each.
        Assert.Equal(1, Agent.Cloud.World.Effective("create", "aws_vpc"));
        Assert.Single(Agent.Cloud.World.Read("aws_ecs_cluster"));
    }

    [WholeAgentFact]
    public async Task A_request_that_breaks_policy_gets_422_with_the_rule_before_anything_is_made()
    {
        var body = Requests.Seed("policy");
        body["environment"] = "prod";
        var refused = await Agent.PostAsync("/generate", body, "wait=200");
        Assert.Equal((422, "urn:infra-agent:problem:policy-violation"), (refused.Code, refused.Word("type")));
        var error = refused.Body!["errors"]!.AsArray().Single(e => e!["rule_id"]!.GetValue<string>() == "POL101")!;
        Assert.NotEmpty(error["remediation"]!.GetValue<string>());
        Assert.Null(refused.Body["run_id"]);
        Assert.Equal(404, (await Agent.GetAsync("/status/policy")).Code);
        Assert.Equal(404, (await Agent.PostAsync("/deploy", Requests.Of("policy"))).Code);
        Assert.True(await Agent.MetricAsync("infra_policy_violations_total", "rule=\"POL101\"") >= 1);
    }

    [WholeAgentFact]
    public async Task Without_terraform_a_deploy_gets_424_that_says_how_to_get_it()
    {
        await using var bare = await Agent.StartAsync(Way.Embedded, settings: new Dictionary<string, string> { ["Tools:Terraform"] = "/nonexistent/terraform" });
        var generated = await bare.PostAsync("/generate", Requests.Local("no-tool"), "wait=120");
        Assert.True(generated.Code == 200, generated.Text);
        // Not passed: not run, and why.
        Assert.Contains(generated.Body!["checks"]!.AsArray(), c => c!["status"]!.GetValue<string>() == "not_run" && c["reason"] is not null);

        var refused = await bare.PostAsync("/deploy", Requests.Of("no-tool"), "wait=120");
        Assert.Equal((424, "urn:infra-agent:problem:tool-missing", "terraform"), (refused.Code, refused.Word("type"), refused.Word("tool")));
        Assert.Contains("https://", refused.Word("detail"), StringComparison.Ordinal);
        var status = await bare.StatusAsync("no-tool");
        Assert.Equal("failed", status["status"]!.GetValue<string>());
        Assert.True(status["failure"]!["tool_missing"]!.GetValue<bool>());
    }

    async Task GenerateAsync(string id)
    {
        var generated = await Agent.PostAsync("/generate", Requests.Local(id), "wait=120");
        Assert.True(generated.Code == 200, generated.Text);
    }
}
