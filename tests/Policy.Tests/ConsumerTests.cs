using System.Text;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Runtimes;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Policy.Tests;

public sealed class ConsumerTests
{
    [Fact]
    public async Task Commands_over_the_bus_are_answered_with_the_run_they_belong_to()
    {
        await using var bench = new Bench();
        await using var provider = new ServiceCollection()
            .AddPolicy(new PolicyOptions { ScratchFolder = bench.Scratch })
            .AddSingleton<IArtifactStore>(bench.Artifacts)
            .AddSingleton<IBundleChecks>(bench.Runtime)
            .AddMassTransitTestHarness(x =>
            {
                // The harness takes silence for the end, and a busy machine is silent for longer than it thinks.
                x.SetTestTimeouts(TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(1));
                x.AddConsumer<JudgeBundleConsumer>();
                x.AddConsumer<JudgePlanConsumer>();
            })
            .BuildServiceProvider(validateScopes: true);
        var harness = await provider.StartTestHarness();
        var judge = await bench.SeedCommandAsync() with { Attempt = 2 };
        var changes = await bench.Artifacts.PutAsync("d/plan.json", Encoding.UTF8.GetBytes("""{"resource_changes":[]}"""), default);

        await harness.Bus.Publish(judge);
        await harness.Bus.Publish(new JudgePlan
        {
            DeploymentId = "d", RunId = judge.RunId, Attempt = 3, Environment = "staging", Runtime = "terraform", PlanDigest = "sha256:p", Changes = changes, Destroy = false,
        });

        var bundle = (await harness.Published.SelectAsync<BundleJudged>().First()).Context.Message;
        var plan = (await harness.Published.SelectAsync<PlanJudged>().First()).Context.Message;
        Assert.Equal((judge.DeploymentId, judge.RunId, 2, Verdict.Pass), (bundle.DeploymentId, bundle.RunId, bundle.Attempt, bundle.Verdict));
        Assert.Equal(("d", judge.RunId, 3, "sha256:p", Verdict.Pass), (plan.DeploymentId, plan.RunId, plan.Attempt, plan.PlanDigest, plan.Verdict));
        Assert.Contains(bundle.Findings, f => f.Pointer == "/parameters/container_image");
    }
}
