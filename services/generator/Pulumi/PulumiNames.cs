using System.Globalization;
using System.Text;

namespace InfraAgent.Generator;

/// <summary>What a cloud's resources are called in Pulumi: the <c>pulumi.yaml</c> beside its <c>cloud.yaml</c>.</summary>
public sealed class PulumiNames
{
    readonly Dictionary<string, PulumiResourceType> resources = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> functions = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> arns = new(StringComparer.Ordinal);

    PulumiNames(string package, string version) => (Package, Version) = (package, version);

    /// <summary><c>aws</c>; its npm package is <c>@pulumi/aws</c>.</summary>
    public string Package { get; }
    public string Version { get; }

    /// <exception cref="CatalogException">The file says something else.</exception>
    public static PulumiNames Read(string file, string text)
    {
        var map = YamlMap.Parse(file, text);
        var names = new PulumiNames(map.Text("package"), map.Text("version"));
        var all = map.Map("resources") ?? throw map.Error("'resources' is missing.");
        foreach (var name in all.Keys)
        {
            var resource = all.Map(name)!;
            var type = resource.Text("type");
            if (type.Split(':').Length != 3) throw resource.Error($"'{type}' is no type such as aws:rds/instance:Instance.", "type");
            names.resources.Add(name, new PulumiResourceType(name, PulumiToken.Parse(type))
            {
                Names = Texts(resource.Map("names")), Objects = resource.Texts("objects").ToHashSet(StringComparer.Ordinal), Scalars = Texts(resource.Map("types"))
            });
            resource.End();
        }

        foreach (var (name, token) in Texts(map.Map("functions"))) names.functions.Add(name, token);
        foreach (var (name, service) in Texts(map.Map("arns"))) names.arns.Add(name, service);
        map.End();
        return names;
    }

    internal PulumiResourceType? Resource(string terraform) => resources.GetValueOrDefault(terraform);

    /// <summary>Of a data source: <c>aws:index/getRegion</c>.</summary>
    internal string? Function(string terraform) => functions.GetValueOrDefault(terraform);

    /// <summary>Which service the ARN is of that the attribute holds; null: that is not known.</summary>
    internal string? ArnService(PulumiReference reference) =>
        (reference.Type?.Terraform ?? (reference.Data is { } data ? "data." + data : null)) is { } of ? arns.GetValueOrDefault($"{of}.{reference.TerraformPath}") : null;

    /// <summary><c>max_size</c>, <c>max-size</c> → <c>maxSize</c>.</summary>
    internal static string Camel(string words, char between)
    {
        var name = new StringBuilder();
        foreach (var (i, word) in words.Split(between, StringSplitOptions.RemoveEmptyEntries).Index())
            name.Append(i == 0 ? word : string.Create(CultureInfo.InvariantCulture, $"{char.ToUpperInvariant(word[0])}{word[1..]}"));
        return name.ToString();
    }

    static Dictionary<string, string> Texts(YamlMap? map) => map is null ? [] : map.Keys.ToDictionary(k => k, map.Text, StringComparer.Ordinal);
}
