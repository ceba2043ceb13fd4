namespace InfraAgent.Policy.Assertions;

/// <summary>One of them must hold.</summary>
sealed class AnyOf(IReadOnlyList<Condition> parts) : Condition
{
    public override Truth? Judge(Subject subject, SubjectIndex all)
    {
        Truth? most = null;
        foreach (var part in parts)
        {
            if (part.Judge(subject, all) is not { } truth) continue;
            if (truth == Truth.True) return truth;
            most = most is { } so && so > truth ? so : truth;
        }

        return most;
    }

    public override string Explain(Subject subject, SubjectIndex all) =>
        string.Join(", or ", parts.Where(p => p.Judge(subject, all) is not null).Select(p => p.Explain(subject, all)));

    public override IEnumerable<string> Types => parts.SelectMany(p => p.Types);

    public override bool Connects => parts.Any(p => p.Connects);
}
