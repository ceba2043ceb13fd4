using System.Text.RegularExpressions;
using InfraAgent.Hosting.Configuration;

namespace InfraAgent.Hosting.Environments;

/// <summary>
/// The environments that may be deployed to (<c>Environments:File</c>):
/// <code>
/// open: false                  # true: names that are not listed are accepted too
/// environments:
///   prod:
///     account: "123456789012"
///     region: eu-central-1
///     policy_profile: strict
///     concurrency: 2
///     approval_required: true
///     monthly_budget_usd: 2000   # of each deployment
///     default_tags: { owner: platform }
///     naming: { prefix: acme }
///     providers: { aws: "~> 6.20", "@pulumi/aws": 7.49.0 }
///     credentials:
///       write: { AWS_ACCESS_KEY_ID: env:PROD_WRITE_ID }
///       read:  { AWS_ACCESS_KEY_ID: env:PROD_READ_ID }
/// </code>
/// </summary>
public sealed partial class EnvironmentRegistry
{
    readonly SortedDictionary<string, AgentEnvironment> environments;

    EnvironmentRegistry(IEnumerable<AgentEnvironment> environments, bool open, string? file = null)
    {
        File = file;
        this.environments = new(environments.ToDictionary(x => x.Name), StringComparer.Ordinal);
        IsOpen = open;
    }

    /// <summary>The embedded agent's: open, with dev, staging and prod.</summary>
    public static EnvironmentRegistry Default { get; } = new(
        [new() { Name = "dev" }, new() { Name = "staging" }, new() { Name = "prod" }], open: true);

    /// <summary>What it was read from; null for the embedded agent's.</summary>
    public string? File { get; }

    /// <summary>Names that are not declared are accepted.</summary>
    public bool IsOpen { get; }

    public IReadOnlyCollection<AgentEnvironment> Declared => environments.Values;

    /// <summary>Null when the name is not valid, or not declared and the registry is closed.</summary>
    public AgentEnvironment? Find(string name) =>
        environments.TryGetValue(name, out var declared) ? declared
        : IsOpen && IsName(name) ? new AgentEnvironment { Name = name }
        : null;

    public static bool IsName(string name) => NameFormat().IsMatch(name);

    /// <exception cref="ConfigurationException">With file and line.</exception>
    public static EnvironmentRegistry Load(string path, string settingKey)
    {
        var root = YamlMap.Load(path, settingKey);
        var open = root.Flag("open", fallback: false);
        var declared = (root.Map("environments") ?? throw root.Wrong("environments", "is missing."))
            .Entries()
            .Select(x => Read(root, x.Name, x.Map))
            .ToList();
        root.RefuseUnknown();
        return declared.Count > 0 || open
            ? new EnvironmentRegistry(declared, open, path)
            : throw root.Wrong("environments", "declares none, and the registry is not open: nothing could be deployed.");
    }

    static AgentEnvironment Read(YamlMap root, string name, YamlMap map)
    {
        if (!IsName(name))
        {
            throw root.Wrong("environments", $"has the name '{name}'; names are [a-z0-9][a-z0-9-]{{0,31}}.");
        }

        var credentials = map.Map("credentials");
        var environment = new AgentEnvironment
        {
            Name = name,
            Account = map.Text("account"),
            Region = map.Text("region"),
            PolicyProfile = map.Text("policy_profile"),
            Concurrency = map.Number("concurrency", 1, 1000),
            ApprovalRequired = map.Flag("approval_required", fallback: false),
            MonthlyBudgetUsd = map.Number("monthly_budget_usd", 0, 1_000_000_000),
            DefaultTags = map.TextMap("default_tags"),
            Standards = StandardsReader.Read(map),
            WriteCredentials = References(credentials, "write"),
            ReadCredentials = References(credentials, "read"),
        };
        credentials?.RefuseUnknown();
        map.RefuseUnknown();
        return environment;
    }

    static Dictionary<string, CredentialReference> References(YamlMap? credentials, string name) =>
        credentials?.TextMap(name).ToDictionary(
            x => x.Key,
            x => CredentialReference.TryParse(x.Value)
                ?? throw credentials.Wrong(name, $"has no reference for '{x.Key}'. Give env:NAME or file:/absolute/path; a secret itself does not belong here."))
        ?? [];

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex NameFormat();
}
