using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Assertions;

/// <summary>A resource has (or must not have) another beside it that refers to it, or that it refers to: a bucket its public access block.</summary>
/// <param name="where">What the other has to be like; null for anything of its type.</param>
sealed class ConnectionCondition(IReadOnlyList<string> types, IReadOnlyList<string> connected, bool exists, Condition? where) : Condition
{
    public override Truth? Judge(Subject subject, SubjectIndex all)
    {
        if (!Wildcard.MatchesAny(types, subject.Type)) return null;
        var most = all.Beside(this, subject, others => Most(others, all));
        return exists ? most : most.Not();
    }

    Truth Most(IEnumerable<Subject> others, SubjectIndex all)
    {
        var most = Truth.False;
        foreach (var other in others)
        {
            if (!Wildcard.MatchesAny(connected, other.Type)) continue;
            // Of what is unknown altogether, there may be none.
            var fits = Masks.IsUnknown(other.Values) ? Truth.Unknown : where is null ? Truth.True : where.Judge(other, all) ?? Truth.False;
            if (fits > most) most = fits;
            if (most == Truth.True) break;
        }

        return most;
    }

    public override string Explain(Subject subject, SubjectIndex all) =>
        $"{(exists ? "needs" : "must not have")} {string.Join(" or ", connected)} beside it{(where is null ? "" : " that fits")}";

    public override string? Decides(Subject subject, SubjectIndex all) => null;

    public override IEnumerable<string> Types => types;

    public override IEnumerable<string> Neighbours => connected.Concat(where?.Neighbours ?? []);
}
