using System.Globalization;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>A program whose every text is one that somebody might send in the hope that something interprets it.</summary>
static class HostileProgram
{
    /// <summary>Long texts are the business of the writers' own tests.</summary>
    public static IReadOnlyList<string> Texts { get; } = [.. HostileText.All.Concat(HostileValues.Texts.Take(1500)).Concat(["$", "$$", "$$$", "${", "$${", "$$${x}", "${a.b}", "$${{", "fn::toJSON", "{\"fn::invoke\": 1}"]).Where(t => t.Length < 2000).Distinct()];

    public static GenerateBundle Command { get; } = new()
    {
        DeploymentId = "hostile", Environment = "dev", Runtime = "pulumi", RunId = Guid.Empty, Revision = 1, TemplateSpec = JsonSerializer.SerializeToElement(new { }), RequestDigest = ""
    };

    /// <summary>Keys as well as values; a key that begins with fn:: is refused before.</summary>
    public static DataMap Keys { get; } = new(Texts.Where(t => !PulumiYaml.IsCall(t) && t != "__proto__").Index().Select(t => KeyValuePair.Create(t.Item, (DataValue)t.Item)));

    public static DataMap Values { get; } = new(Texts.Index().Select(t => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"k{t.Index}"), (DataValue)t.Item)));

    static readonly PulumiReference Name = new("first", "metadata.name");

    public static PulumiProgram Program { get; } = new()
    {
        Project = "hostile",
        Description = string.Concat(Texts.Take(60)),
        Provider = new PulumiResource { Name = "kubernetes-provider", Type = new PulumiToken("pulumi", "providers", "kubernetes"), Properties = DataMap.Empty },
        Config = [.. Texts.Take(100).Index().Select(t => new PulumiConfig(string.Create(CultureInfo.InvariantCulture, $"c{t.Index}"), InputType.Text, t.Item, t.Item))],
        Resources =
        [
            Map("first", Values),
            Map("keys", Keys),
            // Between references, where the end of one text meets what comes next.
            Map("joined", new DataMap(Values.Items.Select(v => KeyValuePair.Create(v.Key, PulumiText.Of([v.Value, Name, v.Value, Name]))))),
            Map("json", DataMap.Of(("all", new PulumiJson(DataList.Of(Keys, Values))), ("known", new PulumiJson(Values)))),
            Map("settings", new DataMap(Texts.Take(100).Index().Select(t => KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"c{t.Index}"), (DataValue)new PulumiConfigValue(string.Create(CultureInfo.InvariantCulture, $"c{t.Index}"), t.Item)))))
        ],
        Packages = new Dictionary<string, string> { ["@pulumi/kubernetes"] = PulumiVersions.Kubernetes }
    };

    static PulumiResource Map(string name, DataMap data) => new()
    {
        Name = name, Type = new PulumiToken("kubernetes", "core/v1", "ConfigMap"), Properties = DataMap.Of(("metadata", DataMap.Of(("name", name))), ("data", data))
    };
}
