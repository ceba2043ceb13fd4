using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Deployments;

/// <summary>What policy can say of a request alone is said before anything is made of it, whichever way it came; all of it at once.</summary>
public sealed class RequestPolicyTests(SagaBed bed) : IClassFixture<SagaBed>
{
    const string Violation = "urn:infra-agent:problem:policy-violation";

    static string Body(string id, string environment = "prod", string profile = "production-guardrails", string image = "shop:latest", string runtime = "terraform", string cloud = "local", string key = "") => $$$"""
        {"deployment_id":"{{{id}}}","environment":"{{{environment}}}","runtime":"{{{runtime}}}","policy_profile":"{{{profile}}}",{{{key}}}
         "template_spec":{"cloud":"{{{cloud}}}","modules":[{"name":"config"}],"services":[{"name":"web","image":"{{{image}}}"},{"name":"job","image":"{{{image}}}"}]},"parameters":{}}
        """;

    async Task<Problem> RefusedAsync(string id, string body)
    {
        var refusal = (await bed.AskAsync(CommandKind.Generate, body)).Refusal!;
        Assert.Equal((422, Violation, id), (refusal.Status, refusal.Type, refusal.DeploymentId));
        await NothingKeptAsync(id);
        return refusal;
    }

    async Task NothingKeptAsync(string id)
    {
        await using var scope = bed.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        Assert.False(await db.Set<DeploymentState>().AnyAsync(s => s.DeploymentId == id));
        Assert.False(await db.Set<RevisionRow>().AnyAsync(r => r.DeploymentId == id));
        Assert.False(await db.Set<EventRow>().AnyAsync(e => e.DeploymentId == id));
        Assert.All(await db.Set<AuditRow>().Where(a => a.DeploymentId == id).ToListAsync(), a => Assert.Equal("refused", a.Decision));
    }

    [Fact]
    public async Task Every_mandatory_rule_that_is_broken_is_told_with_its_place()
    {
        var refusal = await RefusedAsync("rp-images", Body("rp-images"));

        Assert.Equal([("POL101", "/template_spec/services/0/image"), ("POL101", "/template_spec/services/1/image")], refusal.Errors!.Select(e => (e.RuleId, e.Pointer!)));
        Assert.All(refusal.Errors!, e => Assert.NotNull(e.Remediation));
    }

    [Theory]
    [InlineData("production-guardrail", "terraform", "local", "POL001")]
    [InlineData("kubernetes-restricted", "terraform", "local", "POL013")]
    [InlineData("production-guardrails", "pulumi", "aws", "POL013")]
    [InlineData("cis-aws", "terraform", "gcp", "POL013")]
    public async Task So_is_a_profile_that_cannot_judge_it(string profile, string runtime, string cloud, string rule)
    {
        var error = Assert.Single((await RefusedAsync("rp-profile", Body("rp-profile", profile: profile, runtime: runtime, cloud: cloud))).Errors!);

        Assert.Equal((rule, "/policy_profile"), (error.RuleId, error.Pointer));
    }

    [Fact]
    public async Task What_is_advisory_goes_on()
    {
        var taken = await bed.AskAsync(CommandKind.Generate, Body("rp-advisory", "staging"));

        Assert.Null(taken.Refusal);
        Assert.Equal(nameof(DeploymentStateMachine.Generating), (await bed.SagaAsync("rp-advisory")).CurrentState);
    }

    [Fact]
    public async Task A_refusal_is_not_remembered_and_the_corrected_request_is_taken_under_the_same_key()
    {
        const string Key = "\"request_id\":\"rp-1\",";
        await RefusedAsync("rp-key", Body("rp-key", key: Key));
        await RefusedAsync("rp-key", Body("rp-key", key: Key));

        var good = Body("rp-key", image: "shop:1.2", key: Key);
        var taken = await bed.AskAsync(CommandKind.Generate, good);
        var again = await bed.AskAsync(CommandKind.Generate, good);

        Assert.Equal((1, taken.RunId, Answer.Replayed), (taken.Revision, again.RunId, again.How));
    }

    [Fact]
    public async Task An_envelope_on_the_bus_is_held_against_the_same_rules()
    {
        var body = JsonSerializer.Deserialize<GenerateRequest>(Body("rp-bus"), Json.Options)!;

        await bed.TellAsync(new RequestGeneration { CommandId = NewId.NextGuid(), DeploymentId = "rp-bus", Actor = new Actor("release-robot", "bus"), ContentDigest = "", Body = body });

        await NothingKeptAsync("rp-bus");
    }

    [Fact]
    public async Task Parameters_of_a_deploy_are_judged_with_the_revision_that_they_change()
    {
        await bed.AskAsync(CommandKind.Generate, Body("rp-deploy", image: "shop:1.2"));
        await bed.TellAsync(Outcomes.Generated(await bed.SagaAsync("rp-deploy")));
        await bed.TellAsync(Outcomes.Judged(await bed.SagaAsync("rp-deploy"), Verdict.Pass));

        var refusal = (await bed.AskAsync(CommandKind.Deploy, """{"deployment_id":"rp-deploy","parameters":{"container_image":"shop:edge"}}""")).Refusal!;

        Assert.Equal((422, Violation), (refusal.Status, refusal.Type));
        Assert.Equal(("POL101", "/parameters/container_image"), (Assert.Single(refusal.Errors!).RuleId, refusal.Errors![0].Pointer));
        Assert.Equal((nameof(DeploymentStateMachine.Generated), 1), ((await bed.SagaAsync("rp-deploy")).CurrentState, (await bed.SagaAsync("rp-deploy")).LastRevision));

        var taken = await bed.AskAsync(CommandKind.Deploy, """{"deployment_id":"rp-deploy","parameters":{"container_image":"shop:1.3"}}""");
        Assert.Equal((null, 2), (taken.Refusal, taken.Revision));
    }

    [Fact]
    public async Task A_way_back_is_judged_as_a_deploy_of_its_revision_is()
    {
        await bed.ReachAsync("rp-back", nameof(DeploymentStateMachine.Healthy));
        await using (var scope = bed.Host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            var asked = JsonSerializer.Deserialize<GenerateRequest>(Body("rp-back"), Json.Options)!;
            await db.WriteAsync(() => db.Set<RevisionRow>().Where(r => r.DeploymentId == "rp-back")
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Request, JsonSerializer.Serialize(asked, Json.Options))), default);
        }

        foreach (var (kind, body) in new[] { (CommandKind.Deploy, """{"deployment_id":"rp-back"}"""), (CommandKind.Rollback, """{"deployment_id":"rp-back","revision":1}""") })
        {
            var refusal = (await bed.AskAsync(kind, body)).Refusal!;
            Assert.Equal((Violation, "POL101"), (refusal.Type, refusal.Errors![0].RuleId));
        }
    }

    [Theory]
    [InlineData("shop\\u001b[2J:latest")]
    [InlineData("\\ud83d\\ude00")]
    public async Task What_a_refusal_quotes_can_be_kept_and_shown_anywhere(string text)
    {
        var image = text.StartsWith("shop", StringComparison.Ordinal) ? text : "x" + string.Concat(Enumerable.Repeat(text, 600)) + ":latest";
        await RefusedAsync("rp-wild", Body("rp-wild", image: image));

        await using var scope = bed.Host.Services.CreateAsyncScope();
        var detail = (await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<AuditRow>().Where(a => a.DeploymentId == "rp-wild").OrderBy(a => a.Id).LastAsync()).Detail!;
        Assert.DoesNotContain(detail, char.IsControl);
        Assert.Equal(detail, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(detail)));
    }
}
