using System.Text.Json;

namespace InfraAgent.Policy.Bundles;

/// <summary>Texts of a request that stand under certain names, wherever they do, with their pointers; and those of the bundle's parameter file that stand in no request: the catalog's defaults.</summary>
static class NamedValues
{
    const int DeepestLook = 16;

    public static IReadOnlyList<(string Value, string? Pointer, string? File)> Of(BundleFacts facts, Func<string, bool> named)
    {
        var places = new List<(string Value, string? Pointer, string? File)>();
        Walk(facts.TemplateSpec, "/template_spec", 0, named, places);
        // A parameter may be of one instance: web.image.
        foreach (var (name, value) in facts.Parameters)
            if (named(name[(name.LastIndexOf('.') + 1)..])) Take(value, $"/parameters/{Pointed(name)}", null, places);

        if (facts.ParameterFile is not { } file || file.Values.ValueKind != JsonValueKind.Object) return places;
        var asked = places.Select(p => p.Value).ToHashSet(StringComparer.Ordinal);
        var defaults = new List<(string Value, string? Pointer, string? File)>();
        foreach (var value in file.Values.EnumerateObject())
            if (named(value.Name)) Take(value.Value, null, file.File, defaults);
        return [.. places, .. defaults.Where(d => !asked.Contains(d.Value))];
    }

    static void Walk(JsonElement value, string pointer, int depth, Func<string, bool> named, List<(string, string?, string?)> places)
    {
        if (depth > DeepestLook) return;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                var place = $"{pointer}/{Pointed(member.Name)}";
                if (named(member.Name)) Take(member.Value, place, null, places);
                Walk(member.Value, place, depth + 1, named, places);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray()) Walk(item, $"{pointer}/{index++}", depth + 1, named, places);
        }
    }

    static void Take(JsonElement value, string? pointer, string? file, List<(string, string?, string?)> places)
    {
        if (value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text) places.Add((text, pointer, file));
        if (value.ValueKind != JsonValueKind.Array) return;
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            var place = pointer is null ? null : $"{pointer}/{index}";
            index++;
            if (item.ValueKind == JsonValueKind.String && item.GetString() is { Length: > 0 } one) places.Add((one, place, file));
        }
    }

    public static string Pointed(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
