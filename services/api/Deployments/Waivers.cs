using System.Text.Json;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Policy;
using InfraAgent.Policy.Waivers;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.Deployments;

/// <summary>Waivers on their way: what an edge checked is written on each of them, kept with the revision or the run, and every use is audited.</summary>
static class Waivers
{
    public const string AuditCommand = "waive", AuditDecision = "used";

    /// <param name="approver">The sender has the approver role in the environment.</param>
    public static IReadOnlyList<GivenWaiver> Given(IReadOnlyList<PolicyWaiver>? waivers, Actor actor, bool approver) =>
    [
        .. (waivers ?? []).Select((w, index) => new GivenWaiver
        {
            RuleId = w.RuleId, Resource = w.Resource, Reason = w.Reason, Owner = w.Owner, Expires = WaiverExpiry.Of(w.Expires)!.Value,
            Source = WaiverReading.Place(index), GivenBy = actor, Approved = approver,
        }),
    ];

    /// <summary>Why a request with these waivers is not taken: a rule that there is not (422), or one that the sender may not waive (403).</summary>
    /// <param name="plans">The run makes a plan; otherwise rules of that phase are for a later run, which somebody else may ask for.</param>
    public static Problem? Refusal(this WaiverAuthority authority, IReadOnlyList<GivenWaiver> waivers, GenerateRequest request, bool plans)
    {
        if (authority.Unknown(waivers) is { } problem)
            return problem;
        var use = ProfileUse.Of(request.Environment, request.Runtime, request.TemplateSpec);
        var forbidden = waivers.Select(w => (Waiver: w, Reason: authority.Refusal(w, use, request.PolicyProfile, plans))).Where(w => w.Reason is not null).Select(w => new Finding
        {
            RuleId = RequestRules.WaiverNotAllowed, Pointer = w.Waiver.Source, Message = $"This waiver would not count: {w.Reason}.", Remediation = WaiverAuthority.Remedy,
        }).ToList();
        return forbidden.Count > 0 ? Problems.Forbidden(forbidden[0].Message) with { Errors = forbidden } : null;
    }

    /// <summary>The 422 for rules that there are not.</summary>
    public static Problem? Unknown(this WaiverAuthority authority, IReadOnlyList<GivenWaiver> waivers)
    {
        var unknown = waivers.Where(w => authority.Find(w.RuleId) is null).Select(w => new Finding
        {
            RuleId = RequestRules.UnknownWord,
            Pointer = w.Source + "/rule_id",
            Message = $"There is no rule {w.RuleId} that could be waived.",
            Remediation = authority.Nearest(w.RuleId) is { } near ? $"Did you mean {near}?" : "GET /policy/rules lists them. What a tool says of the code (STATIC…), or the generator of the specification (SPEC…), is no policy to waive.",
        }).ToList();
        return unknown.Count > 0 ? Problems.Invalid(unknown) : null;
    }

    public static string? Write(IReadOnlyList<GivenWaiver> waivers) => waivers.Count == 0 ? null : JsonSerializer.Serialize(waivers, Json.Options);

    /// <summary>Of the run's revision, and of the run.</summary>
    public static async Task<IReadOnlyList<GivenWaiver>> WaiversAsync(this BehaviorContext<DeploymentState> x) =>
        [.. Read((await x.RunAsync()).Waivers), .. Read((await x.RevisionAsync()).Waivers)];

    public static List<GivenWaiver> Read(string? waivers) => waivers is null ? [] : JsonSerializer.Deserialize<List<GivenWaiver>>(waivers, Json.Options)!;

    /// <summary>When the first of the waivers ends by which the plan, or the code that it is of, passed; null when there is none.</summary>
    public static async Task<DateTimeOffset?> WaivedUntilAsync(this BehaviorContext<DeploymentState, PlanJudged> x)
    {
        // What is removed may have been waived or not.
        var code = x.Saga.RunKind == RunKind.Destroy || (await x.RevisionAsync()).WaivedUntil is not { } end ? (DateTimeOffset?)null : DateTimeOffset.FromUnixTimeMilliseconds(end);
        return code < x.Message.WaivedUntil || x.Message.WaivedUntil is null ? code : x.Message.WaivedUntil;
    }

    /// <summary>A line of the audit log for each waiver that was used: once in a run, however often that judges.</summary>
    public static async Task AuditWaiversAsync(this BehaviorContext<DeploymentState> x, IReadOnlyList<WaiverUse> uses)
    {
        if (uses.Count == 0)
            return;
        var db = x.Service<AgentDb>();
        var (id, run) = (x.Saga.DeploymentId, x.Saga.RunId);
        var told = await db.Set<AuditRow>().Where(a => a.DeploymentId == id && a.RunId == run && a.Command == AuditCommand).Select(a => a.Detail).ToListAsync(x.CancellationToken);
        foreach (var (waiver, _) in uses)
        {
            var giver = waiver.GivenBy ?? Actor.Agent;
            var detail = $"{waiver.RuleId} for '{waiver.Resource}' until {Rfc3339.Text(waiver.Expires)}, {waiver.Source}, owner {waiver.Owner}: {waiver.Reason}";
            if (told.Contains(detail))
                continue;
            told.Add(detail);
            db.Add(new AuditRow
            {
                DeploymentId = id, At = x.Service<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds(), Actor = giver.Name, Via = giver.Via, Command = AuditCommand, Decision = AuditDecision,
                Detail = detail, RunId = run,
            });
        }
    }
}
