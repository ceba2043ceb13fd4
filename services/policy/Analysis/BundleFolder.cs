using InfraAgent.Contracts;
using InfraAgent.Hosting;

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
        // Made with mode 0700, under a name that nobody can guess.
        var folder = new BundleFolder(CreatePrivate(scratch));
        try
        {
            foreach (var file in bundle.Files)
            {
                var target = folder.Target(Within(bundle, file));
                Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
                await using var stream = new FileStream(target, FileMode.CreateNew, FileAccess.Write);
                await stream.WriteAsync(await artifacts.GetAsync(file, cancel), cancel);
            }

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

    static string CreatePrivate(string scratch)
    {
        var path = System.IO.Path.Combine(scratch, "judge-" + Guid.NewGuid().ToString("N"));
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path).FullName
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute).FullName;
    }

    string Target(string path)
    {
        var parts = path.Split('/');
        // Settings and plugins that a tool picks up by itself are not the bundle's to give.
        if (parts.Any(p => p is "" or "." or ".." || p.AsSpan().IndexOfAny('\0', '\\', ':') >= 0) 
            || parts[0] is ".terraform" or ".agent" or ".terraformrc" or "terraform.rc" || parts[^1].EndsWith(".tfstate", StringComparison.Ordinal))
        {
            throw new InvalidDataException($"The path '{path}' is refused: it must be relative, with plain names between single slashes, none of them the tool's or the agent's own.");
        }

        return System.IO.Path.Combine([Path, .. parts]);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // A tool that is still dying holds it; it has code in it, no secrets, and the scratch folder is cleared by its owner.
        }
    }
}
