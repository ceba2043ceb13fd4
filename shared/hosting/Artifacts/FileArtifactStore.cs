using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>Artifacts in a local or shared folder (<c>Artifacts:Location</c> with <c>file://</c>). Several processes may use one folder:
/// everything is written under <c>.incoming</c> on the same volume, flushed, and appears under its name in one step.</summary>
public sealed class FileArtifactStore : IArtifactStore
{
    const string Incoming = ".incoming";
    static readonly TimeSpan AbandonedAfter = TimeSpan.FromHours(1);
    readonly StoreRoot root;
    readonly string incoming;

    public FileArtifactStore(string folder)
    {
        root = new StoreRoot(folder);
        incoming = Path.Combine(root.Folder, Incoming);
        Directory.CreateDirectory(incoming);
        RemoveAbandoned();
    }

    public Task<IReadOnlyList<ArtifactRef>> PutFolderAsync(
        string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var target = root.Resolve(folder, "artifact folder");
        var refs = StoreNames.Describe(folder, files, UriOf);
        var manifest = FolderManifest.Of(folder, refs);
        if (AlreadyPut(folder, target, manifest))
        {
            return Task.FromResult<IReadOnlyList<ArtifactRef>>(refs);
        }

        var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
        try
        {
            WriteFolder(temporary, files, manifest);
            root.MakeParent(target);
            if (!TryMoveFolder(temporary, target) && !AlreadyPut(folder, target, manifest))
            {
                throw new IOException($"The artifact folder '{folder}' could not be put in place: '{target}' is in the way.");
            }

            DurableFile.SyncFolder(Path.GetDirectoryName(target)!);
            DurableFile.SyncFolder(root.Folder);
            return Task.FromResult<IReadOnlyList<ArtifactRef>>(refs);
        }
        finally
        {
            Remove(temporary);
        }
    }

    public async Task<ArtifactRef> PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var target = root.Resolve(path, "artifact");
        StoreNames.RefuseOwnName(path);
        var artifact = StoreNames.Describe(path, content.Span, UriOf);
        if (root.Find(path, "artifact") is null)
        {
            var temporary = Path.Combine(incoming, Guid.NewGuid().ToString("N"));
            try
            {
                DurableFile.Create(temporary, content.Span);
                root.MakeParent(target);
                if (DurableFile.TryPublish(temporary, target))
                {
                    DurableFile.SyncFolder(Path.GetDirectoryName(target)!);
                    return artifact;
                }
            }
            finally
            {
                File.Delete(temporary);
            }
        }

        var present = await ReadAsync(path, cancel) ?? throw new ArtifactConflictException($"'{path}' is taken by something that is not a file.");
        return FolderManifest.DigestOf(present) == artifact.Digest
            ? artifact
            : throw new ArtifactConflictException($"'{path}' is already stored with other content ({FolderManifest.DigestOf(present)}); artifacts never change.");
    }

    public async Task<byte[]> GetAsync(ArtifactRef artifact, CancellationToken cancel)
    {
        var content = await ReadAsync(artifact.Path, cancel)
            ?? throw new ArtifactCorruptException($"'{artifact.Path}' is not in the artifact store any more.");
        var digest = FolderManifest.DigestOf(content);
        return digest == artifact.Digest
            ? content
            : throw new ArtifactCorruptException($"'{artifact.Path}' has the digest {digest}, but was stored with {artifact.Digest}.");
    }

    public Task<Stream?> OpenAsync(string path, CancellationToken cancel) => Task.FromResult<Stream?>(OpenRead(path));

    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var files = root.FindFolder(folder, "artifact folder")?
            .EnumerateFiles("*", Deep)
            .Where(x => x.Name != FolderManifest.FileName)
            .Select(x => Path.GetRelativePath(root.Folder, x.FullName).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal)
            .ToList();
        return Task.FromResult<IReadOnlyList<string>>(files ?? []);
    }

    static readonly EnumerationOptions Deep = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };

    string UriOf(string path) => new Uri(Path.Combine(root.Folder, path)).AbsoluteUri;

    static void WriteFolder(string temporary, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, byte[] manifest)
    {
        var folders = new HashSet<string>(StringComparer.Ordinal) { temporary };
        var targets = new List<(string Path, ReadOnlyMemory<byte> Content)> { (Path.Combine(temporary, FolderManifest.FileName), manifest) };
        foreach (var (name, content) in files)
        {
            var path = Path.Combine(temporary, name);
            folders.Add(Path.GetDirectoryName(path)!);
            targets.Add((path, content));
        }

        foreach (var folder in folders)
        {
            Directory.CreateDirectory(folder);
        }

        // One after the other: side by side a lone bundle is there 1.5 ms earlier, but each then costs twice the processor time.
        foreach (var (path, content) in targets)
        {
            DurableFile.Create(path, content.Span);
        }

        foreach (var folder in folders)
        {
            DurableFile.SyncFolder(folder);
        }
    }

    /// <summary>True when exactly these files were put before.</summary>
    bool AlreadyPut(string folder, string target, byte[] manifest)
    {
        if (!Directory.Exists(target) && !File.Exists(target))
        {
            return false;
        }

        // The manifest arrives with the folder, so it is there if the folder came from PutFolderAsync at all.
        using var present = OpenRead(folder + "/" + FolderManifest.FileName);
        if (present is null)
        {
            throw new ArtifactConflictException($"'{folder}' already holds files that were not stored as one folder.");
        }

        var bytes = new byte[present.Length];
        present.ReadExactly(bytes);
        return bytes.AsSpan().SequenceEqual(manifest)
            ? true
            : throw new ArtifactConflictException($"'{folder}' is already stored with other content; artifacts never change. Use the next revision.");
    }

    static bool TryMoveFolder(string temporary, string target)
    {
        try
        {
            // A rename onto a folder that has files in it fails, so of two writers one loses here.
            Directory.Move(temporary, target);
            return true;
        }
        catch (IOException) when (Directory.Exists(target) || File.Exists(target))
        {
            return false;
        }
    }

    FileStream? OpenRead(string path)
    {
        var file = root.Find(path, "artifact");
        try
        {
            return file?.Open(new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous });
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    async Task<byte[]?> ReadAsync(string path, CancellationToken cancel)
    {
        await using var file = OpenRead(path);
        if (file is null)
        {
            return null;
        }

        var content = new byte[file.Length];
        await file.ReadExactlyAsync(content, cancel);
        return content;
    }

    /// <summary>What a killed process left behind. Puts take milliseconds, so an hour is beyond doubt.</summary>
    void RemoveAbandoned()
    {
        foreach (var entry in new DirectoryInfo(incoming).EnumerateFileSystemInfos().Where(x => DateTime.UtcNow - x.LastWriteTimeUtc > AbandonedAfter))
        {
            Remove(entry.FullName);
        }
    }

    static void Remove(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Another replica removes the same leftovers; nothing depends on it.
        }
    }
}
