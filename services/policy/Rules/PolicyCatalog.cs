using InfraAgent.Contracts;
using InfraAgent.Policy.Waivers;

namespace InfraAgent.Policy.Rules;

/// <summary>All rules and profiles of this service, read once at start. What of a folder is wrong is reported, and stops the profiles that need it and no
/// others: judging with half of a profile's rules would pass what must not pass.</summary>
public sealed class PolicyCatalog
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
    internal BoundRule? Alone(string id) => rules.TryGetValue(id, out var rule) ? RuleReader.Bind(rule, Level.Mandatory, [], rule.With) : null;

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
        var rule = RuleReader.Read(file, entry);
        if (brokenRules.ContainsKey(rule.Id) || !rules.TryAdd(rule.Id, rule)) throw new PolicyFileException($"The rule {rule.Id} is declared twice; ids are never reused.");
    }

    void Add(PolicyFile.ProfileEntry entry) => profiles.Add(entry.Name, ProfileReader.Read(entry, extends => Extended(entry.Name, extends), id => Named(entry.Name, id)));

    Profile Extended(string profile, string extends) =>
        brokenProfiles.TryGetValue(extends, out var problem) ? throw new PolicyFileException($"Profile '{profile}' extends '{extends}', which cannot be used: {problem}")
        : profiles.TryGetValue(extends, out var found) ? found
        : throw new PolicyFileException($"Profile '{profile}' extends '{extends}', which there is not (or which extends it in turn)."
            + (Nearest.Of(extends, ProfileNames) is { } nearest ? $" Did you mean '{nearest}'?" : "") + MayBeElsewhere);

    Rule Named(string profile, string id) =>
        brokenRules.TryGetValue(id, out var problem) ? throw new PolicyFileException($"Profile '{profile}' names the rule {id}, which cannot be used: {problem}")
        : rules.TryGetValue(id, out var rule) ? rule
        : throw new PolicyFileException($"Profile '{profile}' names the rule '{id}', which there is not." + (Nearest.Of(id, rules.Keys) is { } nearest ? $" Did you mean {nearest}?" : "") + MayBeElsewhere);

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
}
