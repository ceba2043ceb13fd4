using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Rego;

/// <summary>What a rule's policy was found to say of the bundle as it will be rolled out.</summary>
sealed class RegoBundleCheck(Rule rule) : BundleCheck
{
    public override IEnumerable<Found> Judge(BundleFacts facts) => rule.Runtimes.Contains(facts.Runtime) ? facts.Rego.Of(rule) : [];
}
