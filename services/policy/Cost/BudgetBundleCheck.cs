using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Cost;

/// <summary>What is asked for would cost more than it may, as far as its code tells.</summary>
sealed class BudgetBundleCheck(RuleSettings settings) : BundleCheck
{
    readonly Budget budget = new(settings);

    public override IEnumerable<Found> Judge(BundleFacts facts) => facts.Cost is { } cost ? budget.Judge(cost) : [];
}
