using System.Text.Json;

namespace InfraAgent.Policy.Bundles;

/// <summary>What bundle checks look at: the request, and the values that the generator put into the bundle's parameter file.</summary>
sealed record BundleFacts
{
    public required JsonElement TemplateSpec { get; init; }
    public IReadOnlyDictionary<string, JsonElement> Parameters { get; init; } = new Dictionary<string, JsonElement>();
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
    /// <summary>The parameter file's path in the bundle and its content: also has the catalog's defaults. Null when there is none.</summary>
    public (string File, JsonElement Values)? ParameterFile { get; init; }
}
