using System.Text.Json;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Telemetry;
using MassTransit;

namespace InfraAgent.Api.Deployments;

/// <summary>What steps need of the saga's context: its rows, its event log.</summary>
static class SagaContext
{
    public static Task LogAsync(this BehaviorContext<DeploymentState> x, string type, EventData data, Actor? actor = null) =>
        x.Service<EventLog>().AppendAsync(x.Saga, type, data, x.Saga.RunId, x.Saga.RunRevision, actor ?? x.Saga.Requester, x.CancellationToken);

    public static async Task<RevisionRow> RevisionAsync(this BehaviorContext<DeploymentState> x) =>
        await x.Service<AgentDb>().FindAsync<RevisionRow>([x.Saga.DeploymentId, x.Saga.RunRevision!.Value], x.CancellationToken)
        ?? throw new InvalidOperationException($"Revision {x.Saga.RunRevision} of {x.Saga.DeploymentId} is gone.");

    public static async Task<RunRow> RunAsync(this BehaviorContext<DeploymentState> x, Guid? runId = null) =>
        await x.Service<AgentDb>().FindAsync<RunRow>([runId ?? x.Saga.RunId!.Value], x.CancellationToken)
        ?? throw new InvalidOperationException($"Run {runId ?? x.Saga.RunId} of {x.Saga.DeploymentId} is gone.");

    public static async Task<Target> TargetAsync(this BehaviorContext<DeploymentState> x, int? number = null)
    {
        var revision = number is { } wanted
            ? await x.Service<AgentDb>().FindAsync<RevisionRow>([x.Saga.DeploymentId, wanted], x.CancellationToken)
              ?? throw new InvalidOperationException($"Revision {wanted} of {x.Saga.DeploymentId} is gone.")
            : await x.RevisionAsync();
        return new Target
        {
            Environment = revision.Environment,
            Runtime = revision.Runtime,
            Cloud = revision.Cloud,
            Revision = revision.Number,
            Bundle = revision.ReadBundle(),
            PolicyProfile = revision.PolicyProfile,
            Destroy = x.Saga.RunKind == RunKind.Destroy,
        };
    }

    public static BundleRef ReadBundle(this RevisionRow revision) => JsonSerializer.Deserialize<BundleRef>(revision.Bundle!, Json.Options)!;

    public static OrganisationStandards ReadStandards(this RevisionRow revision) =>
        revision.Standards is { } standards ? JsonSerializer.Deserialize<OrganisationStandards>(standards, Json.Options)! : new();

    /// <summary>Counted where the verdict is first recorded, so that a redelivered verdict counts nothing; what an earlier plan of the run had found too is the same
    /// finding.</summary>
    public static async Task CountViolationsAsync(this BehaviorContext<DeploymentState> x, IReadOnlyList<Finding> findings, string? profile)
    {
        if (findings.Count == 0)
            return;
        var before = (await x.Service<StatusReader>().TrackedAsync(x.Saga.DeploymentId, x.CancellationToken)).Findings.Where(f => f.Waiver is null).Select(Identity).ToHashSet();
        x.Service<AgentDb>().CountViolations(x.Service<AgentTelemetry>(), findings.Where(f => !before.Contains(Identity(f))), profile, x.Saga.Environment);
    }

    /// <summary>When it is committed that they were found. What is waived is no violation.</summary>
    public static void CountViolations(this AgentDb db, AgentTelemetry telemetry, IEnumerable<Finding> findings, string? profile, string environment)
    {
        var counted = findings.Where(f => f.Waiver is null).ToList();
        db.AfterCommit(() =>
        {
            foreach (var finding in counted)
                telemetry.PolicyViolation(finding.RuleId, finding.Severity, profile ?? "none", environment);
        });
    }

    static (string, string?, string?, string?) Identity(Finding finding) => (finding.RuleId, finding.Resource, finding.File, finding.Pointer);
}
