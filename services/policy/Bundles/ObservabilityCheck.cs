using System.Text.Json;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>The specification says where logs and metrics go.</summary>
sealed class ObservabilityCheck(RuleSettings settings) : BundleCheck
{
    readonly IReadOnlyList<string> wanted = settings.Texts("settings");

    public override IEnumerable<Found> Judge(BundleFacts facts)
    {
        var declared = facts.TemplateSpec.ValueKind == JsonValueKind.Object && facts.TemplateSpec.TryGetProperty("observability", out var value) ? value : default;
        var missing = wanted.Where(name => declared.ValueKind != JsonValueKind.Object || !declared.TryGetProperty(name, out _)).ToList();
        if (missing.Count > 0)
            yield return new Found($"Not declared: {string.Join(", ", missing)}.") { Pointer = "/template_spec/observability" };
    }
}
