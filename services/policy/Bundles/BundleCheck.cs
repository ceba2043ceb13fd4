using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>Judges what is asked for, before there is a plan. Has no state, so one instance serves all requests.</summary>
abstract class BundleCheck
{
    public abstract IEnumerable<Found> Judge(BundleFacts facts);
}
