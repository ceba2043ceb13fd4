using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Policy.Analysis;
using InfraAgent.Policy.Reports;

namespace InfraAgent.Policy.Plans;

/// <summary>
/// Where in the bundle a resource of its plan is written, and what of the request it comes from: <c>module.orders_db.aws_db_instance.this</c> is a block in
/// <c>modules/postgres/main.tf</c>, and the module or service that the request calls <c>orders-db</c>.
/// </summary>
sealed partial class PlanPlaces(IArtifactStore artifacts, BundleRef bundle, JsonElement? templateSpec)
{
    const int LargestFile = 1 << 20;

    readonly Dictionary<string, IReadOnlyList<(string File, string[] Lines)>> read = new(StringComparer.Ordinal);
    Dictionary<string, string>? folders;

    /// <summary>The finding with the place of its resource, as far as the bundle and the request tell.</summary>
    /// <exception cref="ArtifactCorruptException">A file is not what the generator stored.</exception>
    public async Task<Finding> PlaceAsync(Finding finding, CancellationToken cancel)
    {
        if (finding.Resource is not { } address || Address().Match(address) is not { Success: true } parts) return finding;
        var label = parts.Groups["module"].Value;
        if (finding.File is not null) return finding with { Pointer = finding.Pointer ?? RequestPlaces.Pointer(templateSpec, label) };
        folders ??= Folders(await ReadAsync("", cancel));
        var folder = label.Length == 0 ? "" : folders.GetValueOrDefault(label);
        if (folder is null) return finding;
        var opening = $"{(parts.Groups["data"].Success ? "data" : "resource")} \"{parts.Groups["type"].Value}\" \"{parts.Groups["name"].Value}\"";
        foreach (var (file, lines) in await ReadAsync(folder, cancel))
        {
            var line = Array.FindIndex(lines, l => l.StartsWith(opening, StringComparison.Ordinal));
            if (line >= 0) return finding with { File = file, Line = line + 1, Pointer = finding.Pointer ?? RequestPlaces.Pointer(templateSpec, label) };
        }

        return finding with { Pointer = finding.Pointer ?? RequestPlaces.Pointer(templateSpec, label) };
    }

    /// <summary>The folder of each module that the root calls.</summary>
    static Dictionary<string, string> Folders(IReadOnlyList<(string File, string[] Lines)> root)
    {
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match call in Call().Matches(string.Join('\n', root.SelectMany(f => f.Lines)))) folders[call.Groups[1].Value] = call.Groups[2].Value;
        return folders;
    }

    /// <summary>The Terraform files right in a folder.</summary>
    async Task<IReadOnlyList<(string File, string[] Lines)>> ReadAsync(string folder, CancellationToken cancel)
    {
        if (read.TryGetValue(folder, out var known)) return known;
        var files = new List<(string, string[])>();
        foreach (var file in bundle.Files.Where(f => f.Size <= LargestFile && f.Path.EndsWith(".tf", StringComparison.Ordinal)))
        {
            var within = BundleFolder.Within(bundle, file);
            if (within[..Math.Max(0, within.LastIndexOf('/'))] == folder) files.Add((within, Encoding.UTF8.GetString(await artifacts.GetAsync(file, cancel)).Split('\n')));
        }

        return read[folder] = files;
    }

    // One level of modules is what a bundle has; keys of instances may be anything.
    [GeneratedRegex(@"^(module\.(?<module>[a-zA-Z0-9_-]+)(\[.*?\])?\.)?(?<data>data\.)?(?<type>[a-z0-9_]+)\.(?<name>[a-zA-Z0-9_-]+)(\[|$)", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex("^module \"([a-zA-Z0-9_-]+)\" \\{\\n  source = \"\\./([^\"]+)\"", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Call();
}
