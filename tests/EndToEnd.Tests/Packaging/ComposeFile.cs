using YamlDotNet.RepresentationModel;

namespace InfraAgent.EndToEnd.Tests.Packaging;

/// <summary><c>docker-compose.yml</c> as its readers see it: with anchors and merges resolved.</summary>
sealed class ComposeFile
{
    readonly YamlMappingNode root;

    ComposeFile(YamlMappingNode root) => this.root = root;

    public static string Root { get; } = FindRoot();

    public static string[] Own { get; } = ["api", "generator", "policy", "executor", "drift"];

    public static string[] Servers { get; } = ["postgres", "rabbitmq"];

    public static ComposeFile Load()
    {
        var stream = new YamlStream();
        using var text = new StreamReader(Path.Combine(Root, "docker-compose.yml"));
        stream.Load(text);
        return new ComposeFile((YamlMappingNode)stream.Documents[0].RootNode);
    }

    public YamlMappingNode this[string service] => (YamlMappingNode)Member((YamlMappingNode)root["services"], service)!;

    public IReadOnlyList<string> Services => [.. ((YamlMappingNode)root["services"]).Children.Keys.Select(k => ((YamlScalarNode)k).Value!)];

    /// <summary>A service's variables, its merged ones too.</summary>
    public IReadOnlyDictionary<string, string> Variables(string service)
    {
        var variables = new Dictionary<string, string>();
        if (Member(this[service], "environment") is YamlMappingNode own)
            Collect(own, variables);
        return variables;
    }

    public string Text(string service, string member) => ((YamlScalarNode?)Member(this[service], member))?.Value ?? "";

    public IReadOnlyList<string> List(string service, string member) =>
        Member(this[service], member) is YamlSequenceNode list ? [.. list.Children.Select(c => ((YamlScalarNode)c).Value!)] : [];

    /// <summary>Every text in the file, keys aside.</summary>
    public IEnumerable<string> Texts() => root.AllNodes.OfType<YamlScalarNode>().Select(n => n.Value ?? "");

    public static YamlNode? Member(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out var found) ? found
        : map.Children.TryGetValue(new YamlScalarNode("<<"), out var merged) && merged is YamlMappingNode below ? Member(below, name)
        : null;

    static void Collect(YamlMappingNode map, Dictionary<string, string> into)
    {
        foreach (var (key, value) in map.Children)
        {
            if (value is YamlMappingNode merged)
                Collect(merged, into);
            else
                into[((YamlScalarNode)key).Value!] = ((YamlScalarNode)value).Value!;
        }
    }

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "InfraAgent.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("InfraAgent.sln is in no folder above the tests.");
        return folder;
    }
}
