using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Assertions;

namespace InfraAgent.Policy.Bundles;

/// <summary>What bundle checks look at: the request, and the values that the generator put into the bundle's parameter file.</summary>
sealed record BundleFacts
{
    static readonly JsonElement Nothing = JsonElement.Parse("{}");

    public required string Runtime { get; init; }
    public JsonElement TemplateSpec { get; init; } = Nothing;
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    /// <summary>The parameter file's path in the bundle and its content: also has the catalog's defaults. Null when there is none.</summary>
    public (string File, JsonElement Values)? ParameterFile { get; init; }
    /// <summary>Modules that the bundle is made of, with the versions that were taken; empty before there is one.</summary>
    public IReadOnlyList<(string Name, ModuleVersion Version)> Modules { get; init; } = [];
    /// <summary>What will be rolled out; null where no tool could render it.</summary>
    public IReadOnlyList<Subject>? Resources { get; init => (field, Index) = (value, new SubjectIndex(value ?? [])); }
    public SubjectIndex Index { get; private init; } = SubjectIndex.Empty;
    /// <summary>Files of the bundle that are named after what is in them.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The file that a resource comes from, where its name tells.</summary>
    public string? FileOf(string address)
    {
        if (Runtime == "docker-compose") return Files.FirstOrDefault(f => f == "compose.yaml");
        address = address.Split(',')[0];
        var (kind, name) = (address[..address.IndexOf('/', StringComparison.Ordinal)].ToLowerInvariant(), address[(address.LastIndexOf('/') + 1)..]);
        return Files.FirstOrDefault(f => f.EndsWith($"/{name}-{kind}.yaml", StringComparison.Ordinal)) ?? Files.FirstOrDefault(f => f == $"templates/{kind}.yaml");
    }
}
