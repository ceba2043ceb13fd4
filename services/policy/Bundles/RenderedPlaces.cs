using System.Text;
using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Policy.Analysis;
using InfraAgent.Policy.Reports;

namespace InfraAgent.Policy.Bundles;

/// <summary>
/// Where in the bundle a rendered resource is written, and what of the request it comes from: <c>Deployment/shop/web, container web</c> is in
/// <c>base/web-deployment.yaml</c>, or in a chart's <c>templates/deployment.yaml</c>; <c>services.web</c> in <c>compose.yaml</c>.
/// </summary>
sealed class RenderedPlaces(IArtifactStore artifacts, BundleRef bundle, JsonElement? templateSpec)
{
    const int LargestFile = 4 << 20;

    readonly Dictionary<string, string[]> read = new(StringComparer.Ordinal);

    /// <summary>The finding with the place of its resource, as far as names tell.</summary>
    /// <exception cref="ArtifactCorruptException">A file is not what the generator stored.</exception>
    public async Task<Finding> PlaceAsync(Finding finding, CancellationToken cancel)
    {
        if (finding.Resource is not { } address || finding.File is not null) return finding;
        // KIND/[NAMESPACE/]NAME[, container CONTAINER], or SECTION.NAME of a Compose project.
        var parts = address.Split(", container ");
        var (file, name, lines) = parts[0].Split('/') is [var kind, .., var last]
            ? (Named($"/{last}-{kind.ToLowerInvariant()}.yaml", $"templates/{kind.ToLowerInvariant()}.yaml"), last, parts is [_, var container] ? [$"- name: {container}"] : (string[])[$"kind: {kind}"])
            : parts[0].Split('.', 2) is [var section, var key] ? (Named("compose.yaml"), key, [$"{section}:", $"  {key}:"])
            : (null, "", []);
        finding = finding with { Pointer = finding.Pointer ?? RequestPlaces.Pointer(templateSpec, name, derived: true) };
        return file is null ? finding : finding with { File = BundleFolder.Within(bundle, file), Line = Line(await ReadAsync(file, cancel), lines) };
    }

    ArtifactRef? Named(params ReadOnlySpan<string> endings)
    {
        foreach (var ending in endings)
            if (bundle.Files.FirstOrDefault(f => f.Path.EndsWith(ending, StringComparison.Ordinal) && f.Size <= LargestFile) is { } file) return file;
        return null;
    }

    /// <summary>The line of the last of these, each behind the one before; null where one is not there, as in a template.</summary>
    static int? Line(string[] lines, params ReadOnlySpan<string> wanted)
    {
        var at = -1;
        foreach (var text in wanted)
        {
            // What stands at the left edge, or with spaces of its own, is meant as it stands; an item of a list is wherever it is.
            at = Array.FindIndex(lines, at + 1, line => (text[0] == '-' ? line.AsSpan().TrimStart() : line).SequenceEqual(text));
            if (at < 0) return null;
        }

        return at + 1;
    }

    async Task<string[]> ReadAsync(ArtifactRef file, CancellationToken cancel) =>
        read.TryGetValue(file.Path, out var known) ? known : read[file.Path] = Encoding.UTF8.GetString(await artifacts.GetAsync(file, cancel)).Split('\n');
}
