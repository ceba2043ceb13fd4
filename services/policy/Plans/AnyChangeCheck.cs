using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Plans;

/// <summary>The plan changes something.</summary>
sealed class AnyChangeCheck : PlanCheck
{
    public override IEnumerable<Found> AtEnd(PlanTotals totals)
    {
        if (totals.Changed > 0) yield return new Found($"The plan changes {totals.Changed} resource{(totals.Changed == 1 ? "" : "s")}.");
    }
}
