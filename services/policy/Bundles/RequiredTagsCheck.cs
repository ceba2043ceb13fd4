using System.Text.Json;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>Labels and the specification's tags together must have certain names, with something in them.</summary>
sealed class RequiredTagsCheck(RuleSettings settings) : BundleCheck
{
    readonly IReadOnlyList<string> tags = settings.Texts("tags");

    public override IEnumerable<Found> Judge(BundleFacts facts)
    {
        var missing = tags.Where(tag => !Has(facts, tag)).ToList();
        if (missing.Count > 0)
            yield return new Found($"Missing: {string.Join(", ", missing)}.") { Pointer = "/labels" };
    }

    static bool Has(BundleFacts facts, string tag) =>
        facts.Labels.GetValueOrDefault(tag) is { Length: > 0 }
        || (facts.TemplateSpec.ValueKind == JsonValueKind.Object
            && facts.TemplateSpec.TryGetProperty("tags", out var tags) && tags.ValueKind == JsonValueKind.Object
            && tags.TryGetProperty(tag, out var value) && value.ValueKind == JsonValueKind.String && value.GetString()!.Length > 0);
}
