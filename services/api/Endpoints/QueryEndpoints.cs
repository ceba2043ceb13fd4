using System.Text.Json;
using InfraAgent.Api.Auth;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Description;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Endpoints;

/// <summary>What can be read: status, lists, plan, outputs, runs, audit.</summary>
public static class QueryEndpoints
{
    const int DefaultPage = 50;
    const int LargestPage = 200;

    public static void MapQueries(this IEndpointRouteBuilder app)
    {
        app.MapGet("/status/{deploymentId}", StatusAsync).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("What a deployment is, runs and may be asked now", null, (200, typeof(DeploymentStatus)), (304, null));
        app.MapGet("/deployments", ListAsync).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("Deployments, by filter and page", null, (200, typeof(DeploymentPage)));
        app.MapGet("/deployments/{deploymentId}/plan", PlanAsync).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("The last plan, masked", null, (200, typeof(PlanAnswer)));
        app.MapGet("/deployments/{deploymentId}/reports/{stage}", ReportAsync).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("The last judgement of a stage (bundle, plan) as SARIF 2.1.0", null, (200, null))
            .DescribeContent(200, "application/sarif+json", typeof(JsonElement));
        app.MapGet("/deployments/{deploymentId}/outputs", OutputsAsync).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("Outputs of what was applied", null, (200, typeof(OutputsAnswer)));
        app.MapGet("/deployments/{deploymentId}/runs", RunsAsync).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("Runs, the newest first", null, (200, typeof(RunPage)));
        app.MapGet("/deployments/{deploymentId}/audit", AuditAsync).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("Every command, also the refused ones", null, (200, typeof(AuditPage)));
    }

    /// <summary><c>If-None-Match</c> with <c>Prefer: wait=N</c> waits until there is something new.</summary>
    static async Task<IResult> StatusAsync(
        string deploymentId, HttpContext http, IServiceScopeFactory scopes, EventSignal signal, PublicAddress address, TimeProvider clock, CancellationToken cancel)
    {
        var patience = Preference.Read(http.Request).Wait ?? TimeSpan.Zero;
        var known = http.Request.Headers.IfNoneMatch.ToString();
        var started = clock.GetTimestamp();
        while (true)
        {
            var next = signal.Next(deploymentId);
            DeploymentStatus? status;
            await using (var scope = scopes.CreateAsyncScope())
                status = await scope.ServiceProvider.GetRequiredService<StatusReader>().FindAsync(deploymentId, cancel);
            if (Refusal(http, deploymentId, status) is { } refusal)
                return refusal;

            var tag = $"\"{status!.Sequence}\"";
            http.Response.Headers.ETag = tag;
            http.Response.Headers.CacheControl = "no-cache";
            if (known != tag)
                return Results.Text(StatusDocument.Write(status, http, address).ToJsonString(Json.Options), "application/json");
            var left = patience - clock.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
                return Results.StatusCode(StatusCodes.Status304NotModified);
            await EventSignal.WaitAsync(next, left, cancel);
        }
    }

    static async Task<IResult> ListAsync(
        HttpContext http, AgentDb db, PublicAddress address, string? environment, string? status, string? cursor, int? limit, CancellationToken cancel)
    {
        var caller = http.Caller();
        // A database refuses some characters (NUL), and answers nothing for the others.
        if (cursor is not null && !Formats.DeploymentId.Matches(cursor))
            return Problems.BadRequest(StatusCodes.Status400BadRequest, "'cursor' is not one: take next_cursor of the page before.").ToResult();
        if (environment is not null && !Formats.Environment.Matches(environment))
            return Problems.BadRequest(StatusCodes.Status400BadRequest, $"'environment' is not {Formats.Environment.Description}.").ToResult();
        if (status?.All(c => char.IsAsciiLetterLower(c) || c == '_') == false)
            return Problems.BadRequest(StatusCodes.Status400BadRequest, "'status' is no status word, such as 'healthy' or 'awaiting_approval'.").ToResult();
        var page = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var rows = db.Set<StatusRow>().AsNoTracking().AsQueryable();
        if (environment is not null)
            rows = rows.Where(r => r.Environment == environment);
        if (caller.Environments is { } allowed)
            rows = rows.Where(r => allowed.Contains(r.Environment));
        if (status is not null)
            rows = rows.Where(r => r.Status == status);
        if (cursor is not null)
            rows = rows.Where(r => string.Compare(r.DeploymentId, cursor) > 0);
        var found = await rows.OrderBy(r => r.DeploymentId).Take(page + 1).ToListAsync(cancel);
        var more = found.Count > page;
        return Results.Json(new DeploymentPage
        {
            Deployments = [.. found.Take(page).Select(StatusReader.Read).Select(s => new ListedDeployment
            {
                DeploymentId = s.DeploymentId, Environment = s.Environment, Runtime = s.Runtime, Cloud = s.Cloud, Status = s.Status, Revision = s.Revision,
                Serving = s.Serving, Run = s.Run, Labels = s.Labels, CreatedAt = s.CreatedAt, UpdatedAt = s.UpdatedAt,
                Href = address.Of(http, $"/status/{s.DeploymentId}"),
            })],
            NextCursor = more ? found[page - 1].DeploymentId : null,
        }, Json.Options);
    }

    static async Task<IResult> PlanAsync(string deploymentId, HttpContext http, StatusReader statuses, IArtifactStore artifacts, CancellationToken cancel)
    {
        var status = await statuses.FindAsync(deploymentId, cancel);
        if (Refusal(http, deploymentId, status) is { } refusal)
            return refusal;
        if (status!.Plan is not { } plan)
            return Problems.NotFound($"Deployment '{deploymentId}' has no plan yet. POST /deploy with \"plan_only\": true makes one.").ToResult();
        using var changes = JsonDocument.Parse(await artifacts.GetAsync(plan.Changes, cancel), new JsonDocumentOptions { MaxDepth = 512 });
        return Results.Json(new PlanAnswer
        {
            DeploymentId = deploymentId, PlanDigest = plan.Digest, Summary = plan.Summary, Revision = plan.Revision,
            ApprovalRequired = plan.ApprovalRequired, ApprovalExpiresAt = plan.ApprovalExpiresAt, FourEyes = plan.FourEyes, ApprovedBy = plan.ApprovedBy, ApprovedAt = plan.ApprovedAt,
            Changes = changes.RootElement.Clone(),
        }, new JsonSerializerOptions(Json.Options) { MaxDepth = 520 });
    }

    static async Task<IResult> ReportAsync(string deploymentId, string stage, HttpContext http, StatusReader statuses, IArtifactStore artifacts, CancellationToken cancel)
    {
        var status = await statuses.FindAsync(deploymentId, cancel);
        if (Refusal(http, deploymentId, status) is { } refusal)
            return refusal;
        if (!status!.Reports.TryGetValue(stage, out var report))
        {
            return Problems.NotFound(status.Reports.Count == 0
                ? $"Nothing of deployment '{deploymentId}' was judged yet."
                : $"Deployment '{deploymentId}' has no report of that stage; there are: {string.Join(", ", status.Reports.Keys)}.").ToResult();
        }
        http.Response.Headers.ETag = $"\"{report.Digest}\"";
        http.Response.Headers.CacheControl = "private, no-cache";
        return Results.Bytes(await artifacts.GetAsync(report, cancel), "application/sarif+json");
    }

    static async Task<IResult> OutputsAsync(string deploymentId, HttpContext http, StatusReader statuses, CancellationToken cancel)
    {
        var status = await statuses.FindAsync(deploymentId, cancel);
        return Refusal(http, deploymentId, status) ?? Results.Json(new OutputsAnswer { DeploymentId = deploymentId, Outputs = status!.Outputs }, Json.Options);
    }

    static async Task<IResult> RunsAsync(
        string deploymentId, HttpContext http, AgentDb db, StatusReader statuses, Guid? cursor, int? limit, CancellationToken cancel)
    {
        if (Refusal(http, deploymentId, await statuses.FindAsync(deploymentId, cancel)) is { } refusal)
            return refusal;
        var page = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var rows = db.Set<RunRow>().AsNoTracking().Where(r => r.DeploymentId == deploymentId);
        if (cursor is { } before)
        {
            var at = await db.Set<RunRow>().Where(r => r.RunId == before).Select(r => (long?)r.StartedAt).FirstOrDefaultAsync(cancel);
            rows = rows.Where(r => r.StartedAt < at || (r.StartedAt == at && r.RunId.CompareTo(before) < 0));
        }
        var found = await rows.OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.RunId).Take(page + 1).ToListAsync(cancel);
        return Results.Json(new RunPage
        {
            Runs = [.. found.Take(page).Select(r => new ListedRun
            {
                RunId = r.RunId, Kind = r.Kind, Revision = r.Revision, Actor = r.Actor, Outcome = r.Outcome, Status = r.Status, PlanDigest = r.PlanDigest,
                StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(r.StartedAt),
                FinishedAt = r.FinishedAt is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : (DateTimeOffset?)null,
                Failure = r.Failure is null ? null : JsonSerializer.Deserialize<Failure>(r.Failure, Json.Options),
            })],
            NextCursor = found.Count > page ? found[page - 1].RunId : (Guid?)null,
        }, Json.Options);
    }

    static async Task<IResult> AuditAsync(
        string deploymentId, HttpContext http, AgentDb db, StatusReader statuses, long? cursor, int? limit, CancellationToken cancel)
    {
        if (Refusal(http, deploymentId, await statuses.FindAsync(deploymentId, cancel)) is { } refusal)
            return refusal;
        var page = Math.Clamp(limit ?? DefaultPage, 1, LargestPage);
        var found = await db.Set<AuditRow>().AsNoTracking()
            .Where(a => a.DeploymentId == deploymentId && (cursor == null || a.Id < cursor))
            .OrderByDescending(a => a.Id).Take(page + 1).ToListAsync(cancel);
        return Results.Json(new AuditPage
        {
            Entries = [.. found.Take(page).Select(a => new AuditEntry
            {
                Id = a.Id, At = DateTimeOffset.FromUnixTimeMilliseconds(a.At), Actor = a.Actor, Via = a.Via, Command = a.Command, Decision = a.Decision,
                Detail = a.Detail, RunId = a.RunId,
            })],
            NextCursor = found.Count > page ? found[page - 1].Id : (long?)null,
        }, Json.Options);
    }

    /// <summary>404 for what is not there, and for what the caller may not see: an id is no secret, but its environment may be.</summary>
    internal static IResult? Refusal(HttpContext http, string deploymentId, DeploymentStatus? status)
    {
        if (!Formats.DeploymentId.Matches(deploymentId))
            return Problems.NotFound($"The deployment id in the path is not {Formats.DeploymentId.Description}.").ToResult();
        return status is null || !http.Caller().MayUse(status.Environment)
            ? Problems.NotFound($"Deployment '{deploymentId}' is not known here, or not yours to see. POST /generate makes it.").ToResult()
            : null;
    }
}
