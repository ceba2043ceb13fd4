using InfraAgent.Contracts;
using InfraAgent.Hosting;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Generator.Tests;

public sealed class GenerateBundleConsumerTests
{
    readonly MemoryStore store = new();

    [Fact]
    public async Task A_bundle_is_stored_and_its_place_and_digests_are_published()
    {
        await using var provider = Provider();
        var harness = await provider.StartTestHarness();
        var command = Requests.Example("seed-generate.json") with { Revision = 4, Attempt = 2 };

        await harness.Bus.Publish(command);

        var generated = (await harness.Published.SelectAsync<BundleGenerated>().First()).Context.Message;
        var expected = provider.GetRequiredService<BundleRenderer>().Render(command).Bundle!;
        Assert.Equal((command.DeploymentId, command.RunId, 2, 4), (generated.DeploymentId, generated.RunId, generated.Attempt, generated.Revision));
        Assert.Equal(("infra-2025-114/r4", "memory:///infra-2025-114/r4"), (generated.Bundle.Path, generated.Bundle.Uri));
        Assert.Equal((expected.Digest, expected.CodeDigest), (generated.Bundle.Digest, generated.Bundle.CodeDigest));
        Assert.Equal("infra-2025-114/r4/main.tf", generated.Bundle.Entrypoints["iac"]);
        Assert.Equal("infra-2025-114/r4/env/staging.tfvars.json", generated.Bundle.Entrypoints["parameters"]);
        Assert.Equal(expected.Files.Keys.Select(k => "infra-2025-114/r4/" + k), generated.Bundle.Files.Select(f => f.Path));
        Assert.All(generated.Bundle.Entrypoints.Values, path => Assert.Contains(generated.Bundle.Files, f => f.Path == path));
    }

    [Fact]
    public async Task The_same_command_again_gives_the_same_answer()
    {
        await using var provider = Provider();
        var harness = await provider.StartTestHarness();

        await harness.Bus.Publish(Requests.Example("local.json"));
        await harness.Bus.Publish(Requests.Example("local.json"));

        var digests = new List<string>();
        await foreach (var answer in harness.Published.SelectAsync<BundleGenerated>())
        {
            digests.Add(answer.Context.Message.Bundle.Digest);
            if (digests.Count == 2) break;
        }

        Assert.Equal(2, digests.Count);
        Assert.Equal(digests[0], digests[1]);
    }

    [Fact]
    public async Task A_specification_that_cannot_be_built_is_an_answer_and_not_a_fault()
    {
        await using var provider = Provider();
        var harness = await provider.StartTestHarness();

        await harness.Bus.Publish(Requests.Local("""{"cloud":"local","modules":[{"name":"nothing"}]}""") with { Attempt = 3 });

        var refused = (await harness.Published.SelectAsync<BundleRefused>().First()).Context.Message;
        Assert.Equal(("d-1", 3), (refused.DeploymentId, refused.Attempt));
        Assert.Equal(SpecRules.UnknownModule, Assert.Single(refused.Findings).RuleId);
        Assert.Null((await harness.Consumed.SelectAsync<GenerateBundle>().First()).Exception);
        Assert.Empty(await store.ListAsync("d-1/r1", default));
    }

    [Fact]
    public async Task A_store_that_cannot_be_reached_is_a_fault_and_not_an_answer()
    {
        store.Unreachable = true;
        await using var provider = Provider();
        var harness = await provider.StartTestHarness();

        await harness.Bus.Publish(Requests.Example("local.json"));

        Assert.NotNull(await harness.Published.SelectAsync<Fault<GenerateBundle>>().First());
        Assert.Empty(harness.Published.Select<BundleRefused>(new CancellationToken(canceled: true)));
    }

    ServiceProvider Provider() => new ServiceCollection()
        .AddLogging()
        .AddSingleton<IArtifactStore>(store)
        .AddGenerator()
        .AddMassTransitTestHarness(x =>
        {
            x.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(30));
            x.AddConsumer<GenerateBundleConsumer>();
        })
        .BuildServiceProvider(validateScopes: true);
}
