using InfraAgent.Contracts;

namespace InfraAgent.Api.Deployments;

/// <summary>The saga's decision on a command. It is true once the saga's transaction is committed.</summary>
public sealed record Answer
{
    public Guid? RunId { get; init; }
    public string? Kind { get; init; }
    /// <summary>The status word that the caller is told: <c>applying</c>, <c>planning</c>, <c>scanning</c>, <c>generating</c>…</summary>
    public string? Status { get; init; }
    public int? Revision { get; init; }
    /// <summary>How the command was taken: <c>accepted</c> (new work), <c>joined</c>, <c>replayed</c>, <c>unchanged</c>.</summary>
    public string How { get; init; } = Taken;
    public Refusal? Refusal { get; init; }

    public const string Taken = "accepted";
    public const string Joined = "joined";
    public const string Replayed = "replayed";
    public const string Unchanged = "unchanged";
}

/// <summary>Why a command was refused. <c>Type</c> is the last part of the problem's URN.</summary>
public sealed record Refusal
{
    public required int StatusCode { get; init; }
    public required string Type { get; init; }
    public required string Title { get; init; }
    public required string Detail { get; init; }
    public IReadOnlyList<Finding> Errors { get; init; } = [];
    public string? CurrentStatus { get; init; }
    public Guid? RunId { get; init; }
    public bool Retryable { get; init; }

    public static Refusal Invalid(string ruleId, string pointer, string message, string remediation) => new()
    {
        StatusCode = 422,
        Type = "invalid-request",
        Title = "The request cannot be accepted",
        Detail = message,
        Errors = [new Finding { RuleId = ruleId, Pointer = pointer, Message = message, Remediation = remediation }],
    };

    public static Refusal NotFound(string deploymentId) => new()
    {
        StatusCode = 404,
        Type = "deployment-not-found",
        Title = "No such deployment",
        Detail = $"Deployment '{deploymentId}' is not known here. POST /generate makes it.",
    };

    public static Refusal Conflict(DeploymentState saga, string status, string detail) => new()
    {
        StatusCode = 409,
        Type = "run-in-progress",
        Title = "Another run is changing this deployment",
        Detail = detail,
        CurrentStatus = status,
        RunId = saga.RunId,
        Retryable = true,
    };
}
