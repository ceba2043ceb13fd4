using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>Holds tags and labels against what the cloud can store; an apply would fail on them only half-way.</summary>
static class TagCheck
{
    /// <summary>What the agent itself sets.</summary>
    const string Own = "infra-agent:";

    /// <param name="beside">Keys that the same resources get from elsewhere: the same key is overridden, another spelling is not.</param>
    public static void Check(IReadOnlyDictionary<string, string> tags, IEnumerable<string> beside, TagRules rules, Func<string, string> placeOf, string pointer, FindingList findings)
    {
        void Refuse(string name, string message, string remediation) => findings.Add(SpecRules.Tag, placeOf(name), message, remediation);

        if (tags.Count > rules.MaxItems)
            findings.Add(SpecRules.Tag, pointer, string.Create(CultureInfo.InvariantCulture, $"There can be at most {rules.MaxItems} of them; there are {tags.Count}."), "Leave some out.");

        var spellings = new Dictionary<string, string>(rules.IgnoreCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (var name in beside) spellings.TryAdd(name, name);
        foreach (var (name, value) in tags.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            var shown = CarriableText.Show(name);
            if ((CarriableText.Explain(name) ?? CarriableText.Explain(value)) is { } wrong)
                Refuse(name, $"Tag {shown} contains {wrong}.", "Leave the character out.");
            else if (name.Length == 0 || name.Length > rules.MaxKeyLength)
                Refuse(name, string.Create(CultureInfo.InvariantCulture, $"The name {shown} must have from 1 to {rules.MaxKeyLength} characters."), "Use another name.");
            else if (value.Length > rules.MaxValueLength)
                Refuse(name, string.Create(CultureInfo.InvariantCulture, $"The value of {shown} must have at most {rules.MaxValueLength} characters; it has {value.Length}."), "Shorten it.");
            else if (rules.ReservedPrefixes.Append(Own).FirstOrDefault(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase)) is { } prefix)
                Refuse(name, $"The name {shown} begins with '{prefix}', which is reserved.", "Use another name.");
            else if (rules.ReservedNames.Contains(name, StringComparer.OrdinalIgnoreCase))
                Refuse(name, $"The name {shown} is set by the modules themselves.", "Use another name.");
            else if (rules.KeyPattern is { } keys && !keys.Matches(name))
                Refuse(name, $"The name {shown} must be {keys.Meaning}.", "Use another name.");
            else if (rules.Pattern is { } pattern && !(pattern.Matches(name) && pattern.Matches(value)))
                Refuse(name, $"Tag {shown} = {CarriableText.Show(value)} must be {pattern.Meaning}.", "Leave other characters out.");
            else if (!spellings.TryAdd(name, name) && spellings[name] != name)
                Refuse(name, $"Tag {shown} differs from '{spellings[name]}' in case alone.", "Keep one of them.");
        }
    }
}
