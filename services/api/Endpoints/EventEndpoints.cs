using System.Text;
using InfraAgent.Api.Auth;
using InfraAgent.Api.Description;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Endpoints;

/// <summary><c>GET /deployments/{id}/events</c>: Server-Sent Events, from the start or after <c>Last-Event-ID</c>, then as they happen;
/// with <c>Accept: application/json</c> one page of the log.</summary>
public static class EventEndpoints
{
    const int Page = 256;
    static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public static void MapEvents(this IEndpointRouteBuilder app) =>
        app.MapGet("/deployments/{deploymentId}/events", EventsAsync).RequireRole(Role.Viewer).WithTags("queries")
            .Describe("Events as they happen (text/event-stream), or a page of the log (application/json)", null, (200, typeof(EventPage)))
            .DescribeContent(200, "text/event-stream", typeof(string));

    static async Task<IResult> EventsAsync(
        string deploymentId, HttpContext http, IServiceScopeFactory scopes, EventSignal signal, IHostApplicationLifetime lifetime, CancellationToken cancel)
    {
        DeploymentStatus? status;
        await using (var scope = scopes.CreateAsyncScope())
            status = await scope.ServiceProvider.GetRequiredService<StatusReader>().FindAsync(deploymentId, cancel);
        if (QueryEndpoints.Refusal(http, deploymentId, status) is { } refusal)
            return refusal;

        var from = http.Request.Headers["Last-Event-ID"].FirstOrDefault() ?? http.Request.Query["after"].FirstOrDefault();
        var after = long.TryParse(from, out var sequence) ? sequence : 0;
        if (http.Request.GetTypedHeaders().Accept is { Count: > 0 } accepted && accepted.All(a => a.MediaType == "application/json"))
        {
            var page = await ReadAsync(scopes, deploymentId, after, cancel);
            return Results.Text($"{{\"events\":[{string.Join(',', page.Select(e => e.Body))}]}}", "application/json");
        }

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancel, lifetime.ApplicationStopping);
        try
        {
            await StreamAsync(http.Response, scopes, signal, deploymentId, after, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The client left, or we are going: it comes back with Last-Event-ID.
        }
        return Results.Empty;
    }

    static async Task StreamAsync(
        HttpResponse response, IServiceScopeFactory scopes, EventSignal signal, string deploymentId, long after, CancellationToken cancel)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        await response.WriteAsync("retry: 1000\n\n", cancel);
        await response.Body.FlushAsync(cancel);
        var silent = TimeSpan.Zero;
        while (true)
        {
            var next = signal.Next(deploymentId);
            var events = await ReadAsync(scopes, deploymentId, after, cancel);
            foreach (var happened in events)
            {
                // One line of JSON: the log is written without line breaks.
                await response.Body.WriteAsync(Encoding.UTF8.GetBytes($"id: {happened.Sequence}\nevent: {happened.Type}\ndata: {happened.Body}\n\n"), cancel);
                after = happened.Sequence;
            }
            if (events.Count > 0)
            {
                await response.Body.FlushAsync(cancel);
                silent = TimeSpan.Zero;
            }
            if (events.Count == Page)
                continue;
            if (silent >= KeepAlive)
            {
                await response.WriteAsync(": still here\n\n", cancel);
                await response.Body.FlushAsync(cancel);
                silent = TimeSpan.Zero;
            }
            await EventSignal.WaitAsync(next, EventSignal.LookAgain, cancel);
            silent += EventSignal.LookAgain;
        }
    }

    static async Task<List<EventRow>> ReadAsync(IServiceScopeFactory scopes, string deploymentId, long after, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AgentDb>().Set<EventRow>().AsNoTracking()
            .Where(e => e.DeploymentId == deploymentId && e.Sequence > after).OrderBy(e => e.Sequence).Take(Page).ToListAsync(cancel);
    }
}
