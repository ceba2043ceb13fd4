using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Cost;

/// <summary>What is planned would cost more than it may.</summary>
sealed class BudgetPlanCheck(RuleSettings settings) : PlanCheck
{
    readonly Budget budget = new(settings);

    public override bool LooksAt(string type) => false;

    public override IEnumerable<Found> AtEnd(PlanTotals totals) => totals.Cost is { Estimate: not null } cost ? budget.Judge(cost) : [];
}
