using System.Text.Json;
using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>An image without a version, or with a tag that is moved, is another image tomorrow: a rollback would not bring back what ran.</summary>
sealed class ImageVersionCheck(RuleSettings settings) : BundleCheck
{
    const int DeepestLook = 16;
    readonly IReadOnlyList<string> movingTags = settings.Texts("moving_tags");

    public override IEnumerable<Found> Judge(BundleFacts facts)
    {
        var places = new List<(string Image, string? Pointer, string? File)>();
        Walk(facts.TemplateSpec, "/template_spec", 0, places);
        foreach (var (name, value) in facts.Parameters)
            Look(name, value, $"/parameters/{name}", null, places);

        // Defaults of the catalog stand in no request, only in the bundle.
        if (facts.ParameterFile is { } file && file.Values.ValueKind == JsonValueKind.Object)
        {
            var asked = places.Select(p => p.Image).ToHashSet(StringComparer.Ordinal);
            var before = places.Count;
            foreach (var value in file.Values.EnumerateObject()) Look(value.Name, value.Value, null, file.File, places);
            for (var i = places.Count - 1; i >= before; i--)
                if (asked.Contains(places[i].Image)) places.RemoveAt(i);
        }

        foreach (var (image, pointer, at) in places)
            if (Fault(image) is { } fault) yield return new Found($"The image '{image}' {fault}.") { Pointer = pointer, File = at };
    }

    static void Walk(JsonElement value, string pointer, int depth, List<(string, string?, string?)> places)
    {
        if (depth > DeepestLook) return;
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in value.EnumerateObject())
            {
                var place = $"{pointer}/{member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
                Look(member.Name, member.Value, place, null, places);
                Walk(member.Value, place, depth + 1, places);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            var index = 0;
            foreach (var item in value.EnumerateArray()) Walk(item, $"{pointer}/{index++}", depth + 1, places);
        }
    }

    static void Look(string name, JsonElement value, string? pointer, string? file, List<(string, string?, string?)> places)
    {
        if (value.ValueKind == JsonValueKind.String && (name == "image" || name.EndsWith("_image", StringComparison.Ordinal))
            && value.GetString() is { Length: > 0 } image && !image.Any(char.IsWhiteSpace))
            places.Add((image, pointer, file));
    }

    string? Fault(string text)
    {
        var image = ImageReference.Parse(text);
        if (!string.IsNullOrEmpty(image.Digest)) return null;
        if (string.IsNullOrEmpty(image.Tag)) return "names no version";
        return movingTags.Contains(image.Tag, StringComparer.OrdinalIgnoreCase) ? $"has the tag '{image.Tag}', which is moved to other content" : null;
    }
}
