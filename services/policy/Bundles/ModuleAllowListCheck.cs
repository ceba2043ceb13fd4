using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>Modules and their versions are ones that are allowed. Of a request: its modules' names, and versions that are said exactly; which version a range became, the bundle tells.</summary>
sealed class ModuleAllowListCheck(RuleSettings settings) : BundleCheck
{
    readonly IReadOnlyList<(string Module, string Text, VersionRange Versions)> allowed = [.. settings.Map("modules").OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => (Pattern(m.Key), m.Value, Range(m.Key, m.Value)))];

    public override IEnumerable<Found> Judge(BundleFacts facts)
    {
        var asked = Asked(facts.TemplateSpec).ToList();
        foreach (var (name, version, pointer) in asked)
            if (Fault(name, version) is { } fault) yield return new Found(fault) { Pointer = pointer };

        // What no request names comes with services; and of what one names in a range, this is the version.
        foreach (var (name, version) in facts.Modules)
            if (Fault(name, version) is { } fault && !asked.Any(a => a.Name == name && Fault(a.Name, a.Version) is not null))
                yield return new Found(fault) { Pointer = asked.Find(a => a.Name == name).Pointer };
    }

    string? Fault(string name, ModuleVersion? version)
    {
        var rules = allowed.Where(a => Wildcard.Matches(a.Module, name)).ToList();
        if (rules.Count == 0) return $"The module '{name}' is not among those that are allowed: {string.Join(", ", allowed.Select(a => a.Module))}.";
        return version is not null && rules.FirstOrDefault(a => !a.Versions.Allows(version)) is { Text: { } range } ? $"Version {version} of the module '{name}' is not allowed; {range} is." : null;
    }

    static IEnumerable<(string Name, ModuleVersion? Version, string Pointer)> Asked(JsonElement spec)
    {
        if (spec.ValueKind != JsonValueKind.Object || !spec.TryGetProperty("modules", out var modules) || modules.ValueKind != JsonValueKind.Array) yield break;
        foreach (var (index, module) in modules.EnumerateArray().Index())
        {
            if (Text(module, "name") is { } name)
                yield return (name, Text(module, "version") is { } version ? ModuleVersion.TryParse(version) : null, $"/template_spec/modules/{index}");
        }
    }

    static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static string Pattern(string module) => Wildcard.IsPlain(module) ? module : throw new PolicyFileException($"'modules' has '{module}', which is no pattern of modules; write letters, digits, '-' and '*'.");

    static VersionRange Range(string module, string text) =>
        VersionRange.TryParse(text) ?? throw new PolicyFileException($"'modules' has for '{module}' the versions '{text}', which are no range; write such as \">= 1.4.0, < 2.0.0\" or \"~> 1.4\".");
}
