using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Plans;

/// <summary>Resources that hold data are deleted, or replaced by empty ones.</summary>
sealed class StatefulLossCheck(RuleSettings settings) : PlanCheck
{
    readonly IReadOnlyList<string> types = Patterns(settings);

    static IReadOnlyList<string> Patterns(RuleSettings settings)
    {
        var types = settings.Texts("types");
        return types.FirstOrDefault(t => !Wildcard.IsPlain(t)) is { } bad
            ? throw new PolicyFileException($"'types' has '{bad}', which is no pattern of resource types; write letters, digits, '_' and '*'.")
            : types;
    }

    public override bool LooksAt(string type) => Wildcard.MatchesAny(types, type);

    public override IEnumerable<Found> Judge(PlannedChange change)
    {
        if (!(change.Deletes || change.Replaces)) yield break;
        yield return new Found($"{change.Address} holds data and would be {(change.Deletes ? "deleted" : "replaced by an empty one")}.") { Resource = change.Address };
    }
}
