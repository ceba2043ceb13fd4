using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>What every store asks of the files it is given, and how it describes them.</summary>
static class StoreNames
{
    /// <summary>One reference per file of a folder, in path order.</summary>
    /// <exception cref="ArgumentException">A path is not one that stores accept, or there is no file.</exception>
    public static List<ArtifactRef> Describe(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, Func<string, string> uri) => files.Count == 0
        ? throw new ArgumentException($"The artifact folder '{folder}' has no files.", nameof(files))
        : [.. files.OrderBy(x => x.Key, StringComparer.Ordinal).Select(x => Describe(Inside(folder, x.Key), x.Value.Span, uri))];

    public static ArtifactRef Describe(string path, ReadOnlySpan<byte> content, Func<string, string> uri) =>
        new(path, uri(path), FolderManifest.DigestOf(content), content.Length);

    public static void RefuseOwnName(string path)
    {
        if (path.Split('/')[^1] == FolderManifest.FileName)
        {
            throw new ArgumentException($"The artifact path '{path}' uses the store's own name '{FolderManifest.FileName}'.", nameof(path));
        }
    }

    static string Inside(string folder, string file)
    {
        var path = folder + "/" + file;
        StorePath.Require(path, "artifact");
        RefuseOwnName(path);
        return path;
    }
}
