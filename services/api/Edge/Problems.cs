using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>Every problem the agent answers with, in one place: type, status and what it carries. Types are stable.</summary>
public static class Problems
{
    const string Urn = "urn:infra-agent:problem:";

    /// <summary>As an HTTP answer, <c>application/problem+json</c>, with the problem's own status.</summary>
    public static IResult ToResult(this Problem problem) =>
        Results.Json(problem, Json.Options, Problem.ContentType, problem.Status);

    /// <summary>400: the body is not JSON.</summary>
    public static Problem Unreadable(Finding where) => new()
    {
        Type = Urn + "unreadable", Status = 400, Title = "The body is not JSON", Detail = where.Message, Errors = [where],
    };

    /// <summary>422: readable, but not a request that can be taken. Also for refusals of later stages, with their findings.</summary>
    public static Problem Invalid(IReadOnlyList<Finding> errors, int more = 0) => new()
    {
        Type = Urn + "invalid-request",
        Status = 422,
        Title = "The request breaks rules",
        Detail = errors.Count == 0 ? null : errors[0].Message + (errors.Count + more - 1) switch { 0 => "", 1 => " (and 1 more)", var n => $" (and {n} more)" },
        Errors = errors,
        MoreErrors = more > 0 ? more : null,
    };

    internal static Problem Invalid(JsonReading reading) => Invalid(reading.Placed(), reading.Findings.Dropped);

    /// <summary>422: the bundle or plan breaks policy. Same shape as <see cref="Invalid(IReadOnlyList{Finding}, int)"/>, its own type.</summary>
    public static Problem PolicyViolation(string deploymentId, IReadOnlyList<Finding> errors) =>
        Invalid(errors) with { Type = Urn + "policy-violation", Title = "Policy refuses this", DeploymentId = deploymentId };

    /// <summary>422: the idempotency key was used for other content.</summary>
    public static Problem KeyReused(string deploymentId, string key) => new()
    {
        Type = Urn + "request-id-reused", Status = 422, Title = "The request id was used for other content", DeploymentId = deploymentId,
        Detail = $"{Show.Name(key)} named another request within the last 24 hours. Use a new request_id for new content.",
    };

    /// <summary>401: no API key, or none that is known.</summary>
    public static Problem Unauthenticated() => new()
    {
        Type = Urn + "unauthenticated", Status = 401, Title = "Who is asking is not known",
        Detail = "Send an API key: Authorization: Bearer <key>.",
    };

    /// <summary>403: the key's role or environments do not cover this.</summary>
    public static Problem Forbidden(string detail) => new()
    {
        Type = Urn + "forbidden", Status = 403, Title = "Not allowed", Detail = detail,
    };

    /// <summary>403: whoever asked for the run may not approve its plan.</summary>
    public static Problem FourEyes(string deploymentId, string requester, string via, Guid? runId) => new()
    {
        Type = Urn + "second-person-needed", Status = 403, Title = "Another person must approve", DeploymentId = deploymentId, RunId = runId,
        Detail = $"{Show.Name(requester)} asked for this run, and its policy profile has plans approved by somebody else (four_eyes). " + (requester, via) switch
        {
            ("local", "rest") => "This agent has no API keys, so everybody is 'local': set Auth:ApiKeysFile, or use a profile without four_eyes.",
            ("amqp", "amqp") => "A sender that does not set user_id is 'amqp', whoever that is: set user_id, or approve over REST with a key.",
            _ => "Have another approver do it.",
        },
    };

    /// <summary>404: no such deployment (or revision, artifact, log).</summary>
    public static Problem NotFound(string detail) => new()
    {
        Type = Urn + "not-found", Status = 404, Title = "Not found", Detail = detail,
    };

    /// <summary>409: other content while a run that changes the deployment is live, or a command that the status does not allow.</summary>
    public static Problem Conflict(string deploymentId, string currentStatus, string detail, Guid? runId = null, IReadOnlyDictionary<string, string>? links = null) => new()
    {
        Type = Urn + "conflict", Status = 409, Title = "Not possible now", Detail = detail, Retryable = true,
        DeploymentId = deploymentId, CurrentStatus = currentStatus, RunId = runId, Links = links,
    };

    /// <summary>412: the decision names a plan that is not the one that waits.</summary>
    public static Problem StalePlan(string deploymentId, string? pendingDigest, Guid? runId = null) => new()
    {
        Type = Urn + "stale-plan", Status = 412, Title = "The plan has changed", DeploymentId = deploymentId, RunId = runId, PlanDigest = pendingDigest,
        Detail = "The plan_digest is not that of the plan which waits for a decision. Read GET /deployments/{id}/plan again and name its digest.",
    };

    /// <summary>413: the transport read no further than the limit.</summary>
    public static Problem TooLarge(long limit = StrictJson.MaxBytes) => new()
    {
        Type = Urn + "too-large", Status = 413, Title = "The body is too large", LimitBytes = limit,
        Detail = $"A body may have {limit} bytes at most. Split the specification into several deployments.",
    };

    /// <summary>415: not <c>application/json</c>.</summary>
    public static Problem NotJson(string? contentType) => new()
    {
        Type = Urn + "unsupported-media-type", Status = 415, Title = "The body is not declared as JSON",
        Detail = $"Content-Type is {(contentType is null ? "missing" : Show.Name(contentType))}; send application/json.",
    };

    /// <summary>400 (or what the server says): the request itself is not as HTTP or the path's and query's values must be.</summary>
    public static Problem BadRequest(int status, string detail) => new()
    {
        Type = Urn + "bad-request", Status = status, Title = "The request cannot be read", Detail = detail,
    };

    /// <summary>405: the path takes other methods.</summary>
    public static Problem WrongMethod(string method, string allowed) => new()
    {
        Type = Urn + "wrong-method", Status = 405, Title = "The path does not take this method",
        Detail = $"{Show.Name(method)} is not taken here; use {(allowed.Length == 0 ? "another method" : allowed)}.",
    };

    /// <summary>500: a mistake of ours. The log of the service has it under the trace id.</summary>
    public static Problem Internal(string traceId) => new()
    {
        Type = Urn + "internal", Status = 500, Title = "The agent made a mistake", Retryable = true,
        Detail = $"Nothing was decided on. The log of the service says more under {traceId}.",
    };

    /// <summary>503: the agent itself cannot do it now (database or broker away, shutting down).</summary>
    public static Problem Unavailable(string detail) => new()
    {
        Type = Urn + "unavailable", Status = 503, Title = "Not available now", Detail = detail, Retryable = true,
    };

    /// <summary>424 when the tool is missing, 502 when it failed.</summary>
    public static Problem ToolFailed(string deploymentId, Failure failure, Guid? runId = null) => new()
    {
        Type = Urn + (failure.ToolMissing ? "tool-missing" : "tool-failed"),
        Status = failure.ToolMissing ? 424 : 502,
        Title = failure.ToolMissing ? "A tool is not installed" : "A tool failed",
        Detail = failure.Message,
        Retryable = failure.Retryable,
        DeploymentId = deploymentId, RunId = runId,
        Tool = failure.Tool, ExitCode = failure.ExitCode, Stage = failure.Stage, LogsRef = failure.LogsRef,
    };
}
