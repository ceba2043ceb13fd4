using InfraAgent.Policy.Rego;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;
using YamlDotNet.Serialization.NodeDeserializers;

namespace InfraAgent.Policy.Rules;

/// <summary>What may stand in a YAML file of rules and profiles, as it is written there.</summary>
sealed class PolicyFile
{
    public List<RuleEntry> Rules { get; init => field = value ?? []; } = [];
    public List<ProfileEntry> Profiles { get; init => field = value ?? []; } = [];
    public List<WaiverEntry> Waivers { get; init => field = value ?? []; } = [];

    /// <summary>Why the file cannot be read. Of its rules and profiles there are no more than the names then, and those only where it is YAML at least.</summary>
    [YamlIgnore]
    public PolicyProblem? Problem { get; private init; }

    /// <summary>Something that knows where in the file it begins.</summary>
    internal abstract class Entry
    {
        [YamlIgnore]
        public long Line { get; set; }
    }

    internal sealed class RuleEntry : Entry
    {
        public string Id { get; init => field = value ?? ""; } = "";
        public string Title { get; init; } = "";
        public string Phase { get; init; } = "";
        public string Rationale { get; init; } = "";
        public string? Severity { get; init; }
        public List<string> Runtimes { get; init => field = value ?? []; } = [];
        public List<string> ResourceTypes { get; init => field = value ?? []; } = [];
        public string Check { get; init; } = "";
        public object? Assert { get; init; }
        public RegoEntry? Rego { get; init; }
        public List<string> References { get; init => field = value ?? []; } = [];
        public string Remediation { get; init; } = "";
        public string? OnDestroy { get; init; }
        public List<string> NullIfUnset { get; init => field = value ?? []; } = [];
        public Dictionary<string, object?> With { get; init => field = value ?? []; } = [];
    }

    internal sealed class ProfileEntry : Entry
    {
        public string Name { get; init => field = value ?? ""; } = "";
        public string Title { get; init; } = "";
        public string? Extends { get; init; }
        public ApprovalsEntry? Approvals { get; init; }
        public List<string> Clouds { get; init => field = value ?? []; } = [];
        public List<string> Runtimes { get; init => field = value ?? []; } = [];
        public List<string> Environments { get; init => field = value ?? []; } = [];
        public Dictionary<string, LevelEntry?> Rules { get; init => field = value ?? []; } = [];
    }

    internal sealed class ApprovalsEntry
    {
        public string? ExpireAfter { get; init; }
        public bool? FourEyes { get; init; }
    }

    internal sealed class WaiverEntry : Entry
    {
        public string RuleId { get; init => field = value ?? ""; } = "";
        public string Resource { get; init => field = value ?? ""; } = "";
        public string Reason { get; init => field = value ?? ""; } = "";
        public string Owner { get; init => field = value ?? ""; } = "";
        public string Expires { get; init => field = value ?? ""; } = "";
        public List<string> Environments { get; init => field = value ?? []; } = [];
        public List<string> Deployments { get; init => field = value ?? []; } = [];
    }

    internal sealed class LevelEntry : Entry
    {
        public string? Level { get; init; }
        public Dictionary<string, string> Environments { get; init => field = value ?? []; } = [];
        public string? Unknown { get; init; }
        public Dictionary<string, object?> With { get; init => field = value ?? []; } = [];
    }

    // Unknown keys and repeated ones are refused by the deserializer as it is set up here.
    static readonly IDeserializer Yaml = new DeserializerBuilder()
        .WithNamingConvention(UnderscoredNamingConvention.Instance)
        .WithDuplicateKeyChecking()
        .WithNodeDeserializer(inner => new Placing(inner), where => where.InsteadOf<ObjectNodeDeserializer>())
        .Build();

    /// <summary>Never throws: a file that is not YAML, or not of this form, has a <see cref="Problem"/>.</summary>
    public static PolicyFile Read(string name, string text)
    {
        // The reader takes NUL for the end, and half of a file for the whole.
        if (text.Contains('\0', StringComparison.Ordinal)) return Unreadable(new PolicyProblem(name, text[..text.IndexOf('\0', StringComparison.Ordinal)].Count(c => c == '\n') + 1, "There is a NUL character."));
        try
        {
            var file = Yaml.Deserialize<PolicyFile?>(new BoundedYaml(text)) ?? new PolicyFile();
            return file.Rules.Contains(null!) || file.Profiles.Contains(null!) || file.Waivers.Contains(null!)
                ? Unusable(new PolicyProblem(name, null, "An entry of 'rules', 'profiles' or 'waivers' is empty."), text)
                : file;
        }
        catch (YamlException ex)
        {
            return Unusable(new PolicyProblem(name, ex.Start.Line, (ex.InnerException ?? ex).Message), text);
        }
    }

    /// <summary>A file that could not even be opened.</summary>
    public static PolicyFile Unreadable(PolicyProblem problem) => new() { Problem = problem };

    static PolicyFile Unusable(PolicyProblem problem, string text) => new()
    {
        Problem = problem,
        Rules = [.. Names(text, "rules", "id").Select(id => new RuleEntry { Id = id })],
        Profiles = [.. Names(text, "profiles", "name").Select(name => new ProfileEntry { Name = name })],
    };

    static List<string> Names(string text, string section, string key)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new BoundedYaml(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..] && root.Children.TryGetValue(section, out var entries) && entries is YamlSequenceNode list
                ? [.. list.OfType<YamlMappingNode>().Select(e => e.Children.TryGetValue(key, out var name) ? name : null).OfType<YamlScalarNode>().Select(n => n.Value ?? "")]
                : [];
        }
        catch (YamlException)
        {
            return [];
        }
    }

    /// <summary>Tells entries their lines.</summary>
    sealed class Placing(INodeDeserializer inner) : INodeDeserializer
    {
        public bool Deserialize(IParser reader, Type expectedType, Func<IParser, Type, object?> nestedObjectDeserializer, out object? value, ObjectDeserializer rootDeserializer)
        {
            var line = reader.Current?.Start.Line ?? 0;
            if (!inner.Deserialize(reader, expectedType, nestedObjectDeserializer, out value, rootDeserializer)) return false;
            if (value is Entry entry) entry.Line = line;
            return true;
        }
    }
}
