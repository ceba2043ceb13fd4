namespace InfraAgent.Policy.Assertions;

/// <summary>Every one of the conditions that say something of the resource must hold, or one of them.</summary>
sealed class Junction(IReadOnlyList<Condition> parts, bool all) : Condition
{
    Truth Decisive => all ? Truth.False : Truth.True;

    public override Truth? Judge(Subject subject, SubjectIndex index)
    {
        Truth? most = null;
        foreach (var part in parts)
        {
            if (part.Judge(subject, index) is not { } truth) continue;
            if (truth == Decisive) return truth;
            // Two of the three values are left here; the unknown one outweighs the other.
            if (most is null || truth == Truth.Unknown) most = truth;
        }

        return most;
    }

    public override string Explain(Subject subject, SubjectIndex index)
    {
        var judged = parts.Select(part => (Part: part, Truth: part.Judge(subject, index))).Where(p => p.Truth is not null).ToList();
        // Of what must hold together, the first that does not says enough.
        var broken = judged.Where(p => p.Truth == Truth.False).Concat(judged.Where(p => p.Truth == Truth.Unknown)).Take(1);
        return string.Join(all ? ", and " : ", or ", (all && broken.Any() ? broken : judged).Select(p => p.Part.Explain(subject, index)));
    }

    public override string? Decides(Subject subject, SubjectIndex index) => parts.FirstOrDefault(p => p.Judge(subject, index) == Judge(subject, index))?.Decides(subject, index);

    public override IEnumerable<string> Types => parts.SelectMany(p => p.Types);

    public override bool Connects => parts.Any(p => p.Connects);
}
