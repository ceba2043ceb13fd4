using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Runtimes;

namespace InfraAgent.Policy.Analysis;

/// <summary>A bundle unpacked to be looked at: a folder of its own (0700) that is gone when disposed of.</summary>
sealed class BundleFolder : IDisposable
{
    const int MostFiles = 5000;
    const long MostBytes = 64 << 20;

    BundleFolder(string path) => Path = path;

    public string Path { get; }

    /// <exception cref="InvalidDataException">Too many or too large files, or a path that leaves the folder.</exception>
    /// <exception cref="ArtifactCorruptException">The store's bytes are not those of the reference.</exception>
    public static async Task<BundleFolder> UnpackAsync(BundleRef bundle, IArtifactStore artifacts, string scratch, CancellationToken cancel)
    {
        if (bundle.Files.Count > MostFiles || bundle.Files.Sum(f => f.Size) > MostBytes)
            throw new InvalidDataException($"The bundle {bundle.Path} has more than {MostFiles} files or {MostBytes} bytes.");

        Directory.CreateDirectory(scratch);
        var folder = new BundleFolder(System.IO.Path.Combine(scratch, "judge-" + Guid.NewGuid().ToString("N")));
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

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Nothing was unpacked, or a tool that is still dying holds it; it has code in it, no secrets, and the scratch folder is cleared by its owner.
        }
    }
}
