using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Runtimes;

namespace InfraAgent.Policy.Analysis;

/// <summary>A bundle's files: where they lie in it, and all of them unpacked to be looked at.</summary>
static class BundleFolder
{
    const int MostFiles = 5000;
    const long MostBytes = 64 << 20;

    /// <exception cref="InvalidDataException">Too many or too large files, or a path that leaves the folder.</exception>
    /// <exception cref="ArtifactCorruptException">The store's bytes are not those of the reference.</exception>
    public static async Task<ScratchFolder> UnpackAsync(BundleRef bundle, IArtifactStore artifacts, string scratch, CancellationToken cancel)
    {
        if (bundle.Files.Count > MostFiles || bundle.Files.Sum(f => f.Size) > MostBytes)
            throw new InvalidDataException($"The bundle {bundle.Path} has more than {MostFiles} files or {MostBytes} bytes.");

        var folder = new ScratchFolder(scratch, "judge");
        try
        {
            var files = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>(bundle.Files.Count);
            foreach (var file in bundle.Files)
                files.Add(new(Within(bundle, file), await artifacts.GetAsync(file, cancel)));
            await WorkspaceFolder.MaterialiseAsync(folder.Path, files, cancel);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A file's path within its bundle.</summary>
    public static string Within(BundleRef bundle, ArtifactRef file) =>
        file.Path.StartsWith(bundle.Path + "/", StringComparison.Ordinal)
            ? file.Path[(bundle.Path.Length + 1)..]
            : throw new InvalidDataException($"The file '{file.Path}' is not in the bundle '{bundle.Path}'.");
}
