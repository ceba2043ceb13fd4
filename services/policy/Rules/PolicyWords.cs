using InfraAgent.Contracts;

namespace InfraAgent.Policy.Rules;

/// <summary>What rules and profiles say in the same words.</summary>
static class PolicyWords
{
    public static Level ReadLevel(string where, string key, string word) => word switch
    {
        "off" => Level.Off,
        "advisory" => Level.Advisory,
        "approval" => Level.Approval,
        "mandatory" => Level.Mandatory,
        _ => throw new PolicyFileException($"{where}: '{key}' is '{word}'; it must be off, advisory, approval or mandatory."),
    };

    // One that is mistyped would have a rule never judged.
    public static List<string> KnownRuntimes(List<string> runtimes) =>
        runtimes.Select(r => r ?? "").FirstOrDefault(r => !RuntimeNames.All.Contains(r)) is { } unknown ? throw new PolicyFileException($"'runtimes' has '{unknown}'; known: {string.Join(", ", RuntimeNames.All)}.") : runtimes;

    /// <summary>What is said against it begins with what it is said of.</summary>
    public static T About<T>(string what, Func<T> read)
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

    public static string Required(string where, string key, string value) =>
        string.IsNullOrWhiteSpace(value) ? throw new PolicyFileException($"{where}: '{key}' is missing.") : value;
}
