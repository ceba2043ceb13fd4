using System.Text.Json;

namespace InfraAgent.Contracts;

/// <summary>Body of <c>POST /generate</c> and of the AMQP command <c>generate</c>.</summary>
public sealed record GenerateRequest
{
    public required string DeploymentId { get; init; }
    public required string Environment { get; init; }
    public required string Runtime { get; init; }
    /// <summary>What to build: <c>cloud</c>, <c>modules[]</c>, <c>observability</c>. Its module inputs are typed by the catalog.</summary>
    public required JsonElement TemplateSpec { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();
    public string? PolicyProfile { get; init; }
    /// <summary>What of policy does not count for this revision, and until when.</summary>
    public IReadOnlyList<PolicyWaiver>? PolicyWaivers { get; init; }
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    public CostRequest? Cost { get; init; }
    public string? RequestId { get; init; }
}

/// <summary>Body of <c>POST /deploy</c>.</summary>
public sealed record DeployRequest
{
    public required string DeploymentId { get; init; }
    public bool PlanOnly { get; init; }
    /// <summary>The revision to deploy; the current one when absent.</summary>
    public int? Revision { get; init; }
    /// <summary>Merged over the current revision's parameters; makes a new revision when the result differs.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Parameters { get; init; }
    /// <summary>Waivers of this run, beside its revision's.</summary>
    public IReadOnlyList<PolicyWaiver>? PolicyWaivers { get; init; }
    public string? RequestId { get; init; }
}

/// <summary>Body of <c>POST /drift-scan</c>.</summary>
public sealed record DriftScanRequest
{
    public required string DeploymentId { get; init; }
    /// <summary>Resource addresses to report on; everything when absent.</summary>
    public IReadOnlyList<string>? Scope { get; init; }
    public string? RequestId { get; init; }
}

/// <summary>Body of <c>POST /deployments/{id}/cancel</c>.</summary>
public sealed record CancelRequest
{
    public required string DeploymentId { get; init; }
    public string? Reason { get; init; }
    public string? RequestId { get; init; }
}

/// <summary>Body of <c>POST /deployments/{id}/approve</c>: names the plan that was read.</summary>
public sealed record ApproveRequest
{
    public required string DeploymentId { get; init; }
    public required string PlanDigest { get; init; }
    public string? Reason { get; init; }
    public string? RequestId { get; init; }
}

/// <summary>Body of <c>POST /deployments/{id}/reject</c>.</summary>
public sealed record RejectRequest
{
    public required string DeploymentId { get; init; }
    public required string PlanDigest { get; init; }
    public string? Reason { get; init; }
    public string? RequestId { get; init; }
}

/// <summary>Body of <c>POST /deployments/{id}/rollback</c>.</summary>
public sealed record RollbackRequest
{
    public required string DeploymentId { get; init; }
    /// <summary>A revision that was deployed and healthy; the last such before the current one when absent.</summary>
    public int? Revision { get; init; }
    public string? RequestId { get; init; }
}

/// <summary>Body of <c>POST /deployments/{id}/destroy</c>.</summary>
public sealed record DestroyRequest
{
    public required string DeploymentId { get; init; }
    public string? RequestId { get; init; }
}
