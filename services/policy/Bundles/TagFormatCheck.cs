using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>Labels and the specification's tags of certain names have a certain form. One that is missing is another check's business.</summary>
sealed class TagFormatCheck(RuleSettings settings) : BundleCheck
{
    readonly IReadOnlyList<(string Tag, string Form, Regex Whole)> formats = [.. settings.Map("formats").OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value, Whole(f.Key, f.Value)))];

    public override IEnumerable<Found> Judge(BundleFacts facts)
    {
        var tags = facts.TemplateSpec.ValueKind == JsonValueKind.Object && facts.TemplateSpec.TryGetProperty("tags", out var value) && value.ValueKind == JsonValueKind.Object ? value : default;
        foreach (var (tag, form, whole) in formats)
        {
            if (facts.Labels.TryGetValue(tag, out var label) && !whole.IsMatch(label)) yield return Wrong(tag, form, "/labels/");
            if (tags.ValueKind == JsonValueKind.Object && tags.TryGetProperty(tag, out var written) && written.ValueKind == JsonValueKind.String && !whole.IsMatch(written.GetString()!))
                yield return Wrong(tag, form, "/template_spec/tags/");
        }
    }

    static Found Wrong(string tag, string form, string place) => new($"'{tag}' has not the form that it must have: {form}") { Pointer = place + NamedValues.Pointed(tag) };

    static Regex Whole(string tag, string form)
    {
        try
        {
            return new Regex($@"\A(?:{form})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception ex) when (ex is ArgumentException or NotSupportedException)
        {
            throw new PolicyFileException($"'formats' has for '{tag}' what is no regular expression that runs in linear time: {ex.Message}", ex);
        }
    }
}
