using System.Diagnostics;
using InfraAgent.Hosting.Telemetry;

namespace InfraAgent.Hosting.Tests.Telemetry;

public sealed class AgentTelemetryTests
{
    [Fact]
    public void The_spans_have_the_names_of_the_contract()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = x => x.Name == AgentTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);

        using var generate = AgentTelemetry.Generate("app", "dev", "terraform");
        using var plan = AgentTelemetry.Plan("app", "dev", "terraform");
        using var apply = AgentTelemetry.Apply("app", "dev", "terraform");
        using var scan = AgentTelemetry.DriftScan("app", "dev", "terraform");

        Assert.Equal(["infra.generate", "infra.plan", "infra.apply", "infra.drift_scan"], new[] { generate, plan, apply, scan }.Select(x => x?.OperationName));
        Assert.Equal("app", apply!.GetTagItem("deployment_id"));
        Assert.Equal("dev", apply.GetTagItem("environment"));
        Assert.Equal("terraform", apply.GetTagItem("runtime"));
    }
}
