using InfraAgent.Policy.Rules;

namespace InfraAgent.Policy.Bundles;

/// <summary>An image without a version, or with a tag that is moved, is another image tomorrow: a rollback would not bring back what ran.</summary>
sealed class ImageVersionCheck(RuleSettings settings) : BundleCheck
{
    readonly IReadOnlyList<string> movingTags = settings.Texts("moving_tags");

    public override IEnumerable<Found> Judge(BundleFacts facts)
    {
        foreach (var (image, pointer, at) in NamedValues.Of(facts, name => name == "image" || name.EndsWith("_image", StringComparison.Ordinal)))
            if (!image.Any(char.IsWhiteSpace) && Fault(image) is { } fault) yield return new Found($"The image '{image}' {fault}.") { Pointer = pointer, File = at };
    }

    string? Fault(string text)
    {
        var image = ImageReference.Parse(text);
        if (!string.IsNullOrEmpty(image.Digest)) return null;
        if (string.IsNullOrEmpty(image.Tag)) return "names no version";
        return movingTags.Contains(image.Tag, StringComparer.OrdinalIgnoreCase) ? $"has the tag '{image.Tag}', which is moved to other content" : null;
    }
}
