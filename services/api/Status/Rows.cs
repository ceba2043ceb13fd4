using InfraAgent.Contracts;

namespace InfraAgent.Api.Status;

/// <summary>One entry of the event log. The key makes the sequence gap-free per deployment: two writers cannot both take a number.</summary>
public sealed class EventRow
{
    public required string DeploymentId { get; set; }
    public required long Sequence { get; set; }
    public required Guid EventId { get; set; }
    public required string Type { get; set; }
    public required string Environment { get; set; }
    /// <summary>The whole <see cref="DeploymentEvent"/> as JSON, as subscribers get it.</summary>
    public required string Body { get; set; }
    public required long At { get; set; }
    /// <summary>Sent to the broker's event exchange and confirmed.</summary>
    public bool Relayed { get; set; }
}

/// <summary>The fold of a deployment's events, kept so that <c>GET /status</c> reads one row.</summary>
public sealed class StatusRow
{
    public required string DeploymentId { get; set; }
    public required string Environment { get; set; }
    public required string Status { get; set; }
    public required long Sequence { get; set; }
    public required long CreatedAt { get; set; }
    public required long UpdatedAt { get; set; }
    /// <summary><see cref="DeploymentStatus"/> as JSON.</summary>
    public required string Document { get; set; }
}

/// <summary>One line of the audit trail: every command, also the refused ones, and every waiver that was used.</summary>
public sealed class AuditRow
{
    public long Id { get; set; }
    public required string DeploymentId { get; set; }
    public required long At { get; set; }
    public required string Actor { get; set; }
    public required string Via { get; set; }
    public required string Command { get; set; }
    /// <summary><c>accepted</c>, <c>joined</c>, <c>replayed</c>, <c>unchanged</c> or <c>refused</c>; <c>used</c> of a waiver.</summary>
    public required string Decision { get; set; }
    public string? Detail { get; set; }
    public Guid? RunId { get; set; }
}
