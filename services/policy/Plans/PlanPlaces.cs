using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using InfraAgent.Hcl;
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
    readonly Dictionary<string, HclBody?> parsed = new(StringComparer.Ordinal);
    Dictionary<string, string>? folders;

    /// <summary>The finding with the place of its resource, as far as the bundle and the request tell.</summary>
    /// <param name="attribute">Of the resource, whose line it is then where the code has it; null for the resource's own.</param>
    /// <exception cref="ArtifactCorruptException">A file is not what the generator stored.</exception>
    public async Task<Finding> PlaceAsync(Finding finding, string? attribute, CancellationToken cancel)
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
            if (line >= 0) return finding with { File = file, Line = LineOf(file, lines, line + 1, attribute), Pointer = finding.Pointer ?? RequestPlaces.Pointer(templateSpec, label) };
        }

        return finding with { Pointer = finding.Pointer ?? RequestPlaces.Pointer(templateSpec, label) };
    }

    int LineOf(string file, string[] lines, int block, string? attribute)
    {
        if (attribute is null) return block;
        if (!parsed.TryGetValue(file, out var body)) parsed[file] = body = Parsed(lines);
        return body?.Blocks.FirstOrDefault(b => b.Line == block)?.LineOf(attribute) ?? block;
    }

    /// <summary>Null where the code uses more of the language than is read here.</summary>
    static HclBody? Parsed(string[] lines)
    {
        try
        {
            return HclParser.File(string.Join('\n', lines));
        }
        catch (Exception ex) when (ex is HclException or HclTooLargeException)
        {
            return null;
        }
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
