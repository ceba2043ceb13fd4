using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using static InfraAgent.Policy.Rules.PolicyWords;

namespace InfraAgent.Policy.Rules;

/// <summary>A profile of a file.</summary>
static partial class ProfileReader
{
    /// <param name="extended">The profile of a name.</param>
    /// <param name="named">The rule of an id.</param>
    /// <exception cref="PolicyFileException">Names what is wrong; so do those that the two others throw.</exception>
    public static Profile Read(PolicyFile.ProfileEntry entry, Func<string, Profile> extended, Func<string, Rule> named)
    {
        if (!ProfileName().IsMatch(entry.Name)) throw new PolicyFileException($"'{entry.Name}' is no profile name; write lower-case letters, digits and '-'.");
        var title = Required(entry.Name, "title", entry.Title);
        var extends = entry.Extends is null ? null : extended(entry.Extends);
        var bound = (extends?.Rules ?? []).ToDictionary(r => r.Rule.Id, StringComparer.Ordinal);
        foreach (var (id, level) in entry.Rules)
        {
            try
            {
                bound[id] = Tighten(entry.Name, named(id), level ?? throw new PolicyFileException($"Profile '{entry.Name}', rule {id}: 'level' is missing."), bound.GetValueOrDefault(id));
            }
            catch (PolicyFileException ex)
            {
                throw new PolicyFileException(ex.Message, ex) { Line = level?.Line };
            }
        }

        return new Profile(entry.Name, title, extends, ScopeOf(entry, extends), [.. bound.Values.OrderBy(r => r.Rule.Id, StringComparer.Ordinal)])
        {
            Approvals = ApprovalTerms.Read(entry.Name, entry.Approvals, extends?.Approvals),
        };
    }

    static ProfileScope ScopeOf(PolicyFile.ProfileEntry entry, Profile? extends) => About($"Profile '{entry.Name}'", () =>
    {
        if (entry.Clouds.Select(c => c ?? "").FirstOrDefault(c => !ProfileName().IsMatch(c)) is { } cloud) throw new PolicyFileException($"'clouds' has '{cloud}', which is no name of a cloud.");
        if (entry.Environments.Select(e => e ?? "").FirstOrDefault(e => !Wildcard.IsPlain(e)) is { } pattern)
            throw new PolicyFileException($"'environments' has '{pattern}', which is no pattern of environment names; write letters, digits, '-' and '*'.");
        return (extends?.Scope ?? ProfileScope.All).Within(entry.Clouds, KnownRuntimes(entry.Runtimes), entry.Environments);
    });

    /// <summary>What the profile says about a rule, over what it inherits. A profile that extends another is offered as at least as strict as
    /// that one ("a request may ask for more, never less"), so it may not lower a level.</summary>
    static BoundRule Tighten(string profile, Rule rule, PolicyFile.LevelEntry entry, BoundRule? inherited)
    {
        var where = $"Profile '{profile}', rule {rule.Id}";
        var level = entry.Level is { } word ? ReadLevel(where, "level", word) : inherited?.Level ?? throw new PolicyFileException($"{where}: 'level' is missing.");
        var environments = inherited?.Environments.ToList() ?? [];
        foreach (var (pattern, at) in entry.Environments)
        {
            if (!Wildcard.IsPlain(pattern)) throw new PolicyFileException($"{where}: '{pattern}' is no pattern of environment names; write letters, digits, '-' and '*'.");
            environments.Add((pattern, ReadLevel(where, pattern, at)));
        }

        var bound = RuleReader.Bind(rule, level, environments, (inherited?.Settings ?? rule.With).Merge(new RuleSettings(entry.With)));
        // Inherited patterns stay and the hardest that matches counts, so only what the general level covered could be lowered.
        if (inherited is not null && environments.Skip(inherited.Environments.Count).Append((Pattern: "*", Level: level)).FirstOrDefault(e => e.Level < inherited.Level) is { Pattern: { } lower } found)
            throw new PolicyFileException($"{where}: {found.Level} (environment '{lower}') is lower than the {inherited.Level} of the profile that it extends. Extend a laxer profile instead.");

        var most = inherited?.Unknown ?? Level.Mandatory;
        var unknown = entry.Unknown is { } atMost ? ReadLevel(where, "unknown", atMost) : most;
        if (unknown == Level.Off) throw new PolicyFileException($"{where}: 'unknown' is off; what could not be judged is told at least: write advisory.");
        if (inherited is not null && unknown < most) throw new PolicyFileException($"{where}: 'unknown' is {unknown}, lower than the {most} of the profile that it extends. Extend a laxer profile instead.");
        return bound with { Unknown = unknown };
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex ProfileName();
}
