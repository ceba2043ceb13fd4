using System.Buffers;
using System.Text.Json;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>
/// Holds the condition of a rule for plans against what a bundle's code tells of the resources that it will make. Only what is broken for certain counts: the plan knows more,
/// and judges again.
/// </summary>
/// <param name="nullIfUnset">Attributes that are as good as null to the condition where code does not set them.</param>
sealed class AssertionCodeCheck(Assertion assertion, IReadOnlyList<string> nullIfUnset) : BundleCheck
{
    // More than any resource that was worked out has.
    static readonly JsonDocumentOptions Deep = new() { MaxDepth = 1000 };

    public override IEnumerable<Found> Judge(BundleFacts facts) =>
        from type in facts.PlannedByType
        where assertion.LooksAt(type.Key)
        from resource in type
        let found = assertion.JudgeKnown(Completed(resource), facts.PlannedIndex)
        where found is not null
        select found with { Ahead = true };

    /// <summary>With null for what is as good as that, and without what a plan of a later day would not take from the code.</summary>
    Subject Completed(Subject resource)
    {
        var ignored = resource.Code?.Ignored ?? [];
        if (Masks.IsUnknown(resource.Values) || ignored.Contains("all")) return resource with { Values = Masks.Unknown };
        var unset = nullIfUnset.Where(name => !resource.Values.TryGetProperty(name, out _)).Except(ignored).ToList();
        if (unset.Count + ignored.Count == 0) return resource;
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var member in resource.Values.EnumerateObject())
                if (!ignored.Contains(member.Name)) member.WriteTo(json);
            foreach (var name in unset) json.WriteNull(name);
            json.WriteEndObject();
        }

        return resource with { Values = JsonElement.Parse(buffer.WrittenSpan, Deep) };
    }
}
