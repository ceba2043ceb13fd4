using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Api.Endpoints;

/// <summary>200 of <c>GET /deployments</c>; <c>next_cursor</c> is the next page's <c>cursor</c>.</summary>
public sealed record DeploymentPage
{
    public required IReadOnlyList<ListedDeployment> Deployments { get; init; }
    public string? NextCursor { get; init; }
}

/// <summary>A deployment in a list: what its status begins with, and where the rest is.</summary>
public sealed record ListedDeployment
{
    public required string DeploymentId { get; init; }
    public required string Environment { get; init; }
    public required string Runtime { get; init; }
    public required string Cloud { get; init; }
    public required string Status { get; init; }
    public int? Revision { get; init; }
    public Serving? Serving { get; init; }
    public RunStatus? Run { get; init; }
    public required IReadOnlyDictionary<string, string> Labels { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required string Href { get; init; }
}

/// <summary>200 of <c>GET /deployments/{id}/plan</c>: the changes as terraform's JSON has them, secrets masked.</summary>
public sealed record PlanAnswer
{
    public required string DeploymentId { get; init; }
    public required string PlanDigest { get; init; }
    public required PlanSummary Summary { get; init; }
    public required int Revision { get; init; }
    public required bool ApprovalRequired { get; init; }
    public DateTimeOffset? ApprovalExpiresAt { get; init; }
    public required bool FourEyes { get; init; }
    public Actor? ApprovedBy { get; init; }
    public DateTimeOffset? ApprovedAt { get; init; }
    public required JsonElement Changes { get; init; }
}

/// <summary>200 of <c>GET /deployments/{id}/outputs</c>; a sensitive one is a reference.</summary>
public sealed record OutputsAnswer
{
    public required string DeploymentId { get; init; }
    public required IReadOnlyDictionary<string, Output> Outputs { get; init; }
}

/// <summary>200 of <c>GET /deployments/{id}/runs</c>.</summary>
public sealed record RunPage
{
    public required IReadOnlyList<ListedRun> Runs { get; init; }
    public Guid? NextCursor { get; init; }
}

/// <summary>A run in the history. Live ones have no outcome yet.</summary>
public sealed record ListedRun
{
    public required Guid RunId { get; init; }
    public required string Kind { get; init; }
    public int? Revision { get; init; }
    public required string Actor { get; init; }
    public string? Outcome { get; init; }
    public string? Status { get; init; }
    public string? PlanDigest { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }
    public Failure? Failure { get; init; }
}

/// <summary>200 of <c>GET /deployments/{id}/audit</c>.</summary>
public sealed record AuditPage
{
    public required IReadOnlyList<AuditEntry> Entries { get; init; }
    public long? NextCursor { get; init; }
}

/// <summary>One command, also a refused one: <c>Decision</c> is <c>accepted</c>, <c>joined</c>, <c>replayed</c>, <c>unchanged</c> or <c>refused</c>. Or a waiver that
/// counted in a run: <c>waive</c>, <c>used</c>, with who gave it.</summary>
public sealed record AuditEntry
{
    public required long Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public required string Actor { get; init; }
    public required string Via { get; init; }
    public required string Command { get; init; }
    public required string Decision { get; init; }
    public string? Detail { get; init; }
    public Guid? RunId { get; init; }
}

/// <summary>200 of <c>GET /deployments/{id}/events</c> for who accepts JSON alone: up to 256 events after the one that was named.</summary>
public sealed record EventPage
{
    public required IReadOnlyList<DeploymentEvent> Events { get; init; }
}
