using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy;

/// <summary>Which profile judges a request: the one it asks for, if that is known and no laxer than its environment's.</summary>
public sealed class ProfileChoice(PolicyCatalog catalog, PolicyOptions options)
{
    /// <summary>A profile, or the finding that refuses the request.</summary>
    public (Profile? Profile, Finding? Refusal) For(string environment, string? asked)
    {
        var least = options.Environments(environment)?.LeastProfile;
        var name = asked ?? least ?? options.DefaultProfile;
        if (catalog.Find(name) is not { } profile) return (null, Unknown(name, environment, fromRequest: asked is not null));
        if (least is null || profile.Includes(least)) return (profile, null);
        if (catalog.Find(least) is null) return (null, Unknown(least, environment, fromRequest: false));

        var enough = catalog.ProfileNames.Where(n => catalog.Find(n)!.Includes(least)).ToList();
        return (null, new Finding
        {
            RuleId = PolicyRules.ProfileTooLax,
            Pointer = "/policy_profile",
            Message = $"The environment '{environment}' asks for the policy profile '{least}' at least; '{name}' is not built on it.",
            Remediation = $"Leave 'policy_profile' out, or use one of: {string.Join(", ", enough)}.",
        });
    }

    Finding Unknown(string name, string environment, bool fromRequest)
    {
        if (catalog.Unusable.FirstOrDefault(p => p.Key == name) is { Value: { } problem })
        {
            return new Finding
            {
                RuleId = PolicyRules.BrokenProfile,
                Pointer = "/policy_profile",
                Message = $"The policy profile '{name}'{(fromRequest ? "" : $" of the environment '{environment}'")} cannot be used: {problem}",
                Remediation = "Have the file corrected and the services started again, or use another profile where the environment allows it.",
            };
        }

        var known = string.Join(", ", catalog.ProfileNames);
        return new Finding
        {
            RuleId = PolicyRules.UnknownProfile,
            Pointer = "/policy_profile",
            Message = fromRequest
                ? $"There is no policy profile '{name}'; known: {known}.{catalog.MayBeElsewhere}"
                : $"The environment '{environment}' names the policy profile '{name}', which there is not; known: {known}.{catalog.MayBeElsewhere}",
            Remediation = !fromRequest ? "Have the environment's entry in environments.yaml corrected, or the profile added to Policy:Folders."
                : Nearest.Of(name, catalog.ProfileNames) is { } nearest ? $"Did you mean '{nearest}'?"
                : "Use a known profile, or leave 'policy_profile' out.",
        };
    }
}
