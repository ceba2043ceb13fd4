using System.Text.Json;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Assertions;

/// <summary>So many of the objects that a path selects are like this: no statement of a policy that allows everything on everything.</summary>
sealed class ItemsCondition(IReadOnlyList<string> types, AttributePath path, Condition where, Quantifier quantifier) : Condition
{
    public override Truth? Judge(Subject subject, SubjectIndex all)
    {
        if (!Wildcard.MatchesAny(types, subject.Type)) return null;
        var (any, every) = (Truth.False, Truth.True);
        foreach (var item in Items(subject))
        {
            var truth = Masks.IsUnknown(item) || Masks.IsHidden(item) ? Truth.Unknown : where.Judge(subject with { Values = item }, all) ?? Truth.False;
            if (truth > any) any = truth;
            if (truth < every) every = truth;
        }

        return quantifier switch { Quantifier.Any => any, Quantifier.All => every, _ => any.Not() };
    }

    public override string Explain(Subject subject, SubjectIndex all)
    {
        var decisive = Items(subject).Index().FirstOrDefault(i => (where.Judge(subject with { Values = i.Item }, all) == Truth.True) == (quantifier == Quantifier.None));
        return quantifier switch
        {
            Quantifier.All => $"every '{path.Text}' must be so: {where.Explain(subject with { Values = decisive.Item }, all)}",
            Quantifier.None => $"no '{path.Text}' may be like number {decisive.Index + 1}",
            _ => $"there must be a '{path.Text}' that fits",
        };
    }

    public override string? Decides(Subject subject, SubjectIndex all) => path.Root;

    public override IEnumerable<string> Types => types;

    public override bool Connects => where.Connects;

    IEnumerable<JsonElement> Items(Subject subject) =>
        path.Select(subject.Values).SelectMany(value => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : Enumerable.Repeat(value, 1));
}
