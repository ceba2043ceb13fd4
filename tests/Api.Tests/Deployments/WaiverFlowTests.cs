using System.Text.Json;
using System.Text.Json.Nodes;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Deployments;

using Machine = DeploymentStateMachine;

/// <summary>Waivers from the door to the audit log, and what a verdict that hangs on one is worth later.</summary>
public sealed class WaiverFlowTests(SagaBed bed) : IClassFixture<SagaBed>
{
    static readonly Actor Boss = new("boss", "rest"), Robot = new("ci", "rest");

    [Theory]
    [InlineData("prod", "POL101", false, true)]
    [InlineData("prod", "POL101", true, false)]
    [InlineData("staging", "POL101", false, false)]
    [InlineData("staging", "POL201", false, true)]
    [InlineData("staging", "POL201", true, false)]
    public async Task What_is_mandatory_or_asks_for_an_approval_is_waived_by_approvers_only(string environment, string rule, bool approver, bool refused)
    {
        var id = $"door-{environment}-{rule}-{approver}";
        var answer = await bed.AskAsync(CommandKind.Generate, Generate(id, environment, "production-guardrails", Waiver(rule)), approver ? Boss : Robot, approver);
        if (!refused)
        {
            Assert.Null(answer.Refusal);
            var kept = Assert.Single(JsonSerializer.Deserialize<List<GivenWaiver>>((await RevisionAsync(id, 1)).Waivers!, Json.Options)!);
            Assert.Equal((rule, "/policy_waivers/0", approver, approver ? Boss : Robot), (kept.RuleId, kept.Source, kept.Approved, kept.GivenBy));
            return;
        }
        var problem = answer.Refusal!;
        var error = Assert.Single(problem.Errors!);
        Assert.Equal((403, "urn:infra-agent:problem:forbidden", "REQ025", "/policy_waivers/0"), (problem.Status, problem.Type, error.RuleId, error.Pointer));
        Assert.Contains("'ci' has not the approver role", error.Message, StringComparison.Ordinal);
        Assert.Contains("Have an approver send it", error.Remediation, StringComparison.Ordinal);
        await using var scope = bed.Host.Services.CreateAsyncScope();
        Assert.False(await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<RevisionRow>().AnyAsync(r => r.DeploymentId == id));
    }

    [Fact]
    public async Task What_a_request_alone_breaks_passes_the_door_by_a_waiver_of_the_request()
    {
        string Image(string id, string waivers) => $$"""
            {"deployment_id":"{{id}}","environment":"prod","runtime":"terraform","policy_profile":"production-guardrails","policy_waivers":[{{waivers}}],
             "template_spec":{"cloud":"local","modules":[{"name":"service","image":"registry.example/app:latest"}]} }
            """;
        var refusal = (await bed.AskAsync(CommandKind.Generate, Image("door-image", ""), Boss)).Refusal!;
        Assert.Equal((422, "POL101"), (refusal.Status, Assert.Single(refusal.Errors!).RuleId));
        Assert.Equal(403, (await bed.AskAsync(CommandKind.Generate, Image("door-image", Waiver("POL101")), Robot, approver: false)).Refusal!.Status);
        Assert.Null((await bed.AskAsync(CommandKind.Generate, Image("door-image", Waiver("POL101")), Boss)).Refusal);
    }

    [Fact]
    public async Task A_deploy_that_waives_is_held_against_the_profile_of_its_revision()
    {
        await bed.ReachAsync("door-deploy", nameof(Machine.Generated)); // baseline, dev
        var body = $$"""{"deployment_id":"door-deploy","policy_waivers":[{{Waiver("POL201")}}]}""";
        Assert.Null((await bed.AskAsync(CommandKind.Deploy, body, Robot, approver: false)).Refusal); // advisory in dev
        var saga = await bed.SagaAsync("door-deploy");
        await using var scope = bed.Host.Services.CreateAsyncScope();
        Assert.Contains("\"given_by\":{\"name\":\"ci\"", (await scope.ServiceProvider.GetRequiredService<AgentDb>().FindAsync<RunRow>(saga.RunId))!.Waivers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POL1010", "Did you mean POL101?")]
    [InlineData("STATIC003", "GET /policy/rules lists them")]
    [InlineData("POL002", "")]
    public async Task A_rule_that_there_is_not_cannot_be_waived(string rule, string advice)
    {
        var problem = (await bed.AskAsync(CommandKind.Generate, Generate("no-rule", "dev", null, Waiver(rule)), Boss)).Refusal!;
        var error = Assert.Single(problem.Errors!);
        Assert.Equal((422, "REQ006", "/policy_waivers/0/rule_id"), (problem.Status, error.RuleId, error.Pointer));
        Assert.Contains(advice, error.Remediation, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_sends_over_the_bus_may_approve_and_so_may_waive()
    {
        await bed.TellAsync(new RequestGeneration
        {
            CommandId = NewId.NextGuid(), DeploymentId = "bus-waiver", Actor = new Actor("release-robot", "bus"), ContentDigest = "",
            Body = JsonSerializer.Deserialize<GenerateRequest>(Generate("bus-waiver", "prod", "production-guardrails", Waiver("POL101")), Json.Options)!,
        });
        Assert.True(Assert.Single(JsonSerializer.Deserialize<List<GivenWaiver>>((await RevisionAsync("bus-waiver", 1)).Waivers!, Json.Options)!).Approved);
    }

    [Fact]
    public async Task Every_use_is_one_line_of_the_audit_log_and_every_violation_counts_once_in_a_run_however_often_that_judges()
    {
        const string Id = "used";
        var waiver = new GivenWaiver
        {
            RuleId = "POL201", Resource = "aws_db*", Reason = "It moves.", Owner = "team-data", Expires = DateTimeOffset.UtcNow.AddDays(1), Source = "/policy_waivers/0", GivenBy = Boss, Approved = true,
        };
        var waived = new Finding { RuleId = "POL201", Severity = "note", Message = "lost", Resource = "aws_db.x", Waiver = waiver, WaivedSeverity = "error" };
        var seen = new Finding { RuleId = "USED1", Severity = "warning", Message = "m", Resource = "a.b" };
        PlanJudged Judged(DeploymentState s, params Finding[] findings) =>
            Outcomes.PlanJudged(s) with { Findings = findings, Waivers = [new WaiverUse(waiver, 1)], Profile = "production-guardrails" };

        await bed.ReachAsync(Id, nameof(Machine.JudgingPlan));
        var first = Judged(await bed.SagaAsync(Id), waived, seen);
        await bed.TellAsync(first);
        await bed.TellAsync(first);
        await bed.TellAsync(Outcomes.Outdated(await bed.SagaAsync(Id)));
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(Id)));
        await bed.TellAsync(Judged(await bed.SagaAsync(Id), waived, seen with { Message = "m, again" }, seen with { Resource = "a.c" }, waived with { RuleId = "USED2" }));
        // What was waived and is not any more is found for the first time.
        await bed.TellAsync(Outcomes.Outdated(await bed.SagaAsync(Id)));
        await bed.TellAsync(Outcomes.Planned(await bed.SagaAsync(Id)));
        await bed.TellAsync(Judged(await bed.SagaAsync(Id), waived, seen with { RuleId = "USED2", Resource = "aws_db.x" }));

        using var http = bed.Client();
        var metrics = (await http.GetStringAsync("/metrics")).Split('\n').Where(l => l.StartsWith("infra_policy_violations_total{", StringComparison.Ordinal)).ToList();
        var counted = Assert.Single(metrics, l => l.Contains("\"USED1\"", StringComparison.Ordinal));
        Assert.Contains("profile=\"production-guardrails\"", counted, StringComparison.Ordinal);
        Assert.Contains("environment=\"dev\"", counted, StringComparison.Ordinal);
        Assert.Contains("} 2", counted, StringComparison.Ordinal);
        Assert.DoesNotContain(metrics, l => l.Contains("\"POL201\"", StringComparison.Ordinal));
        Assert.Contains("} 1", Assert.Single(metrics, l => l.Contains("\"USED2\"", StringComparison.Ordinal)), StringComparison.Ordinal);

        var audit = (await http.GetStringAsync($"/deployments/{Id}/audit"));
        var line = Assert.Single(JsonNode.Parse(audit)!["entries"]!.AsArray(), e => (string)e!["command"]! == "waive")!;
        Assert.Equal(("used", "boss", "rest", first.RunId.ToString()), ((string)line["decision"]!, (string)line["actor"]!, (string)line["via"]!, (string)line["run_id"]!));
        Assert.Contains("POL201 for 'aws_db*'", (string)line["detail"]!, StringComparison.Ordinal);
        Assert.Contains("owner team-data: It moves.", (string)line["detail"]!, StringComparison.Ordinal);
        var judgements = (await bed.LogAsync(Id)).Events.Where(e => e.Type == EventType.PlanJudged).Select(e => JsonNode.Parse(e.Body)!["data"]!).ToList();
        Assert.Equal(3, judgements.Count);
        Assert.All(judgements, data => Assert.Equal("team-data", (string)data["waivers"]![0]!["waiver"]!["owner"]!));
    }

    [Fact]
    public async Task A_revision_that_passed_by_a_waiver_is_worth_nothing_after_it()
    {
        const string Id = "ended";
        var generate = Generate(Id, "dev", null, Waiver("POL101"));
        await bed.AskAsync(CommandKind.Generate, generate, Boss);
        var saga = await bed.SagaAsync(Id);
        await bed.TellAsync(Outcomes.Generated(saga));
        await bed.TellAsync(Outcomes.Judged(saga, Verdict.Pass) with { WaivedUntil = DateTimeOffset.UtcNow.AddSeconds(-1) });
        Assert.Equal(nameof(Machine.Generated), (await bed.SagaAsync(Id)).CurrentState);

        var refusal = (await bed.AskAsync(CommandKind.Deploy, $$"""{"deployment_id":"{{Id}}"}""")).Refusal!;
        Assert.Equal((422, "REQ026"), (refusal.Status, Assert.Single(refusal.Errors!).RuleId));
        // Nor is the same request answered with it.
        var again = await bed.AskAsync(CommandKind.Generate, generate, Boss);
        Assert.Equal((Answer.Taken, 2), (again.How, again.Revision));
    }

    [Fact]
    public async Task What_is_incomplete_and_refused_makes_no_usable_revision()
    {
        const string Id = "incomplete";
        await bed.AskAsync(CommandKind.Generate, Generate(Id, "dev", null));
        var saga = await bed.SagaAsync(Id);
        await bed.TellAsync(Outcomes.Generated(saga));
        await bed.TellAsync(Outcomes.Judged(saga, Verdict.Incomplete) with { Refused = true, Findings = [new Finding { RuleId = "SEC4001", Message = "not known" }] });
        var status = await bed.StatusAsync(Id);
        Assert.Equal(("rejected", null), (status.Status, status.Revision));
        Assert.False((await RevisionAsync(Id, 1)).Usable);
    }

    static string Waiver(string rule) => $$"""{"rule_id":"{{rule}}","resource":"*","reason":"r","owner":"o","expires":"2999-12-31"}""";

    static string Generate(string id, string environment, string? profile, params string[] waivers) => $$$"""
        {"deployment_id":"{{{id}}}","environment":"{{{environment}}}","runtime":"terraform","template_spec":{"cloud":"local","modules":[{"name":"config"}]},
         {{{(profile is null ? "" : $"\"policy_profile\":\"{profile}\",")}}}"policy_waivers":[{{{string.Join(',', waivers)}}}]}
        """;

    async Task<RevisionRow> RevisionAsync(string id, int number)
    {
        await using var scope = bed.Host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<AgentDb>().FindAsync<RevisionRow>(id, number))!;
    }
}
