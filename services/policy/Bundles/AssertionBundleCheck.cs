using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>Holds a rule's condition against each resource of the bundle as it will be rolled out. Where no tool could render it, the rule is not kept but unknown.</summary>
sealed class AssertionBundleCheck(Rule rule, Assertion assertion) : BundleCheck
{
    public override IEnumerable<Found> Judge(BundleFacts facts)
    {
        if (rule.Runtimes.Count > 0 && !rule.Runtimes.Contains(facts.Runtime)) return [];
        if (facts.Resources is not { } resources)
            return [new Found($"{rule.Title}: this cannot be judged, since the bundle could not be rendered.") { Unknown = true }];
        return resources.Where(r => assertion.LooksAt(r.Type)).Select(r => assertion.Judge(r, facts.Index)).OfType<Found>();
    }
}
