using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Tests.Deployments;

/// <summary>Invariant 4: what the generator has not looked through yet is told to nobody, and what it refused is not kept.</summary>
public sealed class PlainSecretTests(SagaBed bed) : IClassFixture<SagaBed>
{
    const string Secret = "correct-horse-battery";

    [Fact]
    public async Task A_secret_in_a_refused_request_is_in_no_event_no_status_and_no_row()
    {
        await AskAsync("secret-label");
        await NotToldAsync("secret-label");
        await bed.TellAsync(Outcomes.Refused(await bed.SagaAsync("secret-label")));
        await NotToldAsync("secret-label");

        await using var scope = bed.Host.Services.CreateAsyncScope();
        var revisions = await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<RevisionRow>().Where(r => r.DeploymentId == "secret-label").ToListAsync();
        Assert.DoesNotContain(Secret, Assert.Single(revisions).Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_are_told_once_the_bundle_is_there()
    {
        await AskAsync("told-label");
        await bed.TellAsync(Outcomes.Generated(await bed.SagaAsync("told-label")));
        Assert.Equal(Secret, (await bed.StatusAsync("told-label")).Labels["owner"]);
    }

    Task<Answer> AskAsync(string id) => bed.AskAsync(CommandKind.Generate,
        $$$"""{"deployment_id":"{{{id}}}","environment":"dev","runtime":"terraform","labels":{"owner":"{{{Secret}}}"},"parameters":{"p":"{{{Secret}}}"},"template_spec":{"cloud":"local","modules":[{"name":"config"}]}}""");

    async Task NotToldAsync(string id)
    {
        var (row, events) = await bed.LogAsync(id);
        Assert.DoesNotContain(Secret, row.Document, StringComparison.Ordinal);
        Assert.All(events, e => Assert.DoesNotContain(Secret, e.Body, StringComparison.Ordinal));
    }
}
