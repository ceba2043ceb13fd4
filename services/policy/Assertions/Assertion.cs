using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Assertions;

/// <summary>What a rule demands of every resource of its types.</summary>
sealed class Assertion(Condition condition)
{
    public IReadOnlyList<string> Types { get; } = [.. condition.Types.Distinct(StringComparer.Ordinal)];

    readonly IReadOnlyList<string> neighbours = [.. condition.Neighbours.Distinct(StringComparer.Ordinal)];

    /// <summary>True when it can be judged only with other resources at hand.</summary>
    public bool Connects => neighbours.Count > 0;

    public bool LooksAt(string type) => Wildcard.MatchesAny(Types, type);

    /// <summary>Whether a resource of this type is judged, or looked at when another is.</summary>
    public bool Concerns(string type) => LooksAt(type) || Wildcard.MatchesAny(neighbours, type);

    /// <summary>Null when it holds, or says nothing of this resource.</summary>
    public Found? Judge(Subject subject, SubjectIndex all) => condition.Judge(subject, all) switch
    {
        Truth.False => Broken(subject, all),
        Truth.Unknown => new Found($"{subject.Address} cannot be judged before it is applied: {condition.Explain(subject, all)}.") { Resource = subject.Address, Attribute = condition.Decides(subject, all), Unknown = true },
        _ => null,
    };

    /// <summary>Null when it holds, says nothing of this resource, or may hold.</summary>
    public Found? JudgeKnown(Subject subject, SubjectIndex all) => condition.Judge(subject, all) == Truth.False ? Broken(subject, all) : null;

    Found Broken(Subject subject, SubjectIndex all)
    {
        var attribute = condition.Decides(subject, all);
        return new($"{subject.Address}: {condition.Explain(subject, all)}.") { Resource = subject.Address, Attribute = attribute, Line = subject.Code?.Code.LineOf(attribute), File = subject.Code?.File };
    }
}
