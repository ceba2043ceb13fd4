using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Waivers;

/// <summary>Who may waive what. The api asks before it takes a request, the judgement whenever a waiver would count.</summary>
public sealed class WaiverAuthority(PolicyCatalog catalog, ProfileChoice profiles, TimeProvider clock)
{
    public const string Remedy = "Have an approver send it, or have it put under 'waivers' into a file of Policy:Folders.";

    /// <summary>The rule that is waived; null when there is none of that id.</summary>
    public Rule? Find(string ruleId) => catalog.FindRule(ruleId);

    public string? Nearest(string ruleId) => Contracts.Nearest.Of(ruleId, catalog.Rules.Select(r => r.Id));

    /// <summary>Why the waiver would not count in a run that its giver asks for; null when it would. What a profile that there is not would say is nobody's to
    /// tell: its request is refused for that.</summary>
    /// <param name="plans">The run makes a plan; otherwise rules of that phase are for a later run, which somebody else may ask for.</param>
    public string? Refusal(GivenWaiver waiver, ProfileUse use, string? askedProfile, bool plans) =>
        Find(waiver.RuleId) is { } rule && profiles.For(use, askedProfile).Profile is { } profile
            ? Refusal(waiver, rule, profile.LevelOf(rule.Id, use.Environment), profile.Approvals, rule.Phase == Phase.Plan && !plans ? null : waiver.GivenBy)
            : null;

    /// <summary>What a judgement under a profile knows of waivers: the request's, and the operator's that are for it.</summary>
    internal WaiverSet SetFor(Profile? profile, string environment, RequestWaivers? request) => new(
        [.. request?.Given ?? [], .. catalog.Waivers.Where(w => w.IsFor(environment, request?.DeploymentId)).Select(w => w.Waiver)],
        Find, profile?.Approvals ?? ApprovalTerms.Default, request?.Requester, clock.GetUtcNow());

    /// <summary>It refuses, or is put before a person; before there is a plan nobody is asked.</summary>
    internal static bool Matters(Rule rule, Level level) => level == Level.Mandatory || (level == Level.Approval && rule.Phase == Phase.Plan);

    internal static string? Refusal(GivenWaiver waiver, Rule rule, Level level, ApprovalTerms approvals, Actor? requester)
    {
        if (!Matters(rule, level) || waiver.GivenBy is not { } giver) return null;
        var what = level == Level.Mandatory ? "is mandatory" : "asks for an approval";
        if (!waiver.Approved) return $"{rule.Id} {what} here, and '{giver.Name}' has not the approver role";
        return approvals.FourEyes && giver.Name == requester?.Name
            ? $"{rule.Id} {what} here, the profile asks for a second person (four_eyes), and '{giver.Name}' both gives the waiver and asks for the run"
            : null;
    }
}
