using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Assertions;

/// <summary>What a rule demands of every resource of its types.</summary>
sealed class Assertion(Condition condition)
{
    public IReadOnlyList<string> Types { get; } = [.. condition.Types.Distinct(StringComparer.Ordinal)];

    /// <summary>True when it can be judged only with all resources at hand.</summary>
    public bool Connects { get; } = condition.Connects;

    public bool LooksAt(string type) => Wildcard.MatchesAny(Types, type);

    /// <summary>Null when it holds, or says nothing of this resource.</summary>
    public Found? Judge(Subject subject, SubjectIndex all) => condition.Judge(subject, all) switch
    {
        Truth.False => Broken(subject, all),
        Truth.Unknown => new Found($"{subject.Address} cannot be judged before it is applied: {condition.Explain(subject, all)}.") { Resource = subject.Address, Unknown = true },
        _ => null,
    };

    /// <summary>Null when it holds, says nothing of this resource, or may hold.</summary>
    public Found? JudgeKnown(Subject subject, SubjectIndex all) => condition.Judge(subject, all) == Truth.False ? Broken(subject, all) : null;

    Found Broken(Subject subject, SubjectIndex all) =>
        new($"{subject.Address}: {condition.Explain(subject, all)}.") { Resource = subject.Address, Line = subject.Code?.LineOf(condition.Decides(subject, all)), File = subject.Code?.File };
}
