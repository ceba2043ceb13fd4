using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Rego;
using InfraAgent.Policy.Waivers;

namespace InfraAgent.Policy.Rules;

/// <summary>All rules and profiles of this service, read once at start. What of a folder is wrong is reported, and stops the profiles that need it and no
/// others: judging with half of a profile's rules would pass what must not pass.</summary>
public sealed partial class PolicyCatalog
{
    static readonly Lazy<IReadOnlyList<(string Name, PolicyFile File)>> Shipped = new(() => [.. BuiltIn()]);

    readonly Dictionary<string, Rule> rules = new(StringComparer.Ordinal);
    readonly List<DeclaredWaiver> waivers = [];
    readonly SortedDictionary<string, Profile> profiles = new(StringComparer.Ordinal);
    readonly Dictionary<string, PolicyProblem> brokenRules = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, PolicyProblem> brokenProfiles = new(StringComparer.Ordinal);
    readonly List<PolicyProblem> problems = [];

    PolicyCatalog()
    {
    }

    /// <summary>Names in ordinal order.</summary>
    public IReadOnlyCollection<string> ProfileNames => profiles.Keys;

    public IReadOnlyCollection<Rule> Rules => rules.Values;

    /// <summary>What of the folders cannot be used, in the order in which it was found.</summary>
    public IReadOnlyList<PolicyProblem> Problems => problems;

    /// <summary>Profiles that are declared and cannot judge, each with the reason, in the order of their names.</summary>
    public IEnumerable<KeyValuePair<string, PolicyProblem>> Unusable => brokenProfiles.Where(p => !profiles.ContainsKey(p.Key));

    /// <summary>A rule as no profile has changed it.</summary>
    internal BoundRule? Alone(string id) => rules.TryGetValue(id, out var rule) ? Bind(rule, Level.Mandatory, [], rule.With) : null;

    public Profile? Find(string name) => profiles.GetValueOrDefault(name);

    public Rule? FindRule(string id) => rules.GetValueOrDefault(id);

    /// <summary>The operator's own, of all files.</summary>
    internal IReadOnlyList<DeclaredWaiver> Waivers => waivers;

    /// <summary>Where a profile or rule that is nowhere to be found may be: a sentence with the files that are no YAML; empty when there are none.</summary>
    internal string MayBeElsewhere { get; private set; } = "";

    /// <summary>The built-in rules and profiles, and those of the folders (<c>*.yaml</c>, any depth but in <c>examples</c>, in ordinal order). A folder may add
    /// rules and profiles, and extend built-in ones; it may not redefine them.</summary>
    /// <exception cref="PolicyFileException">A folder is not there.</exception>
    public static PolicyCatalog Load(IEnumerable<string> folders)
    {
        var catalog = OfShipped();
        catalog.Take([.. folders.SelectMany(OnDisk)]);
        return catalog;
    }

    /// <summary>From texts, for checking a file before it is put in place.</summary>
    /// <exception cref="PolicyFileException">Names file, line and cause of the first that cannot be used.</exception>
    public static PolicyCatalog FromTexts(params IEnumerable<(string Name, string Text)> texts)
    {
        var catalog = OfShipped();
        catalog.Take([.. texts.Select(t => (t.Name, PolicyFile.Read(t.Name, t.Text)))]);
        catalog.RefuseProblems();
        return catalog;
    }

    static PolicyCatalog OfShipped()
    {
        var catalog = new PolicyCatalog();
        catalog.Take(Shipped.Value);
        catalog.RefuseProblems();
        return catalog;
    }

    void RefuseProblems()
    {
        if (problems is [var first, ..]) throw new PolicyFileException(first.ToString());
    }

    void Take(IReadOnlyList<(string Name, PolicyFile File)> files)
    {
        foreach (var (_, file) in files)
        {
            if (file.Problem is not { } problem) continue;
            problems.Add(problem);
            foreach (var rule in file.Rules) brokenRules.TryAdd(rule.Id, problem);
            foreach (var profile in file.Profiles) brokenProfiles.TryAdd(profile.Name, problem);
        }

        MayBeElsewhere = files.Select(f => f.File).Where(f => f is { Problem: not null, Rules: [], Profiles: [] }).Take(3).Select(f => $"{f.Problem}").ToList() is { Count: > 0 } closed
            ? $" It may be in a file that cannot be read: {string.Join("; ", closed)}" : "";

        var readable = files.Where(f => f.File.Problem is null).ToList();
        var shipped = rules.Keys.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, rule) in readable.SelectMany(f => f.File.Rules.Select(r => (f.Name, Rule: r))))
        {
            if (Wrong(name, rule, () => Add(name, rule)) is not { } problem) continue;
            brokenRules.TryAdd(rule.Id, problem);
            // Of two with one name neither is known to be the one that was meant.
            if (!shipped.Contains(rule.Id)) rules.Remove(rule.Id);
        }

        foreach (var (name, waiver) in readable.SelectMany(f => f.File.Waivers.Select(w => (f.Name, w))))
            Wrong(name, waiver, () => waivers.Add(DeclaredWaiver.Read(name, waiver, rules.Keys)));
        TakeProfiles([.. readable.SelectMany(f => f.File.Profiles.Select(p => (f.Name, Profile: p)))]);
    }

    // Profiles may extend those of any file, in any order; a round that makes none has only unknown ones, and what is built on them, or circular ones left.
    void TakeProfiles(List<(string File, PolicyFile.ProfileEntry Profile)> waiting)
    {
        var twice = waiting.CountBy(w => w.Profile.Name).Where(n => n.Value > 1 || profiles.ContainsKey(n.Key) || brokenProfiles.ContainsKey(n.Key)).Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var (file, profile) in waiting.Where(w => twice.Contains(w.Profile.Name)))
            Break(file, profile, () => throw new PolicyFileException($"The profile '{profile.Name}' is declared twice; give yours another name and let it extend this one."));

        waiting.RemoveAll(w => twice.Contains(w.Profile.Name));
        while (waiting.Count > 0)
        {
            var ready = waiting.Where(w => w.Profile.Extends is not { } extends || profiles.ContainsKey(extends) || brokenProfiles.ContainsKey(extends)).ToList();
            if (ready.Count == 0) ready = waiting.Where(w => waiting.TrueForAll(other => other.Profile.Name != w.Profile.Extends)).ToList() is { Count: > 0 } unknown ? unknown : waiting;
            foreach (var (file, profile) in ready) Break(file, profile, () => Add(profile));
            waiting = [.. waiting.Except(ready)];
        }
    }

    void Break(string file, PolicyFile.ProfileEntry profile, Action read)
    {
        if (Wrong(file, profile, read) is { } problem) brokenProfiles.TryAdd(profile.Name, problem);
    }

    PolicyProblem? Wrong(string file, PolicyFile.Entry entry, Action read)
    {
        try
        {
            read();
            return null;
        }
        catch (PolicyFileException ex)
        {
            var problem = new PolicyProblem(file, ex.Line ?? entry.Line, ex.Message);
            problems.Add(problem);
            return problem;
        }
    }

    void Add(string file, PolicyFile.RuleEntry entry)
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
        if (brokenRules.ContainsKey(rule.Id) || !rules.TryAdd(rule.Id, rule)) throw new PolicyFileException($"The rule {rule.Id} is declared twice; ids are never reused.");
    }

    static Assertion? AssertionOf(PolicyFile.RuleEntry entry)
    {
        if (entry.Assert is null)
            return entry.ResourceTypes.Count == 0 ? null : throw new PolicyFileException($"{entry.Id}: 'resource_types' goes with 'assert'; a check has its types under 'with'.");
        if (entry.Phase == "bundle" && entry.Runtimes.Count == 0)
            throw new PolicyFileException($"{entry.Id}: 'runtimes' is missing: of the phase bundle, a condition looks at what the tool of a runtime renders (kubernetes, helm, docker-compose).");
        if (entry.Check.Length > 0 || entry.With.Count > 0) throw new PolicyFileException($"{entry.Id}: a rule has either a 'check' with its 'with', or 'assert'.");
        return About(entry.Id, () => new Assertion(new ConditionReader(entry.ResourceTypes).Read(entry.Assert)));
    }

    void Add(PolicyFile.ProfileEntry entry)
    {
        if (!ProfileName().IsMatch(entry.Name)) throw new PolicyFileException($"'{entry.Name}' is no profile name; write lower-case letters, digits and '-'.");
        var title = Required(entry.Name, "title", entry.Title);
        var extends = entry.Extends is null ? null : Extended(entry.Name, entry.Extends);
        var bound = (extends?.Rules ?? []).ToDictionary(r => r.Rule.Id, StringComparer.Ordinal);
        foreach (var (id, level) in entry.Rules)
        {
            try
            {
                bound[id] = Tighten(entry.Name, Named(entry.Name, id), level ?? throw new PolicyFileException($"Profile '{entry.Name}', rule {id}: 'level' is missing."), bound.GetValueOrDefault(id));
            }
            catch (PolicyFileException ex)
            {
                throw new PolicyFileException(ex.Message, ex) { Line = level?.Line };
            }
        }

        profiles.Add(entry.Name, new Profile(entry.Name, title, extends, ScopeOf(entry, extends), [.. bound.Values.OrderBy(r => r.Rule.Id, StringComparer.Ordinal)])
        {
            Approvals = ApprovalTerms.Read(entry.Name, entry.Approvals, extends?.Approvals),
        });
    }

    static ProfileScope ScopeOf(PolicyFile.ProfileEntry entry, Profile? extends) => About($"Profile '{entry.Name}'", () =>
    {
        if (entry.Clouds.Select(c => c ?? "").FirstOrDefault(c => !ProfileName().IsMatch(c)) is { } cloud) throw new PolicyFileException($"'clouds' has '{cloud}', which is no name of a cloud.");
        if (entry.Environments.Select(e => e ?? "").FirstOrDefault(e => !Wildcard.IsPlain(e)) is { } pattern)
            throw new PolicyFileException($"'environments' has '{pattern}', which is no pattern of environment names; write letters, digits, '-' and '*'.");
        return (extends?.Scope ?? ProfileScope.All).Within(entry.Clouds, KnownRuntimes(entry.Runtimes), entry.Environments);
    });

    // One that is mistyped would have a rule never judged.
    static List<string> KnownRuntimes(List<string> runtimes) =>
        runtimes.Select(r => r ?? "").FirstOrDefault(r => !RuntimeNames.All.Contains(r)) is { } unknown ? throw new PolicyFileException($"'runtimes' has '{unknown}'; known: {string.Join(", ", RuntimeNames.All)}.") : runtimes;

    Profile Extended(string profile, string extends) =>
        brokenProfiles.TryGetValue(extends, out var problem) ? throw new PolicyFileException($"Profile '{profile}' extends '{extends}', which cannot be used: {problem}")
        : profiles.TryGetValue(extends, out var found) ? found
        : throw new PolicyFileException($"Profile '{profile}' extends '{extends}', which there is not (or which extends it in turn)."
            + (Nearest.Of(extends, ProfileNames) is { } nearest ? $" Did you mean '{nearest}'?" : "") + MayBeElsewhere);

    Rule Named(string profile, string id) =>
        brokenRules.TryGetValue(id, out var problem) ? throw new PolicyFileException($"Profile '{profile}' names the rule {id}, which cannot be used: {problem}")
        : rules.TryGetValue(id, out var rule) ? rule
        : throw new PolicyFileException($"Profile '{profile}' names the rule '{id}', which there is not." + (Nearest.Of(id, rules.Keys) is { } nearest ? $" Did you mean {nearest}?" : "") + MayBeElsewhere);

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

    static BoundRule Bind(Rule rule, Level level, IReadOnlyList<(string, Level)> environments, RuleSettings settings) => About(rule.Id, () =>
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

    static Level ReadLevel(string where, string key, string word) => word switch
    {
        "off" => Level.Off,
        "advisory" => Level.Advisory,
        "approval" => Level.Approval,
        "mandatory" => Level.Mandatory,
        _ => throw new PolicyFileException($"{where}: '{key}' is '{word}'; it must be off, advisory, approval or mandatory."),
    };

    /// <summary>What is said against it begins with what it is said of.</summary>
    static T About<T>(string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (PolicyFileException ex)
        {
            throw new PolicyFileException($"{what}: {ex.Message}", ex);
        }
    }

    static string Required(string where, string key, string value) =>
        string.IsNullOrWhiteSpace(value) ? throw new PolicyFileException($"{where}: '{key}' is missing.") : value;

    static IEnumerable<(string Name, PolicyFile File)> BuiltIn()
    {
        var assembly = typeof(PolicyCatalog).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith("policy/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return ("built-in " + name, PolicyFile.Read("built-in " + name, reader.ReadToEnd()));
        }
    }

    static IEnumerable<(string Name, PolicyFile File)> OnDisk(string folder) =>
        Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories)
                .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).SkipLast(1).Contains("examples"))
                .Order(StringComparer.Ordinal).Select(path => (path, Opened(path)))
            : throw new PolicyFileException($"The policy folder '{folder}' does not exist; make it or take it out of Policy:Folders.");

    static PolicyFile Opened(string path)
    {
        try
        {
            return PolicyFile.Read(path, File.ReadAllText(path));
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return PolicyFile.Unreadable(new PolicyProblem(path, null, ex.Message));
        }
    }

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]{2,31}\z")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex ProfileName();
}
