using System.Text.Json;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Environments;
using InfraAgent.Hosting.Telemetry;
using InfraAgent.Policy;
using InfraAgent.Policy.Waivers;
using Microsoft.EntityFrameworkCore;
using Words = InfraAgent.Contracts.Status;

namespace InfraAgent.Api.Deployments;

/// <summary>The run that an accepted command starts.</summary>
public sealed record NewRun
{
    public required Guid RunId { get; init; }
    public required string Kind { get; init; }
    public required string Digest { get; init; }
    public required Actor Actor { get; init; }
    public int? Revision { get; init; }
    public bool PlanOnly { get; init; }
    /// <summary>The revision must be generated first.</summary>
    public bool Generates { get; init; }
    public IReadOnlyList<string>? Scope { get; init; }
    public IReadOnlyList<GivenWaiver> Waivers { get; init; } = [];
}

/// <summary>Decides whether a command is taken: the table "Accepting commands" of the design, row by row. One instance decides
/// one command, inside the saga's transaction; whatever it adds is committed with the saga or not at all.</summary>
public sealed class Admission(
    AgentDb db, EnvironmentRegistry environments, PolicyCheck policy, WaiverAuthority authority, AgentTelemetry telemetry, TimeProvider clock)
{
    static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    /// <summary>The run to begin; null when the command was joined, replayed, unchanged or refused.</summary>
    public NewRun? Run { get; private set; }

    /// <summary>The command was accepted and is not a run: cancel, approve, reject.</summary>
    public bool Accepted { get; private set; }

    public Answer? Answer { get; private set; }

    public Task GenerateAsync(DeploymentState saga, RequestGeneration command, CancellationToken cancel) =>
        DecideAsync(saga, command, "generate", async () =>
        {
            var body = command.Body;
            var cloud = Cloud(body.TemplateSpec);
            if (Immutable(saga, body, cloud) is { } refusal)
                return Refuse(refusal);
            if (Registered(body.Environment) is { } unknown)
                return Refuse(unknown);
            if (saga.IsLive)
                return Join(saga, RunKind.Generate, command.ContentDigest, Words.Generating);
            if (await CurrentAsync(saga, cancel) is { } current && current.ContentDigest == command.ContentDigest && !WaiverEnded(current))
                return new Answer { Kind = RunKind.Generate, Status = Words.Generated, Revision = current.Number, How = Answer.Unchanged };

            body = body with { Labels = WithDefaultTags(body) };
            var waivers = Waivers.Given(body.PolicyWaivers, command.Actor, command.FromApprover);
            if ((authority.Refusal(waivers, body, plans: false) ?? Violation(body, waivers, command.Actor)) is { } refused)
                return Refuse(refused with { DeploymentId = command.DeploymentId });

            var number = await AddRevisionAsync(saga, command.DeploymentId, body, cloud, command.ContentDigest, Waivers.Write(waivers), cancel);
            return Begin(command, RunKind.Generate, Words.Generating, number, generates: true);
        }, cancel);

    public Task DeployAsync(DeploymentState saga, RequestDeployment command, CancellationToken cancel) =>
        DecideAsync(saga, command, "deploy", async () =>
        {
            var word = command.Body.PlanOnly ? Words.Planning : Words.Applying;
            if (NotDeployable(saga) is { } refusal)
                return Refuse(refusal);
            if (saga.IsLive)
                return Join(saga, RunKind.Deploy, command.ContentDigest, word);
            var wanted = command.Body.Revision ?? saga.Revision;
            if (wanted is null)
                return NothingGenerated(saga);
            var revision = await db.FindAsync<RevisionRow>([saga.DeploymentId, wanted.Value], cancel);
            if (revision is not { Usable: true })
                return Refuse(NoRevision(saga, wanted.Value));

            var stored = JsonSerializer.Deserialize<GenerateRequest>(revision.Request, Json.Options)!;
            var merged = new SortedDictionary<string, JsonElement>(stored.Parameters.ToDictionary(), StringComparer.Ordinal);
            foreach (var (name, value) in command.Body.Parameters ?? new Dictionary<string, JsonElement>())
                merged[name] = value;
            var request = stored with { Parameters = merged, RequestId = null };
            var digest = Digest(request);
            var same = digest == revision.ContentDigest || digest == Digest(stored);
            if (same && WaiverEnded(revision))
                return Refuse(Ended(revision));
            if (!same)
                request = request with { Labels = WithDefaultTags(request) };
            var waivers = Waivers.Given(command.Body.PolicyWaivers, command.Actor, command.FromApprover);
            // Also when it is the same: environment and profiles may be stricter than they were.
            if ((authority.Refusal(waivers, request, plans: true) ?? Violation(request, [.. waivers, .. Waivers.Read(revision.Waivers)], command.Actor)) is { } refused)
                return Refuse(refused with { DeploymentId = saga.DeploymentId });

            var number = same ? revision.Number : await AddRevisionAsync(saga, saga.DeploymentId, request, revision.Cloud, digest, revision.Waivers, cancel);
            return Begin(command, RunKind.Deploy, word, number, planOnly: command.Body.PlanOnly, generates: !same, waivers);
        }, cancel);

    public Task RollbackAsync(DeploymentState saga, RequestRollback command, CancellationToken cancel) =>
        DecideAsync(saga, command, "rollback", async () =>
        {
            if (saga.IsLive)
                return Join(saga, RunKind.Rollback, command.ContentDigest, Words.RollingBack);
            var target = command.Body.Revision is { } named
                ? await db.FindAsync<RevisionRow>([saga.DeploymentId, named], cancel)
                : await db.Set<RevisionRow>().AsNoTracking()
                    .Where(r => r.DeploymentId == saga.DeploymentId && r.HealthyAt != null && r.Number != saga.DeployedRevision)
                    .OrderByDescending(r => r.HealthyAt).ThenByDescending(r => r.Number).FirstOrDefaultAsync(cancel);
            if (target?.HealthyAt is null)
                return command.Body.Revision is { } missing
                    ? Refuse(NoRevision(saga, missing))
                    : Impossible(saga, "No other revision of this deployment was ever deployed and healthy. Deploy a corrected revision instead.");
            if (WaiverEnded(target))
                return Refuse(Ended(target));
            // A way back is no way around what environment and profiles ask for by now.
            var stored = JsonSerializer.Deserialize<GenerateRequest>(target.Request, Json.Options)!;
            return Violation(stored, Waivers.Read(target.Waivers), command.Actor) is { } refused ? Refuse(refused) : Begin(command, RunKind.Rollback, Words.RollingBack, target.Number);
        }, cancel);

    public Task DestroyAsync(DeploymentState saga, RequestDestruction command, CancellationToken cancel) =>
        DecideAsync(saga, command, "destroy", () =>
        {
            if (NotDeployable(saga) is { } refusal)
                return Task.FromResult(Refuse(refusal));
            if (saga.IsLive)
                return Task.FromResult(Join(saga, RunKind.Destroy, command.ContentDigest, Words.Destroying));
            if (saga.CurrentState == nameof(DeploymentStateMachine.Destroyed))
                return Task.FromResult(new Answer { Kind = RunKind.Destroy, Status = Words.Destroyed, How = Answer.Unchanged });
            // What is in the world was made by the revision that was applied last; without one the current revision finds an empty state.
            var revision = saga.DeployedRevision ?? saga.Revision;
            return Task.FromResult(revision is null
                ? NothingGenerated(saga)
                : Begin(command, RunKind.Destroy, Words.Destroying, revision.Value));
        }, cancel);

    public Task ScanAsync(DeploymentState saga, RequestDriftScan command, CancellationToken cancel) =>
        DecideAsync(saga, command, "drift-scan", () =>
        {
            if (saga.IsLive)
                return Task.FromResult(Impossible(saga, "A scan yields to a run that changes the deployment. Ask again when it has ended."));
            if (saga.ScanId is { } live)
                return Task.FromResult(saga.ScanDigest == command.ContentDigest
                    ? new Answer { RunId = live, Kind = RunKind.DriftScan, Status = "scanning", Revision = saga.ScanRevision, How = Answer.Joined }
                    : Impossible(saga, "A scan with another scope is under way. Wait for it.", live));
            return Task.FromResult(saga.DeployedRevision is not { } deployed
                ? Impossible(saga, "There is nothing to compare with: this deployment was never applied, or it was destroyed. POST /deploy first.")
                : Begin(command, RunKind.DriftScan, "scanning", deployed));
        }, cancel, command.Body.Scope);

    public Task CancelAsync(DeploymentState saga, RequestCancellation command, CancellationToken cancel) =>
        DecideAsync(saga, command, "cancel", () =>
        {
            if (!saga.IsLive)
                return Task.FromResult(Impossible(saga, "No run is changing this deployment, so there is nothing to cancel."));
            if (saga.CurrentState == nameof(DeploymentStateMachine.Cancelling))
                return Task.FromResult(new Answer { RunId = saga.RunId, Kind = saga.RunKind, Status = Words.Cancelling, How = Answer.Joined });
            Accepted = true;
            return Task.FromResult(new Answer { RunId = saga.RunId, Kind = saga.RunKind, Status = Words.Cancelling });
        }, cancel);

    public Task ApproveAsync(DeploymentState saga, ApprovePlan command, CancellationToken cancel) =>
        DecideAsync(saga, command, "approve", () => Task.FromResult(Pending(saga, command.Body.PlanDigest, Words.Applying, command.Actor)), cancel);

    public Task RejectAsync(DeploymentState saga, RejectPlan command, CancellationToken cancel) =>
        DecideAsync(saga, command, "reject", () => Task.FromResult(Pending(saga, command.Body.PlanDigest, Words.Rejected)), cancel);

    async Task DecideAsync(
        DeploymentState saga, IDeploymentCommand command, string name, Func<Task<Answer>> decide, CancellationToken cancel,
        IReadOnlyList<string>? scope = null)
    {
        var remembered = command.IdempotencyKey is { } key
            ? await db.FindAsync<RememberedAnswer>([command.DeploymentId, key], cancel)
            : null;
        var answer = await RecallAsync(remembered, command, name, cancel) ?? await decide();
        if (Run is not null)
            Run = Run with { Scope = scope };
        if (answer.Refusal is null && answer.How != Answer.Replayed && command.IdempotencyKey is not null)
            Remember(remembered, command, name, answer);

        Audit(command, name, answer);
        Answer = answer;
    }

    void Audit(IDeploymentCommand command, string name, Answer answer) => db.Add(new AuditRow
    {
        DeploymentId = command.DeploymentId,
        At = NowMs(),
        Actor = command.Actor.Name,
        Via = command.Actor.Via,
        Command = name,
        Decision = answer.Refusal is null ? answer.How : "refused",
        Detail = answer.Refusal?.Detail,
        RunId = answer.RunId,
    });

    async Task<Answer?> RecallAsync(RememberedAnswer? remembered, IDeploymentCommand command, string name, CancellationToken cancel)
    {
        if (remembered is null || remembered.ExpiresAt <= NowMs())
            return null;
        if (remembered.ContentDigest != command.ContentDigest || remembered.Command != name)
            return Refuse(Problems.KeyReused(command.DeploymentId, remembered.Key));
        // A failure is never remembered: asking again is how one tries again. A cancel, an approval or a rejection has done all it does, however
        // the run ends; a delivery that comes again must not hit the run after it.
        if (Begins(name) && remembered.RunId is { } runId && await db.FindAsync<RunRow>([runId], cancel) is { Outcome: not (null or RunOutcome.Succeeded) })
            return null;
        return JsonSerializer.Deserialize<Answer>(remembered.Answer, Json.Options)! with { How = Answer.Replayed };
    }

    static bool Begins(string name) => name is not ("cancel" or "approve" or "reject");

    /// <summary>For a command that came over the bus and would not have passed an edge. It changes nothing but the audit log.</summary>
    public void Refuse(IDeploymentCommand command, string name, Problem refusal)
    {
        Answer = Refuse(refusal);
        if (Formats.DeploymentId.Matches(command.DeploymentId))
            Audit(command, name, Answer);
    }

    void Remember(RememberedAnswer? row, IDeploymentCommand command, string name, Answer answer)
    {
        if (row is null)
            db.Add(row = new RememberedAnswer { DeploymentId = command.DeploymentId, Key = command.IdempotencyKey!, Command = name, ContentDigest = "", Answer = "", ExpiresAt = 0 });
        row.Command = name;
        row.ContentDigest = command.ContentDigest;
        row.RunId = answer.RunId;
        row.Answer = JsonSerializer.Serialize(answer, Json.Options);
        row.ExpiresAt = NowMs() + (long)Remembered.TotalMilliseconds;
    }

    Answer Begin(IDeploymentCommand command, string kind, string word, int revision, bool planOnly = false, bool generates = false, IReadOnlyList<GivenWaiver>? waivers = null)
    {
        Run = new NewRun
        {
            RunId = Guid.CreateVersion7(clock.GetUtcNow()),
            Kind = kind,
            Digest = command.ContentDigest,
            Actor = command.Actor,
            Revision = revision,
            PlanOnly = planOnly,
            Generates = generates,
            Waivers = waivers ?? [],
        };
        return new Answer { RunId = Run.RunId, Kind = kind, Status = word, Revision = revision };
    }

    static Answer Join(DeploymentState saga, string kind, string digest, string word) =>
        saga.RunKind == kind && saga.RunDigest == digest && saga.CurrentState != nameof(DeploymentStateMachine.Cancelling)
            ? new Answer { RunId = saga.RunId, Kind = kind, Status = word, Revision = saga.RunRevision, How = Answer.Joined }
            : Impossible(saga, $"Run {saga.RunId} ({saga.RunKind}) is changing deployment '{saga.DeploymentId}'. Wait for it, or cancel it.");

    /// <param name="approver">Null for who says no: everybody who may decide may do that, at any time.</param>
    Answer Pending(DeploymentState saga, string digest, string word, Actor? approver = null)
    {
        if (saga.CurrentState != nameof(DeploymentStateMachine.AwaitingApproval))
            return Impossible(saga, "Only a deployment in 'awaiting_approval' has a plan to decide on.");
        if (saga.PlanDigest != digest)
            return Refuse(Problems.StalePlan(saga.DeploymentId, saga.PlanDigest, saga.RunId));
        if (approver is not null && saga.ApproveBy <= NowMs())
            return Impossible(saga, $"The time to approve this plan ended at {Rfc3339.Text(saga.ApproveBy.Value)}. Deploy again and have the new plan approved.");
        if (saga.FourEyes && approver?.Name == saga.RunActor)
            return Refuse(Problems.FourEyes(saga.DeploymentId, saga.RunActor, saga.RunActorVia, saga.RunId));
        Accepted = true;
        return new Answer { RunId = saga.RunId, Kind = saga.RunKind, Status = word, Revision = saga.RunRevision };
    }

    async Task<int> AddRevisionAsync(
        DeploymentState saga, string deploymentId, GenerateRequest request, string cloud, string digest, string? waivers, CancellationToken cancel)
    {
        var number = saga.LastRevision + 1;
        var standards = await StandardsAsync(saga, request.Environment, cancel);
        db.Add(new RevisionRow
        {
            DeploymentId = deploymentId,
            Number = number,
            ContentDigest = digest,
            Request = JsonSerializer.Serialize(request with { RequestId = null }, Json.Options),
            Environment = request.Environment,
            Runtime = request.Runtime,
            Cloud = cloud,
            PolicyProfile = request.PolicyProfile,
            Waivers = waivers,
            Standards = standards is { NamePrefix: null, Providers.Count: 0 } ? null : JsonSerializer.Serialize(standards, Json.Options),
            CreatedAt = NowMs(),
        });
        return number;
    }

    /// <summary>The environment's own tags are the weakest; as they are now, so that the revision is the same whenever it is made.</summary>
    SortedDictionary<string, string> WithDefaultTags(GenerateRequest request)
    {
        var labels = new SortedDictionary<string, string>(request.Labels.ToDictionary(), StringComparer.Ordinal);
        if (environments.Find(request.Environment) is not { DefaultTags.Count: > 0 } environment)
            return labels;
        // A cloud takes Owner and owner for one name: what the caller wrote, however spelled, is no reason to refuse the request.
        var written = new HashSet<string>(request.Labels.Keys, StringComparer.OrdinalIgnoreCase);
        if (request.TemplateSpec.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object)
            written.UnionWith(tags.EnumerateObject().Select(t => t.Name));
        foreach (var (name, value) in environment.DefaultTags.Where(t => !written.Contains(t.Key)))
            labels[name] = value;
        return labels;
    }

    /// <summary>Versions of providers are the registry's as they are now. Names are those that the deployment began with: under others everything would be built anew.</summary>
    async Task<OrganisationStandards> StandardsAsync(DeploymentState saga, string environment, CancellationToken cancel)
    {
        var standards = environments.Find(environment)?.Standards ?? new();
        return IsBound(saga) && await CurrentAsync(saga, cancel) is { } current ? standards with { NamePrefix = current.ReadStandards().NamePrefix } : standards;
    }

    // A deployment of which nothing was ever generated is bound to nothing: the mistake may have been in these very words.
    static bool IsBound(DeploymentState saga) => saga.Revision is not null && saga.CurrentState != nameof(DeploymentStateMachine.Destroyed);

    async Task<RevisionRow?> CurrentAsync(DeploymentState saga, CancellationToken cancel) =>
        saga.Revision is { } number ? await db.FindAsync<RevisionRow>([saga.DeploymentId, number], cancel) : null;

    static Problem? Immutable(DeploymentState saga, GenerateRequest body, string cloud)
    {
        if (!IsBound(saga))
            return null;
        var changed = new[]
        {
            (Name: "environment", Pointer: "/environment", Was: saga.Environment, Asked: body.Environment),
            (Name: "runtime", Pointer: "/runtime", Was: saga.Runtime, Asked: body.Runtime),
            (Name: "cloud", Pointer: "/template_spec/cloud", Was: saga.Cloud, Asked: cloud),
        }.Where(c => c.Was != c.Asked).Select(c => new Finding
        {
            RuleId = RequestRules.Immutable,
            Pointer = c.Pointer,
            Message = $"This deployment's {c.Name} is '{c.Was}' and cannot become '{c.Asked}'.",
            Remediation = $"Keep '{c.Was}', take another deployment_id, or destroy this deployment first.",
        }).ToList();
        return changed.Count == 0 ? null : Problems.Invalid(changed) with { DeploymentId = saga.DeploymentId };
    }

    Problem? Registered(string environment) => environments.Find(environment) is not null ? null : Problems.Invalid([new Finding
    {
        RuleId = RequestRules.UnknownEnvironment,
        Pointer = "/environment",
        Message = $"Environment '{environment}' is not in the environment registry.",
        Remediation = $"Known: {string.Join(", ", environments.Declared.Select(e => e.Name))}. An administrator can add it to the registry file.",
    }]);

    /// <summary>What policy can say of a request alone, before anything is made of it. The policy service judges it again with the bundle, and has the last word.</summary>
    Problem? Violation(GenerateRequest request, IReadOnlyList<GivenWaiver> waivers, Actor requester)
    {
        var verdict = policy.Request(request.Environment, request.PolicyProfile, request.Runtime, request.TemplateSpec, request.Parameters, request.Labels,
            new RequestWaivers(request.DeploymentId, waivers, requester));
        if (!verdict.Refused)
            return null;
        db.CountViolations(telemetry, verdict.Findings, verdict.Profile, request.Environment);
        return Problems.PolicyViolation(request.DeploymentId, [.. verdict.Findings.Where(f => f.Severity == "error")]);
    }

    static Problem? NotDeployable(DeploymentState saga) => CommandParser.DeployableRuntimes.Contains(saga.Runtime) ? null : Problems.Invalid([new Finding
    {
        RuleId = RequestRules.NotDeployable,
        Pointer = "",
        Message = $"Runtime '{saga.Runtime}' is generated and checked, and not rolled out by the agent; it rolls out {string.Join(", ", CommandParser.DeployableRuntimes)}.",
        Remediation = $"Take the bundle from /artifacts/{saga.DeploymentId}/r{saga.Revision ?? 1}.tar.gz and roll it out with the runtime's own tools.",
    }]) with { DeploymentId = saga.DeploymentId };

    static Answer NothingGenerated(DeploymentState saga) => Impossible(saga,
        "No revision of this deployment was generated and passed its checks. POST /generate with a valid specification first.");

    static Problem NoRevision(DeploymentState saga, int number) => Problems.Invalid([new Finding
    {
        RuleId = RequestRules.NoRevision,
        Pointer = "/revision",
        Message = $"Revision {number} of this deployment cannot be used.",
        Remediation = "Name a revision that was generated and passed its checks (for a rollback: one that was healthy), or leave it out for the default.",
    }]) with { DeploymentId = saga.DeploymentId };

    bool WaiverEnded(RevisionRow revision) => revision.WaivedUntil <= NowMs();

    static Problem Ended(RevisionRow revision) => Problems.Invalid([new Finding
    {
        RuleId = RequestRules.WaiverEnded,
        Pointer = "/revision",
        Message = $"Revision {revision.Number} of this deployment passed its checks by a waiver that ended at {Rfc3339.Text(revision.WaivedUntil!.Value)}.",
        Remediation = "POST /generate again, with what was waived mended, or with a waiver that lasts.",
    }]) with { DeploymentId = revision.DeploymentId };

    static Answer Impossible(DeploymentState saga, string detail, Guid? runId = null) =>
        Refuse(Problems.Conflict(saga.DeploymentId, StatusWord.Of(saga), detail, runId ?? saga.RunId, Links.Of(saga)));

    static Answer Refuse(Problem refusal) => new() { Refusal = refusal };

    static string Digest(GenerateRequest request) =>
        RequestDigest.Of("generate", request.DeploymentId, JsonSerializer.SerializeToElement(request, Json.Options));

    static string Cloud(JsonElement spec) =>
        spec.ValueKind == JsonValueKind.Object && spec.TryGetProperty("cloud", out var cloud) ? cloud.GetString() ?? "" : "";

    long NowMs() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
