using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Deployments;

/// <summary>The tags that an environment's registry entry gives to everything in it.</summary>
public sealed class DefaultTagTests
{
    [Fact]
    public async Task They_are_in_every_revision_below_what_the_caller_wrote_in_whatever_spelling_and_make_no_other_request_of_it()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("environments.yaml"), "environments:\n  dev:\n    default_tags: { owner: platform, team: core, cost: '42' }\n");
        var bed = new SagaBed { Settings = [$"--Environments:File={folder.File("environments.yaml")}"] };
        await bed.InitializeAsync();
        try
        {
            const string Body = """{"deployment_id":"tagged","environment":"dev","runtime":"terraform","labels":{"Owner":"shop"},"template_spec":{"cloud":"local","tags":{"TEAM":"web"},"modules":[{"name":"config"}]}}""";
            await bed.AskAsync(CommandKind.Generate, Body);
            await bed.TellAsync(Outcomes.Generated(await bed.SagaAsync("tagged")));
            await bed.TellAsync(Outcomes.Judged(await bed.SagaAsync("tagged"), Verdict.Pass));
            Assert.Equal(Answer.Unchanged, (await bed.AskAsync(CommandKind.Generate, Body)).How);

            await using var scope = bed.Host.Services.CreateAsyncScope();
            var revision = await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<RevisionRow>().SingleAsync(r => r.DeploymentId == "tagged");
            var labels = JsonSerializer.Deserialize<GenerateRequest>(revision.Request, Json.Options)!.Labels;
            Assert.Equal(["Owner=shop", "cost=42"], labels.Select(l => $"{l.Key}={l.Value}"));
        }
        finally
        {
            await bed.DisposeAsync();
        }
    }
}
