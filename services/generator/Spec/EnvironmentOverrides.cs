using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>Merges <c>environments.{name}</c> into the specification. Objects merge, lists of named things merge by their names, everything
/// else replaces, null takes away. Each value keeps the place where it was said.</summary>
sealed partial class EnvironmentOverrides
{
    public const int Most = 32;
    public static readonly IReadOnlyList<string> Fields = ["modules", "observability", "patches", "services", "tags"];
    static readonly string[] NamedLists = ["modules", "ports", "services", "volumes"];

    readonly FindingList findings;
    readonly OrderedDictionary<string, SpecNode> overrides = new(StringComparer.Ordinal);

    public EnvironmentOverrides(SpecNode root, FindingList findings)
    {
        this.findings = findings;
        Base = root["environments"] is null ? root : root.With("environments", null);
        if (root["environments"] is not { } node) return;
        if (node.Kind != JsonValueKind.Object)
        {
            findings.Add(SpecRules.WrongType, node.Place, $"environments must be an object; it is {node.Show()}.", "Write {\"prod\": {\"services\": [{\"name\": \"web\", \"replicas\": 3}]}}.");
            return;
        }

        if (node.Members.Count > Most)
            findings.Add(SpecRules.NotAllowed, node.Place, string.Create(CultureInfo.InvariantCulture, $"environments must have at most {Most} entries; it has {node.Members.Count}."), "Leave some out.");
        foreach (var (name, member) in node.Members.Take(Most))
        {
            if (!Name().IsMatch(name))
                findings.Add(SpecRules.Identifier, member.Place, $"The name of an environment must be lower-case letters, digits and '-', at most 32, a letter or digit first; it is {CarriableText.Show(name)}.", "Use the name of an environment, such as staging.");
            else if (SpecFields.Open(member, $"environments.{name}", Fields, "{\"services\": […]}", findings, "Only these differ between environments.") is not null)
                overrides.Add(name, member.With(member.Members.Where(m => Fields.Contains(m.Key))));
        }
    }

    /// <summary>The specification without any.</summary>
    public SpecNode Base { get; }

    public IEnumerable<string> Names => overrides.Keys;

    public bool Has(string environment) => overrides.ContainsKey(environment);

    /// <summary>The specification as the environment has it.</summary>
    public SpecNode Apply(string environment) => overrides.TryGetValue(environment, out var over) && Base.Kind == JsonValueKind.Object ? Merge(Base, over, "") : Base;

    SpecNode Merge(SpecNode? below, SpecNode over, string name)
    {
        if (over.Kind == JsonValueKind.Object && !ReferenceReader.IsReference(over))
        {
            // Also with nothing below: what was to be taken away from it is not there.
            var merges = below is { Kind: JsonValueKind.Object } && !ReferenceReader.IsReference(below);
            var members = new OrderedDictionary<string, SpecNode>(merges ? below!.Members : [], StringComparer.Ordinal);
            foreach (var (key, value) in over.Members)
            {
                if (value.Kind == JsonValueKind.Null) members.Remove(key);
                else members[key] = Merge(merges ? below![key] : null, value, key);
            }

            return (merges ? below! : over).With(members);
        }

        return below is { Kind: JsonValueKind.Array } && over.Kind == JsonValueKind.Array && NamedLists.Contains(name) && Named(below) && Named(over)
            ? MergeNamed(below, over, name)
            : over;
    }

    SpecNode MergeNamed(SpecNode below, SpecNode over, string list)
    {
        var items = below.Items.ToList();
        foreach (var item in over.Items)
        {
            var at = Find(items, item, list);
            if (at == Several) continue;
            if (at < 0) items.Add(Merge(null, item, ""));
            else items[at] = Merge(items[at], item, "");
        }

        return below.With(items);
    }

    const int Several = -2;

    // An instance by its name; a module's name alone will do as long as one instance of it is there.
    int Find(List<SpecNode> items, SpecNode item, string list)
    {
        var key = Key(item);
        var at = items.FindIndex(i => Key(i) == key);
        if (at >= 0 || list != "modules" || item["as"] is not null) return at;

        var instances = items.Where(i => Text(i["name"]) == key).ToArray();
        if (instances.Length < 2) return items.FindIndex(i => Text(i["name"]) == key);
        findings.Add(SpecRules.AmbiguousReference, item.PlaceOf("name"), $"The override could mean {string.Join(" or ", instances.Select(i => CarriableText.Show(Key(i)!)))}.", "Say which, with 'as'.");
        return Several;
    }

    static bool Named(SpecNode list) => list.Items.All(i => Key(i) is not null);

    static string? Key(SpecNode item) => Text(item["as"]) ?? Text(item["name"]);

    static string? Text(SpecNode? node) => node is { Kind: JsonValueKind.String } && CarriableText.TryRead(node.Json, out var text) ? text : null;

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,31}\z", RegexOptions.NonBacktracking)]
    public static partial Regex Name();
}
