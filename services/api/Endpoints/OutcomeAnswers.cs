using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;

namespace InfraAgent.Api.Endpoints;

using Words = Contracts.Status;

/// <summary>From the outcome of a run to an HTTP answer: 200, 409, 422, 424 or 502; 202 while it is open.</summary>
public sealed class OutcomeAnswers(AgentDb db, StatusReader statuses, PublicAddress address)
{
    public IResult Accepted(HttpContext http, ParsedCommand command, Answer answer)
    {
        http.Response.Headers.Location = address.Of(http, $"/status/{command.DeploymentId}");
        http.Response.Headers.RetryAfter = "1";
        return Results.Json(new AcceptedAnswer
        {
            DeploymentId = command.DeploymentId, RunId = answer.RunId, Status = answer.Status, Revision = answer.Revision, Joined = answer.How == Answer.Joined ? true : (bool?)null,
            Links = new Dictionary<string, string>
            {
                ["status"] = address.Of(http, $"/status/{command.DeploymentId}"),
                ["events"] = address.Of(http, $"/deployments/{command.DeploymentId}/events"),
                ["cancel"] = address.Of(http, $"/deployments/{command.DeploymentId}/cancel"),
            },
        }, Json.Options, statusCode: StatusCodes.Status202Accepted);
    }

    /// <summary>What was asked for is there already: the current revision, or nothing to destroy.</summary>
    public async Task<IResult> UnchangedAsync(HttpContext http, ParsedCommand command, Answer answer, CancellationToken cancel) =>
        command.Kind == CommandKind.Generate
            ? await GeneratedAsync(http, await RevisionAsync(command.DeploymentId, answer.Revision!.Value, cancel), null, cancel)
            : await StatusAsync(http, command.DeploymentId, cancel);

    public async Task<IResult> OfRunAsync(HttpContext http, ParsedCommand command, EndedRun ended, CancellationToken cancel)
    {
        var (run, revision) = ended;
        var findings = run.Findings is null ? [] : JsonSerializer.Deserialize<List<Finding>>(run.Findings, Json.Options)!;
        switch (run.Outcome)
        {
            case RunOutcome.Succeeded when run.Kind == RunKind.Generate:
                return await GeneratedAsync(http, revision!, run, cancel);
            case RunOutcome.Rejected:
                var errors = findings.Where(f => f.Severity == "error").ToList();
                return (errors.Count == 0 ? Problems.Conflict(run.DeploymentId, run.Status!, Failure(run)?.Message ?? "The plan was rejected.", run.RunId)
                    : revision?.Bundle is null ? Problems.Invalid(errors) with { DeploymentId = run.DeploymentId, RunId = run.RunId }
                    : Problems.PolicyViolation(run.DeploymentId, errors) with { RunId = run.RunId }).ToResult();
            case RunOutcome.Cancelled when command.Kind != CommandKind.Cancel:
                return Problems.Conflict(run.DeploymentId, run.Status!, "The run was cancelled.", run.RunId).ToResult();
            case RunOutcome.Failed or RunOutcome.NeedsAttention when run.Failure is not null && command.Kind != CommandKind.Cancel:
                var failure = Failure(run)!;
                return (Problems.ToolFailed(run.DeploymentId, failure, run.RunId) with { CurrentStatus = run.Status }).ToResult();
            default:
                return await StatusAsync(http, command.DeploymentId, cancel);
        }
    }

    static Failure? Failure(RunRow run) => run.Failure is null ? null : JsonSerializer.Deserialize<Failure>(run.Failure, Json.Options);

    async Task<RevisionRow> RevisionAsync(string deploymentId, int number, CancellationToken cancel) =>
        await db.FindAsync<RevisionRow>([deploymentId, number], cancel) ?? throw new InvalidOperationException($"Revision {number} is gone.");

    async Task<IResult> GeneratedAsync(HttpContext http, RevisionRow revision, RunRow? run, CancellationToken cancel)
    {
        var deploymentId = revision.DeploymentId;
        var bundle = revision.ReadBundle();
        var status = await statuses.FindAsync(deploymentId, cancel);
        return Results.Json(new GeneratedAnswer
        {
            DeploymentId = deploymentId,
            Environment = revision.Environment,
            Runtime = revision.Runtime,
            Status = Words.Generated,
            Revision = revision.Number,
            RunId = run?.RunId,
            Artifacts = bundle.Entrypoints.ToDictionary(e => e.Key, e => address.Of(http, $"/artifacts/{e.Value}")),
            Archive = address.Of(http, $"/artifacts/{bundle.Path}.tar.gz"),
            Uri = bundle.Uri,
            Digest = bundle.Digest,
            Files = [.. bundle.Files.Select(f => new BundleFile(f.Path, f.Digest, f.Size, address.Of(http, $"/artifacts/{f.Path}")))],
            Checks = run?.Checks is { } checks ? JsonSerializer.Deserialize<List<Check>>(checks, Json.Options)! : status?.Checks ?? [],
            Findings = run?.Findings is { } findings ? JsonSerializer.Deserialize<List<Finding>>(findings, Json.Options) : null,
            Cost = status?.Costs.GetValueOrDefault("bundle") is { } cost && cost.Revision == revision.Number ? cost : null,
            Links = new Dictionary<string, string> { ["status"] = address.Of(http, $"/status/{deploymentId}"), ["deploy"] = address.Of(http, "/deploy") },
        }, Json.Options);
    }

    async Task<IResult> StatusAsync(HttpContext http, string deploymentId, CancellationToken cancel)
    {
        var status = await statuses.FindAsync(deploymentId, cancel) ?? throw new InvalidOperationException($"No status for {deploymentId}.");
        return Results.Text(StatusDocument.Write(status, http, address).ToJsonString(Json.Options), "application/json");
    }
}
