namespace InfraAgent.Policy.Rules;

/// <summary>What a profile is for; requests outside of it are refused rather than judged by rules that have nothing to look at. Empty lists: everything.
/// What the profile that it extends is for binds it too.</summary>
/// <param name="Environments">Patterns of names, one list of each profile on the way; each has to match.</param>
sealed record ProfileScope(IReadOnlyList<string> Clouds, IReadOnlyList<string> Runtimes, IReadOnlyList<IReadOnlyList<string>> Environments)
{
    public static ProfileScope All { get; } = new([], [], []);

    public bool AllowsEnvironment(string environment) => Environments.All(patterns => Wildcard.MatchesAny(patterns, environment));

    /// <param name="cloud">Null where nothing says it, as beside a bare plan.</param>
    public bool Fits(string runtime, string? cloud) =>
        (Runtimes.Count == 0 || Runtimes.Contains(runtime)) && (Clouds.Count == 0 || cloud is null || Clouds.Contains(cloud));

    /// <exception cref="PolicyFileException">Nothing is left that both are for.</exception>
    public ProfileScope Within(IReadOnlyList<string> clouds, IReadOnlyList<string> runtimes, IReadOnlyList<string> environments) => new(
        Both("clouds", Clouds, clouds), Both("runtimes", Runtimes, runtimes), environments.Count == 0 ? Environments : [.. Environments, environments]);

    static IReadOnlyList<string> Both(string key, IReadOnlyList<string> inherited, IReadOnlyList<string> own) =>
        own.Count == 0 ? inherited
        : inherited.Count == 0 ? own
        : own.Intersect(inherited, StringComparer.Ordinal).ToList() is { Count: > 0 } both ? both
        : throw new PolicyFileException($"'{key}' has none of those of the profile that it extends ({string.Join(", ", inherited)}), so that nothing is left. Extend a profile for more instead.");
}
