using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Plans;

/// <summary>Judges a plan while it is read, one resource after the other, and once at its end. Has no state: one instance serves all plans.</summary>
abstract class PlanCheck
{
    public virtual IEnumerable<Found> Judge(PlannedChange change) => [];

    public virtual IEnumerable<Found> AtEnd(PlanTotals totals) => [];
}
