using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Plans;

/// <summary>Judges a plan while it is read, one resource after the other, and once at its end. Has no state: one instance serves all plans.</summary>
abstract class PlanCheck
{
    public virtual IEnumerable<Found> Judge(PlannedChange change) => [];

    /// <summary>Whether a resource of this type can break the rule; what it does not look at, it is not asked to judge.</summary>
    public virtual bool LooksAt(string type) => false;

    /// <summary>True when it needs other resources at hand: those that it <see cref="Concerns"/>.</summary>
    public virtual bool Connects => false;

    public virtual bool Concerns(string type) => LooksAt(type);

    /// <summary>Called at the end for each type that it <see cref="LooksAt"/>, with all resources of it that remain, when it <see cref="Connects"/>.</summary>
    public virtual IEnumerable<Found> Judge(IReadOnlyCollection<Subject> subjects, SubjectIndex all) => [];

    public virtual IEnumerable<Found> AtEnd(PlanTotals totals) => [];
}
