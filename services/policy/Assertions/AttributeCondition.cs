using System.Text.Json;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Assertions;

/// <summary>How many of the values that a path selects have to be so.</summary>
enum Quantifier { Any, All, None }

/// <summary>An attribute compared with what the rule says.</summary>
sealed class AttributeCondition(IReadOnlyList<string> types, AttributePath path, Operator comparison, Operand operand, Quantifier quantifier) : Condition
{
    public override Truth? Judge(Subject subject, SubjectIndex all)
    {
        if (!Wildcard.MatchesAny(types, subject.Type)) return null;
        var most = Truth.False;
        var least = Truth.True;
        var any = false;
        foreach (var value in path.Select(subject.Values))
        {
            any = true;
            var truth = Masks.IsUnknown(value) ? Truth.Unknown : Masks.IsHidden(value) || Masks.IsOpen(value) ? comparison.OfHidden : comparison.Holds(value, operand);
            if (truth > most) most = truth;
            if (truth < least) least = truth;
        }

        var holds = !any ? Truths.Of(comparison.OfMissing)
            : quantifier == Quantifier.All ? least
            : quantifier == Quantifier.None ? most.Not()
            : most;
        return comparison.Negated ? holds.Not() : holds;
    }

    public override string Explain(Subject subject, SubjectIndex all)
    {
        var there = path.Select(subject.Values).Take(3).Select(Shown).ToList();
        return $"'{path.Text}' {comparison.Words}{(comparison.Takes != OperandKind.Nothing ? " " + operand.Shown : "")}, and is {(there.Count == 0 ? "not set" : string.Join(", ", there))}";
    }

    public override string? Decides(Subject subject, SubjectIndex all) => path.Root;

    public override IEnumerable<string> Types => types;

    static string Shown(JsonElement value)
    {
        if (Masks.IsUnknown(value)) return "known after apply only";
        if (Masks.IsHidden(value)) return "hidden";
        var text = value.GetRawText();
        return text.Length > 80 ? text[..80] + "…" : text;
    }
}
