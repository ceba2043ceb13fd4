using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;

namespace InfraAgent.Policy.Rules;

/// <summary>All rules and profiles of this service, read once at start. A file that is wrong stops the start: judging with half of the
/// rules would pass what must not pass.</summary>
public sealed partial class PolicyCatalog
{
    static readonly Lazy<IReadOnlyList<(string Name, PolicyFile File)>> Shipped = new(() => [.. BuiltIn().Select(Parsed)]);

    readonly Dictionary<string, Rule> rules = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, Profile> profiles = new(StringComparer.Ordinal);

    PolicyCatalog()
    {
    }

    /// <summary>Names in ordinal order.</summary>
    public IReadOnlyCollection<string> ProfileNames => profiles.Keys;

    public IReadOnlyCollection<Rule> Rules => rules.Values;

    public Profile? Find(string name) => profiles.GetValueOrDefault(name);

    /// <summary>The built-in rules and profiles, and those of the folders (<c>*.yaml</c>, any depth, in ordinal order). A folder may add rules and
    /// profiles, and extend built-in ones; it may not redefine them.</summary>
    /// <exception cref="PolicyFileException">Names file and cause.</exception>
    public static PolicyCatalog Load(IEnumerable<string> folders) => Make([.. Shipped.Value, .. folders.SelectMany(OnDisk).Select(Parsed)]);

    /// <summary>From texts, for checking a file before it is put in place.</summary>
    /// <exception cref="PolicyFileException">Names file and cause.</exception>
    public static PolicyCatalog FromTexts(params IEnumerable<(string Name, string Text)> texts) =>
        Make([.. Shipped.Value, .. texts.Select(Parsed)]);

    static (string Name, PolicyFile File) Parsed((string Name, string Text) text) => (text.Name, PolicyFile.Read(text.Name, text.Text));

    static PolicyCatalog Make(List<(string Name, PolicyFile File)> files)
    {
        var catalog = new PolicyCatalog();
        foreach (var (name, file) in files)
            foreach (var rule in file.Rules) In(name, () => catalog.Add(rule));

        // Profiles may extend those of any file, in any order; a round that makes none has only unknown or circular ones left.
        var waiting = files.SelectMany(f => f.File.Profiles.Select(p => (f.Name, Profile: p))).ToList();
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(w => w.Profile.Extends is null || catalog.profiles.ContainsKey(w.Profile.Extends)).ToList();
            if (ready.Count == 0)
            {
                var (file, profile) = waiting[0];
                var nearest = Nearest.Of(profile.Extends!, catalog.ProfileNames);
                throw new PolicyFileException($"{file}: profile '{profile.Name}' extends '{profile.Extends}', which there is not (or which extends it in turn)."
                    + (nearest is null ? "" : $" Did you mean '{nearest}'?"));
            }

            foreach (var entry in ready) In(entry.Name, () => catalog.Add(entry.Profile));
            waiting = [.. waiting.Except(ready)];
        }

        return catalog;
    }

    void Add(PolicyFile.RuleEntry entry)
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
            Runtimes = entry.Runtimes,
            Check = entry.Assert is null ? Required(entry.Id, "check", entry.Check) : entry.Check,
            Assertion = AssertionOf(entry),
            References = entry.References,
            Remediation = Required(entry.Id, "remediation", entry.Remediation),
            OnDestroy = entry.OnDestroy is null ? null : ReadLevel(entry.Id, "on_destroy", entry.OnDestroy),
            NullIfUnset = entry.NullIfUnset,
            With = new RuleSettings(entry.With),
        };
        if (rule.Phase == Phase.Bundle && rule.OnDestroy is not null) throw new PolicyFileException($"{entry.Id}: 'on_destroy' is for rules of the phase plan.");
        if (rule.NullIfUnset.Count > 0 && (rule.Assertion is null || rule.Phase == Phase.Bundle)) throw new PolicyFileException($"{entry.Id}: 'null_if_unset' goes with 'assert', for rules of the phase plan.");
        Bind(rule, Level.Off, [], rule.With);
        if (!rules.TryAdd(rule.Id, rule)) throw new PolicyFileException($"The rule {rule.Id} is declared twice; ids are never reused.");
    }

    static Assertion? AssertionOf(PolicyFile.RuleEntry entry)
    {
        if (entry.Assert is null)
            return entry.ResourceTypes.Count == 0 ? null : throw new PolicyFileException($"{entry.Id}: 'resource_types' goes with 'assert'; a check has its types under 'with'.");
        if (entry.Phase == "bundle" && entry.Runtimes.Count == 0)
            throw new PolicyFileException($"{entry.Id}: 'runtimes' is missing: of the phase bundle, a condition looks at what the tool of a runtime renders (kubernetes, helm, docker-compose).");
        if (entry.Check.Length > 0 || entry.With.Count > 0) throw new PolicyFileException($"{entry.Id}: a rule has either a 'check' with its 'with', or 'assert'.");
        try
        {
            return new Assertion(new ConditionReader(entry.ResourceTypes).Read(entry.Assert));
        }
        catch (PolicyFileException ex)
        {
            throw new PolicyFileException($"{entry.Id}: {ex.Message}", ex);
        }
    }

    void Add(PolicyFile.ProfileEntry entry)
    {
        if (!ProfileName().IsMatch(entry.Name)) throw new PolicyFileException($"'{entry.Name}' is no profile name; write lower-case letters, digits and '-'.");
        var title = Required(entry.Name, "title", entry.Title);
        var extends = entry.Extends is null ? null : profiles[entry.Extends];
        var bound = (extends?.Rules ?? []).ToDictionary(r => r.Rule.Id, StringComparer.Ordinal);
        foreach (var (id, level) in entry.Rules)
        {
            if (!rules.TryGetValue(id, out var rule))
                throw new PolicyFileException($"Profile '{entry.Name}' names the rule '{id}', which there is not." + (Nearest.Of(id, rules.Keys) is { } n ? $" Did you mean {n}?" : ""));
            bound[id] = Tighten(entry.Name, rule, level, bound.GetValueOrDefault(id));
        }

        var profile = new Profile(entry.Name, title, extends, [.. bound.Values.OrderBy(r => r.Rule.Id, StringComparer.Ordinal)]);
        if (!profiles.TryAdd(profile.Name, profile)) throw new PolicyFileException($"The profile '{profile.Name}' is declared twice; give yours another name and let it extend this one.");
    }

    /// <summary>What the profile says about a rule, over what it inherits. A profile that extends another is offered as at least as strict as
    /// that one ("a request may ask for more, never less"), so it may not lower a level.</summary>
    static BoundRule Tighten(string profile, Rule rule, PolicyFile.LevelEntry entry, BoundRule? inherited)
    {
        var where = $"Profile '{profile}', rule {rule.Id}";
        var level = entry.Level is { } word ? ReadLevel(where, "level", word) : inherited?.Level ?? throw new PolicyFileException($"{where}: 'level' is missing.");
        var environments = inherited?.Environments.ToList() ?? [];
        foreach (var (pattern, at) in entry.Environments)
        {
            if (!Wildcard.IsPlain(pattern)) throw new PolicyFileException($"{where}: '{pattern}' is no pattern of environment names; write letters, digits, '-' and '*'.");
            environments.Add((pattern, ReadLevel(where, pattern, at)));
        }

        var bound = Bind(rule, level, environments, (inherited?.Settings ?? rule.With).Merge(new RuleSettings(entry.With)));
        // Inherited patterns stay and the hardest that matches counts, so only what the general level covered could be lowered.
        if (inherited is not null && environments.Skip(inherited.Environments.Count).Append((Pattern: "*", Level: level)).FirstOrDefault(e => e.Level < inherited.Level) is { Pattern: { } lower } found)
            throw new PolicyFileException($"{where}: {found.Level} (environment '{lower}') is lower than the {inherited.Level} of the profile that it extends. Extend a laxer profile instead.");

        var most = inherited?.Unknown ?? Level.Mandatory;
        var unknown = entry.Unknown is { } atMost ? ReadLevel(where, "unknown", atMost) : most;
        if (unknown == Level.Off) throw new PolicyFileException($"{where}: 'unknown' is off; what could not be judged is told at least: write advisory.");
        if (inherited is not null && unknown < most) throw new PolicyFileException($"{where}: 'unknown' is {unknown}, lower than the {most} of the profile that it extends. Extend a laxer profile instead.");
        return bound with { Unknown = unknown };
    }

    static BoundRule Bind(Rule rule, Level level, IReadOnlyList<(string, Level)> environments, RuleSettings settings)
    {
        try
        {
            var bound = new BoundRule { Rule = rule, Level = level, Environments = environments, Settings = settings };
            bound = rule.Assertion is { } assertion ? Asserted(bound, rule, assertion)
                : rule.Phase == Phase.Bundle
                ? bound with { BundleCheck = Made(Checks.Bundle, rule.Check, settings) }
                : bound with { PlanCheck = Made(Checks.Plan, rule.Check, settings) };
            settings.RefuseRest(rule.Check);
            return bound;
        }
        catch (PolicyFileException ex)
        {
            throw new PolicyFileException($"{rule.Id}: {ex.Message}", ex);
        }
    }

    static BoundRule Asserted(BoundRule bound, Rule rule, Assertion assertion) =>
        rule.Phase == Phase.Bundle ? bound with { BundleCheck = new Bundles.AssertionBundleCheck(rule, assertion) } : bound with { PlanCheck = new Plans.AssertionCheck(assertion), BundleCheck = new Bundles.AssertionCodeCheck(assertion, rule.NullIfUnset) };

    static T Made<T>(IReadOnlyDictionary<string, Func<RuleSettings, T>> checks, string name, RuleSettings settings) =>
        checks.TryGetValue(name, out var make)
            ? make(settings)
            : throw new PolicyFileException($"there is no check '{name}' in this phase; known: {string.Join(", ", checks.Keys.Order(StringComparer.Ordinal))}.");

    static Level ReadLevel(string where, string key, string word) => word switch
    {
        "off" => Level.Off,
        "advisory" => Level.Advisory,
        "approval" => Level.Approval,
        "mandatory" => Level.Mandatory,
        _ => throw new PolicyFileException($"{where}: '{key}' is '{word}'; it must be off, advisory, approval or mandatory."),
    };

    static string Required(string where, string key, string value) =>
        string.IsNullOrWhiteSpace(value) ? throw new PolicyFileException($"{where}: '{key}' is missing.") : value;

    static void In(string file, Action read)
    {
        try
        {
            read();
        }
        catch (PolicyFileException ex)
        {
            throw new PolicyFileException($"{file}: {ex.Message}", ex);
        }
    }

    static IEnumerable<(string Name, string Text)> BuiltIn()
    {
        var assembly = typeof(PolicyCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("policy/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return ("built-in " + name, reader.ReadToEnd());
        }
    }

    static IEnumerable<(string Name, string Text)> OnDisk(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(path => (path, File.ReadAllText(path)))
            : throw new PolicyFileException($"The policy folder '{folder}' does not exist; make it or take it out of Policy:Folders.");

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]{2,31}\z")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex ProfileName();
}
