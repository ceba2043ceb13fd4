using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy;

/// <summary>Which profile judges a request: the one it asks for, if that is known, no laxer than its environment's, and can judge it at all.</summary>
public sealed class ProfileChoice(PolicyCatalog catalog, PolicyOptions options)
{
    /// <summary>A profile, perhaps with a note of what it cannot judge here; or no profile, and the finding that refuses the request.</summary>
    public (Profile? Profile, Finding? Finding) For(ProfileUse use, string? asked)
    {
        var least = options.Environments(use.Environment)?.LeastProfile;
        var name = asked ?? least ?? options.DefaultProfile;
        // What was made before the environment asked for more could never be removed otherwise.
        if (use.Removes && least is not null && catalog.Find(name)?.Includes(least) == false) name = least;
        if (catalog.Find(name) is not { } profile) return (null, Missing(name, use.Environment, fromRequest: asked is not null));
        if (least is not null && !profile.Includes(least))
            return (null, catalog.Find(least) is null ? Missing(least, use.Environment, fromRequest: false) : TooLax(name, least, use));
        if (use.Removes) return (profile, null);
        if (!profile.Scope.AllowsEnvironment(use.Environment)) return (null, Forbidden(profile, least, use));
        if (!profile.Scope.Fits(use.Runtime, use.Cloud)) return (null, Unfit(profile, least, use));

        var unseen = use.Unseen(profile);
        if (unseen.Count == 0) return (profile, null);
        var refusing = unseen.Where(r => r.Level == Level.Mandatory).Select(r => r.RuleId).ToList();
        return refusing.Count > 0
            ? (null, CannotBeEvaluated($"The policy profile '{profile.Name}' has rules that are mandatory in '{use.Environment}' and cannot be evaluated for {use}: {string.Join(", ", refusing)}.", Instead(least, use)))
            : (profile, CannotBeEvaluated($"Rules of '{profile.Name}' are not evaluated for {use}: {string.Join(", ", unseen.Select(r => r.RuleId))}.", "Look at them where the bundle is rolled out.") with { Severity = "note" });
    }

    Finding Missing(string name, string environment, bool fromRequest)
    {
        if (catalog.Unusable.FirstOrDefault(p => p.Key == name) is { Value: { } problem })
        {
            return Refusal(PolicyRules.BrokenProfile, $"The policy profile '{name}'{(fromRequest ? "" : $" of the environment '{environment}'")} cannot be used: {problem}",
                "Have the file corrected and the services started again, or use another profile where the environment allows it.");
        }

        var known = string.Join(", ", catalog.ProfileNames);
        return Refusal(PolicyRules.UnknownProfile,
            (fromRequest
                ? $"There is no policy profile '{name}'; known: {known}."
                : $"The environment '{environment}' names the policy profile '{name}', which there is not; known: {known}.") + catalog.MayBeElsewhere,
            !fromRequest ? "Have the environment's entry in environments.yaml corrected, or the profile added to Policy:Folders."
                : Nearest.Of(name, catalog.ProfileNames) is { } nearest ? $"Did you mean '{nearest}'?"
                : "Use a known profile, or leave 'policy_profile' out.");
    }

    Finding TooLax(string name, string least, ProfileUse use) => Refusal(PolicyRules.ProfileTooLax,
        $"The environment '{use.Environment}' asks for the policy profile '{least}' at least; '{name}' is not built on it.", $"Leave 'policy_profile' out, or use one of: {string.Join(", ", Usable(least, use))}.");

    Finding Forbidden(Profile profile, string? least, ProfileUse use) => Refusal(PolicyRules.ForbiddenEnvironment,
        $"The policy profile '{profile.Name}' may not be used in the environment '{use.Environment}'; it is for {string.Join(" and for ", profile.Scope.Environments.Select(e => string.Join(", ", e)))}.", Instead(least, use));

    Finding Unfit(Profile profile, string? least, ProfileUse use)
    {
        var inherited = profile.Extends?.Rules.Select(r => r.Rule.Id).ToHashSet(StringComparer.Ordinal) ?? [];
        var rules = profile.Rules.Select(r => r.Rule).Where(r => !inherited.Contains(r.Id) && (!r.IsJudgedFor(use.Runtime) || use.Cloud is not null && r.IsOfOthers(use.Cloud))).Select(r => r.Id).ToList();
        var scope = string.Join(" on ", new[] { string.Join(", ", profile.Runtimes), string.Join(", ", profile.Clouds) }.Where(s => s.Length > 0));
        return CannotBeEvaluated($"The policy profile '{profile.Name}' is for {scope}, not for {use}{(rules.Count == 0 ? "" : $", for which these of its rules cannot be evaluated: {string.Join(", ", rules)}")}.", Instead(least, use));
    }

    string Instead(string? least, ProfileUse use) =>
        Usable(least, use) is { Count: > 0 } usable
            ? $"Use one of: {string.Join(", ", usable)}."
            : "No profile that the environment allows can judge this; have one added to Policy:Folders, or the environment's entry in environments.yaml changed.";

    List<string> Usable(string? least, ProfileUse use) =>
        [.. catalog.ProfileNames.Where(n => catalog.Find(n) is { } profile && (least is null || profile.Includes(least)) && use.IsJudgedBy(profile))];

    static Finding CannotBeEvaluated(string message, string remediation) => Refusal(PolicyRules.CannotBeEvaluated, message, remediation);

    static Finding Refusal(string rule, string message, string remediation) => new() { RuleId = rule, Pointer = "/policy_profile", Message = message, Remediation = remediation };
}
