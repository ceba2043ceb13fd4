using System.Text.Json;
using InfraAgent.Hcl;

namespace InfraAgent.Policy.Assertions;

/// <summary>A resource as conditions see it: one of a plan as it will be, a Kubernetes object, a service of a Compose project.</summary>
/// <param name="Values"><c>{"$unknown": true}</c> stands for what is known after apply only, <c>{"$hmac": …}</c> for a secret; where an object has a member <c>"$open": true</c>, what it does not name may still be set.</param>
/// <param name="Declaration">What it was made from: several resources of a plan may have one (<c>count</c>, <c>for_each</c>).</param>
/// <param name="References">Declarations whose attributes it takes.</param>
sealed record Subject(string Address, string Declaration, string Type, JsonElement Values, IReadOnlySet<string> References)
{
    /// <summary>Where it is written, when it was worked out from a bundle's code alone.</summary>
    public HclResource? Code { get; init; }
}
