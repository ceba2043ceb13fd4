using InfraAgent.TestBed.Terraform;

namespace InfraAgent.EndToEnd.Tests;

public sealed class MetricsTests
{
    [WholeAgentFact]
    public async Task The_metrics_of_the_contract_exist_before_anything_was_measured_and_count_from_zero()
    {
        await using var agent = await Agent.StartAsync(Way.Embedded, new SimulatedCloud());
        var scrape = (await agent.GetAsync("/metrics")).Text;
        foreach (var (name, type) in new[] { ("infra_apply_duration_seconds", "histogram"), ("infra_drift_detected_total", "counter"), ("infra_policy_violations_total", "counter") })
        {
            Assert.Single(scrape.Split('\n'), line => line == $"# TYPE {name} {type}");
            Assert.Single(scrape.Split('\n'), line => line.StartsWith($"# HELP {name} ", StringComparison.Ordinal));
        }
        Assert.Equal(0, await agent.MetricAsync("infra_apply_duration_seconds_count"));
        Assert.Equal(0, await agent.MetricAsync("infra_apply_duration_seconds_bucket", "le=\"+Inf\""));
        foreach (var environment in new[] { "dev", "staging", "prod" })
        {
            Assert.Equal(0, await agent.MetricAsync("infra_drift_detected_total", $"environment=\"{environment}\""));
            Assert.Equal(0, await agent.MetricAsync("infra_policy_violations_total", $"environment=\"{environment}\""));
        }

        var generated = await agent.PostAsync("/generate", Requests.Local("measured"), "wait=120");
        Assert.True(generated.Code == 200, generated.Text);
        var deployed = await agent.PostAsync("/deploy", Requests.Of("measured"), "wait=120");
        Assert.True(deployed.Code == 200, deployed.Text);

        // The zeros have falsified nothing: one apply is one, and no other series of the histogram is left.
        Assert.Equal(1, await agent.MetricAsync("infra_apply_duration_seconds_count"));
        Assert.Equal(1, await agent.MetricAsync("infra_apply_duration_seconds_count", "outcome=\"succeeded\""));
        Assert.Equal(0, await agent.MetricAsync("infra_drift_detected_total"));
    }
}
