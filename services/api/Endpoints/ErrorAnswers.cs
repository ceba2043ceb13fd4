using InfraAgent.Api.Edge;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Artifacts;
using InfraAgent.Hosting.Messaging;

namespace InfraAgent.Api.Endpoints;

/// <summary>No error without a body that says what and what to do: for paths that are not there, values that cannot be read, a database
/// that is away, and our own mistakes.</summary>
static class ErrorAnswers
{
    const int ClientGone = 499;

    /// <summary>Call it before everything else.</summary>
    public static void UseErrorAnswers(this WebApplication app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            http.Response.StatusCode = ClientGone;
            return;
        }
        catch (Exception failed) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, Explain(http, failed));
            return;
        }
        if (http.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null } && Explain(http) is { } problem)
            await AnswerAsync(http, problem);
    });

    static Problem Explain(HttpContext http, Exception failed)
    {
        if (failed is BadHttpRequestException bad)
            return bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problems.TooLarge() : Problems.BadRequest(bad.StatusCode, bad.Message);
        var log = http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("InfraAgent.Api");
        if (Failures.IsDatabaseAway(failed))
        {
            log.LogWarning("{Method} {Path}: the database is away: {Reason}", http.Request.Method, http.Request.Path, failed.Message);
            http.Response.Headers.RetryAfter = "1";
            return Problems.Unavailable("The database cannot be reached, so nothing was decided. Ask again in a moment; with a request_id the same request is never taken twice.");
        }
        if (failed is ArtifactStoreAwayException away)
        {
            log.LogWarning("{Method} {Path}: {Reason}", http.Request.Method, http.Request.Path, away.Message);
            http.Response.Headers.RetryAfter = "5";
            return Problems.Unavailable("The artifact store cannot be reached. Ask again in a moment.");
        }
        log.LogError(failed, "{Method} {Path} failed ({TraceId})", http.Request.Method, http.Request.Path, http.TraceIdentifier);
        return Problems.Internal(http.TraceIdentifier);
    }

    static Problem? Explain(HttpContext http) => http.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Problems.NotFound("There is nothing at this path. GET /openapi/v1.json lists what there is."),
        StatusCodes.Status405MethodNotAllowed => Problems.WrongMethod(http.Request.Method, http.Response.Headers.Allow.ToString()),
        StatusCodes.Status400BadRequest => Problems.BadRequest(StatusCodes.Status400BadRequest, "A value in the path or in the query has not the form that it must have, such as a whole number."),
        _ => null,
    };

    static async Task AnswerAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        await problem.ToResult().ExecuteAsync(http);
    }
}
