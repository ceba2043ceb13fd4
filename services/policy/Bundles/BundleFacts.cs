using System.Text.Json;
using InfraAgent.Policy.Assertions;
using InfraAgent.Policy.Cost;

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
    /// <summary>What it costs; null where that is not judged.</summary>
    public CostFacts? Cost { get; init; }
    /// <summary>What will be rolled out; null where no tool could render it.</summary>
    public IReadOnlyList<Subject>? Resources { get; init => (field, Index) = (value, new SubjectIndex(value ?? [])); }
    public SubjectIndex Index { get; private init; } = SubjectIndex.Empty;
    /// <summary>What a bundle for terraform would make where there is nothing yet, as far as its code tells; null where that was not worked out.</summary>
    public IReadOnlyList<Subject>? Planned { get; init => (field, PlannedIndex, PlannedByType) = (value, new SubjectIndex(value ?? []), (value ?? []).ToLookup(s => s.Type, StringComparer.Ordinal)); }
    public SubjectIndex PlannedIndex { get; private init; } = SubjectIndex.Empty;
    public ILookup<string, Subject> PlannedByType { get; private init; } = Enumerable.Empty<Subject>().ToLookup(s => s.Type);
}
