using System.Text.Json.Nodes;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>Requests for programs. Every use of the catalog for aws is one, too, in both languages.</summary>
static class PulumiInputs
{
    /// <summary>What is asked of the catalog's modules elsewhere: <c>aws-bucket</c> is <c>pulumi-bucket</c>.</summary>
    public static IReadOnlyList<string> Modules { get; } =
        [.. Directory.GetFiles(Path.Combine(Places.Tests, "Specs"), "aws-*.json").Select(f => Path.GetFileNameWithoutExtension(f)!["aws-".Length..]).Order(StringComparer.Ordinal)];

    /// <summary>The rest: the contract's example, overrides, patches, workloads.</summary>
    public static IReadOnlyList<string> Others { get; } =
        [.. Directory.GetFiles(Path.Combine(Places.Tests, "Specs"), "pulumi-*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public static GenerateBundle Module(string name, string language = "yaml") => As(File.ReadAllText(Path.Combine(Places.Tests, "Specs", $"aws-{name}.json")), language);

    public static GenerateBundle Other(string name, string language) => As(File.ReadAllText(Path.Combine(Places.Tests, "Specs", name + ".json")), language);

    public static GenerateBundle As(string json, string language)
    {
        var body = JsonNode.Parse(json)!.AsObject();
        body["runtime"] = "pulumi";
        body["template_spec"]!["pulumi"] = new JsonObject { ["language"] = language };
        return Requests.FromBody(body.ToJsonString());
    }
}
