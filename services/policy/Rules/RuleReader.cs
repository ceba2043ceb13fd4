using System.Text.RegularExpressions;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rego;
using static InfraAgent.Policy.Rules.PolicyWords;

namespace InfraAgent.Policy.Rules;

/// <summary>A rule of a file, and its check made ready.</summary>
static partial class RuleReader
{
    /// <param name="file">Its policies in Rego are looked for from there.</param>
    /// <exception cref="PolicyFileException">Names what is wrong.</exception>
    public static Rule Read(string file, PolicyFile.RuleEntry entry)
    {
        if (!RuleId().IsMatch(entry.Id)) throw new PolicyFileException($"'{entry.Id}' is no rule id; write capital letters and digits: ACME001.");
        var rule = new Rule
        {
            Id = entry.Id,
            Title = Required(entry.Id, "title", entry.Title),
            Phase = entry.Phase switch
            {
                "bundle" => Phase.Bundle,
                "plan" => Phase.Plan,
                _ => throw new PolicyFileException($"{entry.Id}: 'phase' is '{entry.Phase}'; it must be bundle or plan."),
            },
            Rationale = entry.Rationale,
            Severity = entry.Severity is null ? Severity.Medium : Enum.TryParse<Severity>(entry.Severity, ignoreCase: true, out var severity) && !char.IsAsciiDigit(entry.Severity[0]) ? severity
                : throw new PolicyFileException($"{entry.Id}: 'severity' is '{entry.Severity}'; it must be low, medium, high or critical."),
            Runtimes = About(entry.Id, () => KnownRuntimes(entry.Runtimes)),
            Check = entry is { Assert: null, Rego: null } ? Required(entry.Id, "check", entry.Check) : entry.Check,
            Assertion = AssertionOf(entry),
            Rego = RegoEntry.Read(file, entry),
            References = entry.References,
            Remediation = Required(entry.Id, "remediation", entry.Remediation),
            OnDestroy = entry.OnDestroy is null ? null : ReadLevel(entry.Id, "on_destroy", entry.OnDestroy),
            NullIfUnset = entry.NullIfUnset,
            With = new RuleSettings(entry.With),
        };
        if (rule.Phase == Phase.Bundle && rule.OnDestroy is not null) throw new PolicyFileException($"{entry.Id}: 'on_destroy' is for rules of the phase plan.");
        if (rule.NullIfUnset.Count > 0 && (rule.Assertion is null || rule.Phase == Phase.Bundle)) throw new PolicyFileException($"{entry.Id}: 'null_if_unset' goes with 'assert', for rules of the phase plan.");
        Bind(rule, Level.Off, [], rule.With);
        return rule;
    }

    /// <summary>With the settings and levels that a profile gives it.</summary>
    /// <exception cref="PolicyFileException">The settings are not those of its check.</exception>
    public static BoundRule Bind(Rule rule, Level level, IReadOnlyList<(string, Level)> environments, RuleSettings settings) => About(rule.Id, () =>
    {
        var bound = new BoundRule { Rule = rule, Level = level, Environments = environments, Settings = settings };
        bound = rule.Rego is not null ? rule.Phase == Phase.Bundle ? bound with { BundleCheck = new RegoBundleCheck(rule) } : bound
            : rule.Assertion is { } assertion ? Asserted(bound, rule, assertion)
            : rule.Phase == Phase.Bundle
            ? bound with { BundleCheck = Made(Checks.Bundle, rule.Check, settings) }
            : bound with { PlanCheck = Made(Checks.Plan, rule.Check, settings) };
        settings.RefuseRest(rule.Rego is null ? rule.Check : "rego");
        return bound;
    });

    static BoundRule Asserted(BoundRule bound, Rule rule, Assertion assertion) =>
        rule.Phase == Phase.Bundle ? bound with { BundleCheck = new Bundles.AssertionBundleCheck(rule, assertion) } : bound with { PlanCheck = new Plans.AssertionCheck(assertion), BundleCheck = new Bundles.AssertionCodeCheck(assertion, rule.NullIfUnset) };

    static T Made<T>(IReadOnlyDictionary<string, Func<RuleSettings, T>> checks, string name, RuleSettings settings) =>
        checks.TryGetValue(name, out var make)
            ? make(settings)
            : throw new PolicyFileException($"there is no check '{name}' in this phase; known: {string.Join(", ", checks.Keys.Order(StringComparer.Ordinal))}.");

    static Assertion? AssertionOf(PolicyFile.RuleEntry entry)
    {
        if (entry.Assert is null)
            return entry.ResourceTypes.Count == 0 ? null : throw new PolicyFileException($"{entry.Id}: 'resource_types' goes with 'assert'; a check has its types under 'with'.");
        if (entry.Phase == "bundle" && entry.Runtimes.Count == 0)
            throw new PolicyFileException($"{entry.Id}: 'runtimes' is missing: of the phase bundle, a condition looks at what the tool of a runtime renders (kubernetes, helm, docker-compose).");
        if (entry.Check.Length > 0 || entry.With.Count > 0) throw new PolicyFileException($"{entry.Id}: a rule has either a 'check' with its 'with', or 'assert'.");
        return About(entry.Id, () => new Assertion(new ConditionReader(entry.ResourceTypes).Read(entry.Assert)));
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]{2,31}\z")]
    private static partial Regex RuleId();
}
