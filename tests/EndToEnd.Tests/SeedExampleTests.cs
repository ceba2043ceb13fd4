using System.Text.Json.Nodes;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>The contract's example, from request to healthy and to drift, in both ways of running.</summary>
public sealed class SeedExampleTests
{
    [WholeAgentTheory]
    [InlineData(Way.Embedded)]
    [InlineData(Way.Distributed)]
    public async Task The_contracts_example_is_generated_deployed_and_watched_for_drift(Way way)
    {
        await using var agent = await Agent.StartAsync(way, new SimulatedCloud());

        var generated = await agent.PostAsync("/generate", Requests.Seed("infra-2025-114"), "wait=120");
        Assert.True(generated.Code == 200, generated.Text);
        Assert.EndsWith("/main.tf", generated.Body!["artifacts"]!["iac"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.All(generated.Body["checks"]!.AsArray(), check => Assert.True(check!["status"]!.GetValue<string>() == "passed" || check["optional"]?.GetValue<bool>() == true, check.ToJsonString()));
        Assert.Contains("10.16.0.0/16", (await agent.GetAsync("/artifacts/infra-2025-114/r1/main.tf")).Text, StringComparison.Ordinal);

        var accepted = await agent.PostAsync("/deploy", Requests.Of("infra-2025-114"));
        Assert.Equal(202, accepted.Code);
        Assert.Equal("applying", accepted.Word("status"));
        Assert.Equal("healthy", await agent.SettledAsync("infra-2025-114"));
        Assert.Single(agent.Cloud!.World.Read("aws_vpc"));

        // Again: the plan is empty, and nothing is made twice.
        var again = await agent.PostAsync("/deploy", Requests.Of("infra-2025-114"), "wait=120");
        Assert.True(again.Code == 200, again.Text);
        Assert.Equal(0, again.Body!["plan"]!["summary"]!["add"]!.GetValue<int>());
        Assert.Equal(1, agent.Cloud.World.Effective("create", "aws_vpc"));

        var clean = await agent.PostAsync("/drift-scan", Requests.Of("infra-2025-114"));
        Assert.Equal((202, "scanning"), (clean.Code, clean.Word("status")));
        Assert.Equal("healthy", await agent.SettledAsync("infra-2025-114"));

        // The routes had shown up in their tables; one that is not ours is drift all the same.
        var table = agent.Cloud.World.Read("aws_route_table").First(t => t.Attributes["route"] is JsonArray { Count: > 0 });
        agent.Cloud.World.EditObject(table, attributes =>
        {
            var foreign = attributes["route"]![0]!.DeepClone();
            foreign["cidr_block"] = "203.0.113.0/24";
            attributes["route"]!.AsArray().Add(foreign);
        });
        agent.Cloud.World.EditObject("aws_vpc", "enable_dns_hostnames", false);
        await agent.PostAsync("/drift-scan", Requests.Of("infra-2025-114"));
        Assert.Equal("drifted", await agent.SettledAsync("infra-2025-114"));
        var drift = (await agent.StatusAsync("infra-2025-114"))["drift"]!;
        Assert.Equal(["aws_route_table", "aws_vpc"], drift["resources"]!.AsArray().Select(r => r!["type"]!.GetValue<string>()).Order());

        Assert.Equal(1, await agent.MetricAsync("infra_drift_detected_total", "runtime=\"terraform\""));

        var destroyed = await agent.PostAsync("/deployments/infra-2025-114/destroy", Requests.Of("infra-2025-114"), "wait=120");
        Assert.True(destroyed.Code == 200, destroyed.Text);
        Assert.Equal("destroyed", destroyed.Word("status"));
        Assert.Empty(agent.Cloud.World.Objects);
    }
}
