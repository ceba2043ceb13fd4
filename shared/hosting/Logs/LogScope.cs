using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Logs;

/// <summary>What the work at hand is about: every line logged within carries these fields.</summary>
public static class LogScope
{
    /// <param name="logger">Any logger: scopes hold for all of them on this flow of work.</param>
    /// <param name="deploymentId">The deployment.</param>
    /// <param name="environment">Its environment, when known.</param>
    /// <param name="stage"><c>generate</c>, <c>policy</c>, <c>plan</c>, <c>apply</c>, <c>verify</c>, <c>drift_scan</c>…</param>
    /// <param name="runId">The run, when there is one.</param>
    public static IDisposable? BeginStage(this ILogger logger, string deploymentId, string? environment, string stage, Guid? runId = null) =>
        logger.BeginScope(new LogFields(deploymentId, environment, stage, runId));
}

/// <summary>State of a scope, read by <see cref="AgentLogFormatter"/>; other providers see the text.</summary>
sealed record LogFields(string DeploymentId, string? Environment, string Stage, Guid? RunId);
