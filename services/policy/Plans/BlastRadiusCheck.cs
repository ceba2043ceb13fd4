using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Plans;

/// <summary>How many resources one plan may replace and delete.</summary>
sealed class BlastRadiusCheck(RuleSettings settings) : PlanCheck
{
    readonly int replaced = settings.Number("replaced"), deleted = settings.Number("deleted");

    public override IEnumerable<Found> AtEnd(PlanTotals totals)
    {
        if (totals.Replaced > replaced) yield return new Found($"The plan replaces {totals.Replaced} resources; {replaced} are allowed at once.");
        if (totals.Deleted > deleted) yield return new Found($"The plan deletes {totals.Deleted} resources; {deleted} are allowed at once.");
    }
}
