using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Waivers;

/// <summary>A waiver of the operator's, from a file of <c>Policy:Folders</c>: as strong as an approver's, for the environments and deployments that it names.</summary>
sealed record DeclaredWaiver(GivenWaiver Waiver, IReadOnlyList<string> Environments, IReadOnlyList<string> Deployments)
{
    /// <param name="deployment">Null for what nobody deploys.</param>
    public bool IsFor(string environment, string? deployment) =>
        (Environments.Count == 0 || Wildcard.MatchesAny(Environments, environment))
        && (Deployments.Count == 0 || (deployment is not null && Wildcard.MatchesAny(Deployments, deployment)));

    /// <param name="file">Its path; reports show the name alone.</param>
    /// <param name="rules">Ids of the rules that there are.</param>
    /// <exception cref="PolicyFileException">Says which waiver, and what is wrong with it.</exception>
    public static DeclaredWaiver Read(string file, PolicyFile.WaiverEntry entry, IReadOnlyCollection<string> rules)
    {
        if (!rules.Contains(entry.RuleId))
            throw new PolicyFileException($"A waiver is of the rule '{entry.RuleId}', which there is not." + (Nearest.Of(entry.RuleId, rules) is { } n ? $" Did you mean {n}?" : ""));
        var where = $"The waiver of {entry.RuleId}";
        foreach (var (key, value) in new[] { ("resource", entry.Resource), ("reason", entry.Reason), ("owner", entry.Owner) })
            if (string.IsNullOrWhiteSpace(value)) throw new PolicyFileException($"{where}: '{key}' is missing.");
        if (entry.Environments.Concat(entry.Deployments).FirstOrDefault(p => !Wildcard.IsPlain(p)) is { } wrong)
            throw new PolicyFileException($"{where}: '{wrong}' is no pattern of names; write letters, digits, '-', '_' and '*'.");
        return new DeclaredWaiver(
            new GivenWaiver
            {
                RuleId = entry.RuleId, Resource = entry.Resource, Reason = entry.Reason, Owner = entry.Owner, Source = Path.GetFileName(file), Approved = true,
                Expires = WaiverExpiry.Of(entry.Expires) ?? throw new PolicyFileException($"{where}: 'expires' is '{entry.Expires}'; write {WaiverExpiry.Description}."),
            },
            entry.Environments, entry.Deployments);
    }
}
