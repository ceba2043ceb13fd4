using InfraAgent.Contracts;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Plans;

namespace InfraAgent.Policy.Rules;

/// <summary>How hard each rule is, by environment. What it extends holds too, unless said otherwise.</summary>
public sealed class Profile
{
    internal Profile(string name, string title, Profile? extends, ProfileScope scope, IReadOnlyList<BoundRule> rules) =>
        (Name, Title, Extends, Scope, Rules) = (name, title, extends, scope, rules);

    public string Name { get; }
    public string Title { get; }
    public Profile? Extends { get; }
    public ApprovalTerms Approvals { get; internal init; } = ApprovalTerms.Default;
    internal ProfileScope Scope { get; }
    /// <summary>Clouds and runtimes that it is for; empty for all.</summary>
    public IReadOnlyList<string> Clouds => Scope.Clouds;
    public IReadOnlyList<string> Runtimes => Scope.Runtimes;
    /// <summary>Lists of patterns; an environment that it may be used in has to match one of each list.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Environments => Scope.Environments;
    /// <summary>All rules that hold, inherited ones included, in the order of their ids.</summary>
    internal IReadOnlyList<BoundRule> Rules { get; }

    /// <summary>What each of them leads to: generally, by patterns of environments, and at most where it cannot be judged before the apply.</summary>
    public IEnumerable<(string RuleId, Level Level, IReadOnlyList<(string Pattern, Level Level)> Environments, Level Unknown)> Levels =>
        Rules.Select(r => (r.Rule.Id, r.Level, r.Environments, r.Unknown));

    /// <summary>What the rule leads to in an environment; off where it is not in the profile.</summary>
    public Level LevelOf(string ruleId, string environment) => Rules.FirstOrDefault(r => r.Rule.Id == ruleId)?.LevelIn(environment) ?? Level.Off;

    /// <summary>True for the profile itself and for whatever it is built on.</summary>
    public bool Includes(string name) => Name == name || (Extends?.Includes(name) ?? false);
}

/// <summary>A rule in a profile: its levels, and its check made ready with the profile's settings.</summary>
sealed record BoundRule
{
    public required Rule Rule { get; init; }
    public required Level Level { get; init; }
    public required IReadOnlyList<(string Pattern, Level Level)> Environments { get; init; }
    /// <summary>The most that it may lead to where it cannot be judged before the apply.</summary>
    public Level Unknown { get; init; } = Level.Mandatory;
    public required RuleSettings Settings { get; init; }
    /// <summary>Of a rule for plans, what it makes of a bundle's code.</summary>
    public BundleCheck? BundleCheck { get; init; }
    public PlanCheck? PlanCheck { get; init; }

    /// <summary>The hardest level among the patterns that match; the general one when none does.</summary>
    public Level LevelIn(string environment, bool destroy = false)
    {
        var level = Level;
        var matched = false;
        foreach (var (pattern, at) in Environments)
        {
            if (!Wildcard.Matches(pattern, environment)) continue;
            level = matched && level > at ? level : at;
            matched = true;
        }

        return destroy && Rule.OnDestroy is { } most && level > most ? most : level;
    }

    /// <summary>What it leads to where it cannot be judged.</summary>
    public Level UnknownLevel(Level level) => level > Unknown ? Unknown : level;

    public Finding Finding(Found found, Level level) => new()
    {
        RuleId = Rule.Id,
        Severity = level == Level.Mandatory ? "error" : found.Unknown && level == Level.Advisory ? "note" : "warning",
        Message = level == Level.Approval && Rule.Phase == Phase.Plan ? $"{found.Message} {(found.Ahead ? "Its plan will need" : "This needs")} approval." : found.Message,
        Pointer = found.Pointer,
        File = found.File,
        Line = found.Line,
        Resource = found.Resource,
        Remediation = found.Remediation ?? Rule.Remediation,
    };
}

/// <summary>One place where a check found its rule broken.</summary>
public sealed record Found(string Message)
{
    public string? Pointer { get; init; }
    public string? File { get; init; }
    public int? Line { get; init; }
    public string? Resource { get; init; }
    /// <summary>What of the resource decides: its line is the place, where the code has it.</summary>
    public string? Attribute { get; init; }
    /// <summary>There is no plan yet that could be approved; the code alone tells what will be in it.</summary>
    public bool Ahead { get; init; }
    /// <summary>It is not broken as far as can be seen; it may turn out to be.</summary>
    public bool Unknown { get; init; }
    /// <summary>The most that it may lead to, whatever the profile says; null: as always.</summary>
    public Level? AtMost { get; init; }
    /// <summary>When it can say more than the rule's own.</summary>
    public string? Remediation { get; init; }
}
