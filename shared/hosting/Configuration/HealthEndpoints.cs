using System.Text.Json;
using InfraAgent.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace InfraAgent.Hosting.Configuration;

/// <summary><c>/healthz/live</c>: the process answers. <c>/healthz/ready</c>: all registered checks pass and it is not stopping.
/// A part that must be up before work is sent here adds its own with <c>AddHealthChecks().AddCheck</c>.</summary>
static class HealthEndpoints
{
    public static void AddAgentHealth(this IServiceCollection services) => services.AddHealthChecks().AddCheck<LifetimeCheck>("lifetime");

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync }).AllowAnonymous();
        app.MapHealthChecks("/healthz/ready", new HealthCheckOptions { ResponseWriter = WriteAsync }).AllowAnonymous();
    }

    static Task WriteAsync(HttpContext http, HealthReport report)
    {
        // Names and words only: exceptions may say more than a stranger should know, and are logged.
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(JsonSerializer.Serialize(
            new HealthBody(Word(report.Status), report.Entries.ToDictionary(x => x.Key, x => new HealthBodyCheck(Word(x.Value.Status), x.Value.Description))), Json.Options));
    }

    static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "failing",
    };

    sealed record HealthBody(string Status, IReadOnlyDictionary<string, HealthBodyCheck> Checks);

    sealed record HealthBodyCheck(string Status, string? Description);
}
