using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>
/// Holds the condition of a rule for plans against what a bundle's code tells of the resources that it will make. Only what is broken for certain counts: the plan knows more,
/// and judges again.
/// </summary>
sealed class AssertionCodeCheck(Assertion assertion) : BundleCheck
{
    public override IEnumerable<Found> Judge(BundleFacts facts) =>
        from type in facts.PlannedByType
        where assertion.LooksAt(type.Key)
        from resource in type
        let found = assertion.JudgeKnown(resource, facts.PlannedIndex)
        where found is not null
        select found with { Ahead = true };
}
