using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace InfraAgent.Hosting.Telemetry;

static class TelemetrySetup
{
    const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Metrics for <c>/metrics</c>; spans only where the standard variable says where to.</summary>
    public static void AddAgentTelemetry(this IServiceCollection services, string service)
    {
        services.AddSingleton<AgentTelemetry>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(x => x.AddService("infra-agent-" + service, serviceInstanceId: Environment.MachineName))
            .WithMetrics(metrics => metrics
                .AddMeter(AgentTelemetry.Name, "MassTransit", "Npgsql", "Microsoft.AspNetCore.Hosting", "System.Runtime")
                .AddPrometheusExporter(x => x.ScrapeResponseCacheDurationMilliseconds = 0));

        // After the SDK's service: the order of registration is the order of starting.
        services.AddHostedService<MetricsFromStart>();

        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(OtlpEndpoint)))
        {
            telemetry.WithTracing(tracing => tracing
                .AddSource(AgentTelemetry.Name, "MassTransit", "Npgsql")
                .AddAspNetCoreInstrumentation(x => x.Filter = http => !http.Request.Path.StartsWithSegments("/healthz") && http.Request.Path != "/metrics")
                .AddOtlpExporter());
        }
    }

    /// <summary><c>/metrics</c>, for everybody.</summary>
    public static void MapAgentMetrics(this IEndpointRouteBuilder app) =>
        app.MapPrometheusScrapingEndpoint("/metrics", null, branch => branch.Use(MetricsFromStart.ServeAsync), null).AllowAnonymous();
}
