namespace InfraAgent.Policy.Assertions;

/// <summary>Every one of them that says something of the resource must hold.</summary>
sealed class AllOf(IReadOnlyList<Condition> parts) : Condition
{
    public override Truth? Judge(Subject subject, SubjectIndex all)
    {
        Truth? least = null;
        foreach (var part in parts)
        {
            if (part.Judge(subject, all) is not { } truth) continue;
            if (truth == Truth.False) return truth;
            least = least is { } so && so < truth ? so : truth;
        }

        return least;
    }

    public override string Explain(Subject subject, SubjectIndex all) =>
        (parts.FirstOrDefault(p => p.Judge(subject, all) == Truth.False) ?? parts.FirstOrDefault(p => p.Judge(subject, all) == Truth.Unknown)) is { } decides
            ? decides.Explain(subject, all)
            : string.Join(", and ", parts.Where(p => p.Judge(subject, all) is not null).Select(p => p.Explain(subject, all)));

    public override IEnumerable<string> Types => parts.SelectMany(p => p.Types);

    public override bool Connects => parts.Any(p => p.Connects);
}
