using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace InfraAgent.Policy.Rules;

/// <summary>What may stand in a YAML file of rules and profiles, as it is written there.</summary>
sealed class PolicyFile
{
    public List<RuleEntry> Rules { get; init; } = [];
    public List<ProfileEntry> Profiles { get; init; } = [];

    internal sealed class RuleEntry
    {
        public string Id { get; init; } = "";
        public string Title { get; init; } = "";
        public string Phase { get; init; } = "";
        public string Rationale { get; init; } = "";
        public string? Severity { get; init; }
        public List<string> Runtimes { get; init; } = [];
        public List<string> ResourceTypes { get; init; } = [];
        public string Check { get; init; } = "";
        public object? Assert { get; init; }
        public List<string> References { get; init; } = [];
        public string Remediation { get; init; } = "";
        public string? OnDestroy { get; init; }
        public List<string> NullIfUnset { get; init => field = value ?? []; } = [];
        public Dictionary<string, object?> With { get; init; } = [];
    }

    internal sealed class ProfileEntry
    {
        public string Name { get; init; } = "";
        public string Title { get; init; } = "";
        public string? Extends { get; init; }
        public Dictionary<string, LevelEntry> Rules { get; init; } = [];
    }

    internal sealed class LevelEntry
    {
        public string? Level { get; init; }
        public Dictionary<string, string> Environments { get; init; } = [];
        public string? Unknown { get; init; }
        public Dictionary<string, object?> With { get; init; } = [];
    }

    // Unknown keys and repeated ones are refused by the deserializer as it is set up here.
    static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .Build();

    /// <exception cref="PolicyFileException">Not YAML, or not of this form; with line and column.</exception>
    public static PolicyFile Read(string name, string text)
    {
        try
        {
            return Yaml.Deserialize<PolicyFile?>(text) ?? new PolicyFile();
        }
        catch (YamlException ex)
        {
            throw new PolicyFileException($"{name}, line {ex.Start.Line}, column {ex.Start.Column}: {(ex.InnerException ?? ex).Message}", ex);
        }
    }
}
