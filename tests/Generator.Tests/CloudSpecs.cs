using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>The reviewed requests: examples, and the specifications that stand for uses of the catalog.</summary>
static class CloudSpecs
{
    static readonly IReadOnlyDictionary<string, string> Files = Directory.GetFiles(Path.Combine(Places.Tests, "Specs"), "*.json").Concat(Directory.GetFiles(Path.Combine(Places.Repository, "examples"), "*.json"))
        .ToDictionary(f => Path.GetFileNameWithoutExtension(f)!);

    public static string[] All { get; } = [.. Files.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Every request for terraform.</summary>
    public static string[] Names { get; } = Of("terraform");

    public static string[] Of(string runtime) => [.. Files.Keys.Where(name => Request(name).Runtime == runtime).Order(StringComparer.Ordinal)];

    public static GenerateBundle Request(string name) => Requests.FromBody(File.ReadAllText(Files[name]));

    /// <summary>What a request asks for, as cloud, module and the version that it gets.</summary>
    public static IEnumerable<string> Modules(GenerateBundle command)
    {
        var spec = JsonNode.Parse(command.TemplateSpec.GetRawText())!;
        var cloud = spec["cloud"]!.GetValue<string>();
        foreach (var module in spec["modules"]?.AsArray() ?? [])
        {
            var name = module!["name"]!.GetValue<string>();
            var versions = Renderers.Catalog.Versions(cloud, name);
            var version = module["version"] is { } asked ? VersionRange.TryParse(asked.GetValue<string>())!.Newest(versions)! : versions[^1];
            yield return $"{cloud} {name} {version.Text}";
        }
    }
}
