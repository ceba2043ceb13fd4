using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Deployments;

/// <summary>Commands that a .NET system sends as an envelope come past the edges: the saga holds them against the same rules.</summary>
public sealed class BusCommandTests(SagaBed bed) : IClassFixture<SagaBed>
{
    static readonly Actor Robot = new("release-robot", "bus");

    [Fact]
    public async Task A_well_formed_command_is_taken_and_compared_by_our_digest_not_by_the_senders_word()
    {
        await bed.TellAsync(Generation("bus-good") with { ContentDigest = "sha256:whatever" });
        var saga = await bed.SagaAsync("bus-good");
        Assert.Equal((nameof(DeploymentStateMachine.Generating), "release-robot", "bus"), (saga.CurrentState, saga.RunActor, saga.RunActorVia));
        Assert.Matches("^sha256:[0-9a-f]{64}$", saga.RunDigest);
    }

    public static TheoryData<string> Hostile => ["body of another", "path in the id", "environment", "runtime", "no cloud", "label", "key", "edge's actor", "nobody"];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task What_an_edge_would_have_refused_makes_no_deployment(string what)
    {
        var id = "bus-" + what.Replace(' ', '-').Replace("'", "", StringComparison.Ordinal);
        var good = Generation(id);
        var hostile = what switch
        {
            "body of another" => good with { Body = good.Body with { DeploymentId = "bus-victim" } },
            "path in the id" => good with { DeploymentId = "../" + id, Body = good.Body with { DeploymentId = "../" + id } },
            "environment" => good with { Body = good.Body with { Environment = "dev/../prod" } },
            "runtime" => good with { Body = good.Body with { Runtime = "bash" } },
            "no cloud" => good with { Body = good.Body with { TemplateSpec = Spec("""{"modules":[{"name":"config"}]}""") } },
            "label" => good with { Body = good.Body with { Labels = new Dictionary<string, string> { ["a\nb"] = "c" } } },
            "key" => good with { IdempotencyKey = "line\nbreak" },
            "edge's actor" => good with { Actor = new Actor("ci", "rest") },
            _ => good with { Actor = new Actor("", "bus") },
        };
        await bed.TellAsync(hostile);

        await using var scope = bed.Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
        string[] ids = [id, "../" + id, "bus-victim"];
        var keys = ids.Select(DeploymentKey.From).ToList();
        Assert.False(await db.Set<DeploymentState>().AnyAsync(s => keys.Contains(s.CorrelationId) || ids.Contains(s.DeploymentId)));
        Assert.False(await db.Set<RevisionRow>().AnyAsync(r => ids.Contains(r.DeploymentId)));
        var audit = await db.Set<Api.Status.AuditRow>().Where(a => ids.Contains(a.DeploymentId)).ToListAsync();
        Assert.All(audit, line => Assert.Equal("refused", line.Decision));
        Assert.Equal(what == "path in the id" ? 0 : 1, audit.Count);
    }

    [Fact]
    public async Task An_approval_of_a_plan_is_held_against_the_rules_too()
    {
        var saga = await bed.ReachAsync("bus-approval", nameof(DeploymentStateMachine.AwaitingApproval));
        var approval = new ApprovePlan
        {
            CommandId = NewId.NextGuid(), DeploymentId = saga.DeploymentId, Actor = new Actor("boss", "rest"), ContentDigest = "",
            Body = new ApproveRequest { DeploymentId = saga.DeploymentId, PlanDigest = saga.PlanDigest! },
        };
        await bed.TellAsync(approval);
        Assert.Equal(nameof(DeploymentStateMachine.AwaitingApproval), (await bed.SagaAsync(saga.DeploymentId)).CurrentState);
        await bed.TellAsync(approval with { Actor = Robot });
        Assert.Equal(nameof(DeploymentStateMachine.Applying), (await bed.SagaAsync(saga.DeploymentId)).CurrentState);
    }

    static RequestGeneration Generation(string id) => new()
    {
        CommandId = NewId.NextGuid(), DeploymentId = id, Actor = Robot, ContentDigest = "",
        Body = new GenerateRequest { DeploymentId = id, Environment = "dev", Runtime = "terraform", TemplateSpec = Spec("""{"cloud":"local","modules":[{"name":"config"}]}""") },
    };

    static JsonElement Spec(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
