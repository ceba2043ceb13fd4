using System.Diagnostics;
using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using InfraAgent.TestBed;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Machine = InfraAgent.Api.Deployments.DeploymentStateMachine;

namespace InfraAgent.Api.Tests.Deployments;

/// <summary>What an environment's registry entry says of names and of versions of providers, as it reaches bundles.</summary>
public sealed class StandardsTests : IDisposable
{
    const string Registry = """
        environments:
          dev:
            naming: { prefix: acme-dev }
            providers: { aws: "~> 6.19" }
          prod:
            naming: { prefix: acme }
            providers: { aws: 6.25.0, azurerm: 4.52.0 }
          lab:
        """;

    const string Changed = """
        environments:
          dev:
            naming: { prefix: umbrella }
            providers: { aws: 6.30.0 }
        """;

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Two_environments_make_two_bundles_of_one_specification()
    {
        await using var agent = await StartAsync(Registry);

        var (dev, prod, lab) = (await GenerateAsync(agent, "shop", "dev"), await GenerateAsync(agent, "store", "prod"), await GenerateAsync(agent, "sand", "lab"));

        Assert.Equal(("acme-dev", "~> 6.19"), (dev.Prefix, dev.Provider));
        Assert.Equal(("acme", "6.25.0"), (prod.Prefix, prod.Provider));
        Assert.Equal((null, "6.19.0"), (lab.Prefix, lab.Provider));
    }

    [Fact]
    public async Task A_registry_that_changes_changes_no_revision()
    {
        await using (var agent = await StartAsync(Registry, generates: false))
            await agent.Bed.AskAsync(CommandKind.Generate, Body("shop", "dev"));

        // Nobody has answered, so the generator is asked again, by an agent that has been told otherwise meanwhile.
        await using (var agent = await StartAsync(Changed))
        {
            await OverdueAsync(agent.Bed, "shop");
            var shop = await GeneratedAsync(agent, "shop");

            Assert.Equal((1, "acme-dev", "~> 6.19"), (shop.Revision, shop.Prefix, shop.Provider));
            Assert.Equal(Answer.Unchanged, (await agent.Bed.AskAsync(CommandKind.Generate, Body("shop", "dev"))).How);
        }
    }

    [Fact]
    public async Task Later_revisions_take_todays_providers_and_keep_their_names_until_the_deployment_is_destroyed()
    {
        await using (var agent = await StartAsync(Registry))
            await GenerateAsync(agent, "shop", "dev");

        await using (var agent = await StartAsync(Changed))
        {
            var next = await GenerateAsync(agent, "shop", "dev", cidr: "10.1.0.0/16");
            Assert.Equal((2, "acme-dev", "6.30.0"), (next.Revision, next.Prefix, next.Provider));
            Assert.Equal("umbrella", (await GenerateAsync(agent, "new", "dev")).Prefix);

            await agent.Bed.AskAsync(CommandKind.Destroy, """{"deployment_id":"shop"}""");
            await agent.Bed.TellAsync(Outcomes.Planned(await agent.Bed.SagaAsync("shop")));
            await agent.Bed.TellAsync(Outcomes.PlanJudged(await agent.Bed.SagaAsync("shop")));
            await agent.Bed.TellAsync(Outcomes.Applied(await agent.Bed.SagaAsync("shop")));
            Assert.Equal(nameof(Machine.Destroyed), (await agent.Bed.SagaAsync("shop")).CurrentState);

            Assert.Equal("umbrella", (await GenerateAsync(agent, "shop", "dev", cidr: "10.2.0.0/16")).Prefix);
        }
    }

    [Fact]
    public async Task A_deployment_that_was_there_before_the_registry_had_a_prefix_keeps_its_names()
    {
        await using (var agent = await StartAsync("environments:\n  dev:\n"))
            await GenerateAsync(agent, "shop", "dev");

        await using (var agent = await StartAsync(Registry))
        {
            var next = await GenerateAsync(agent, "shop", "dev", cidr: "10.1.0.0/16");
            Assert.Equal((2, null, "~> 6.19"), (next.Revision, next.Prefix, next.Provider));
        }
    }

    [Fact]
    public async Task A_pin_that_the_modules_cannot_take_is_refused_when_it_matters()
    {
        await using var agent = await StartAsync("environments:\n  dev:\n    providers: { aws: 6.10.0, google: 6.0.0 }\n");

        await agent.Bed.AskAsync(CommandKind.Generate, Body("shop", "dev"));

        var saga = await ReachedAsync(agent.Bed, "shop", nameof(Machine.Rejected));
        var finding = Assert.Single((await agent.Bed.StatusAsync(saga.DeploymentId)).Findings);
        Assert.Equal("SPEC019", finding.RuleId);
        Assert.Contains("pins 'aws' to '6.10.0'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_no_cloud_has_stops_the_start()
    {
        var wrong = await Assert.ThrowsAsync<ConfigurationException>(() => StartAsync("environments:\n  dev:\n    providers: { awz: 6.25.0 }\n"));

        var problem = Assert.Single(wrong.Problems);
        Assert.Equal("Environments:File", problem.Key);
        Assert.Equal($"'{folder.File("environments.yaml")}': 'providers' of the environment 'dev' names 'awz', which no cloud of the catalog has; "
            + "known: @pulumi/aws, @pulumi/kubernetes, @pulumi/random, aws, azurerm, google. Correct the name, or take the line out.", problem.Problem);
    }

    async Task<Agent> StartAsync(string registry, bool generates = true)
    {
        await File.WriteAllTextAsync(folder.File("environments.yaml"), registry);
        var bed = new SagaBed { Generates = generates, Settings = [$"--Environments:File={folder.File("environments.yaml")}", $"--Agent:DataDirectory={folder.File("data")}"] };
        await bed.InitializeAsync();
        return new Agent(bed);
    }

    static string Body(string id, string environment, string cidr = "10.0.0.0/16") =>
        $$"""{"deployment_id":"{{id}}","environment":"{{environment}}","runtime":"terraform","template_spec":{"cloud":"aws","modules":[{"name":"vpc","cidr":"{{cidr}}"}]},"parameters":{"aws_region":"eu-central-1"} }""";

    static async Task<Made> GenerateAsync(Agent agent, string id, string environment, string cidr = "10.0.0.0/16")
    {
        Assert.Null((await agent.Bed.AskAsync(CommandKind.Generate, Body(id, environment, cidr))).Refusal);
        return await GeneratedAsync(agent, id);
    }

    static async Task<Made> GeneratedAsync(Agent agent, string id)
    {
        var saga = await ReachedAsync(agent.Bed, id, nameof(Machine.CheckingBundle));
        await agent.Bed.TellAsync(Outcomes.Judged(saga, Verdict.Pass));
        using var client = agent.Bed.Client();
        var folder = $"/artifacts/{id}/r{saga.RunRevision}";
        var values = JsonDocument.Parse(await client.GetStringAsync($"{folder}/env/{saga.Environment}.tfvars.json")).RootElement;
        var versions = (await client.GetStringAsync($"{folder}/versions.tf")).Split('\n').Single(l => l.Contains("  version = ", StringComparison.Ordinal));
        return new(saga.RunRevision!.Value, values.TryGetProperty("name_prefix", out var prefix) ? prefix.GetString() : null, versions.Split('"')[1]);
    }

    static async Task<DeploymentState> ReachedAsync(SagaBed bed, string id, string state)
    {
        var patience = Stopwatch.StartNew();
        while (patience.Elapsed < TimeSpan.FromSeconds(60))
        {
            if (await bed.SagaAsync(id) is var saga && saga.CurrentState == state) return saga;
            await Task.Delay(50);
        }

        throw new TimeoutException($"{id} is {(await bed.SagaAsync(id)).CurrentState}, and not {state}.");
    }

    static async Task OverdueAsync(SagaBed bed, string id)
    {
        await using (var scope = bed.Host.Services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<AgentDb>();
            await db.WriteAsync(() => db.Set<DeploymentState>().Where(s => s.DeploymentId == id).ExecuteUpdateAsync(set => set.SetProperty(s => s.DueAt, 1L)), default);
        }

        await bed.Host.Services.GetServices<IHostedService>().OfType<OverdueSweep>().Single().SweepAsync(default);
    }

    sealed record Agent(SagaBed Bed) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Bed.DisposeAsync();
    }

    sealed record Made(int Revision, string? Prefix, string Provider);
}
