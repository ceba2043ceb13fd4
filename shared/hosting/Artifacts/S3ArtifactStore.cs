using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>Artifacts in a bucket (<c>Artifacts:Location</c> with <c>s3://</c>). Contents lie under their digests (<c>blobs/sha256/…</c>), equal ones once;
/// <c>names/{folder}/.manifest</c> names all files of a folder in one object, <c>names/{path}</c> a single one. A name is written after the
/// contents and in one request, so whatever a reader finds is whole, wherever a writer died.</summary>
/// <param name="objects">The bucket.</param>
/// <param name="scratch">Where what is too large for memory goes while it is open.</param>
public sealed class S3ArtifactStore(S3Objects objects, string scratch) : IArtifactStore
{
    const int KeptManifests = 256;
    // Enough to hide the way to the server; a bundle has about ten files.
    const int UploadsTogether = 8;

    readonly S3Blobs blobs = new(objects, scratch);
    readonly S3Names names = new(objects);
    readonly ManifestCache manifests = new(KeptManifests);

    public async Task<IReadOnlyList<ArtifactRef>> PutFolderAsync(
        string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        StorePath.Require(folder, "artifact folder");
        var refs = StoreNames.Describe(folder, files, UriOf);
        var manifest = FolderManifest.Of(folder, refs);
        if (await AlreadyPutAsync(folder, manifest, cancel))
        {
            return refs;
        }

        var contents = refs.DistinctBy(x => x.Digest).Select(x => (x.Digest, Content: files[x.Path[(folder.Length + 1)..]]));
        await Parallel.ForEachAsync(
            contents, new ParallelOptions { MaxDegreeOfParallelism = UploadsTogether, CancellationToken = cancel },
            async (file, stop) => await blobs.PutAsync(file.Digest, file.Content, stop));

        if (await names.TakeAsync(ManifestOf(folder), manifest, cancel) is not null)
        {
            throw Other(folder);
        }

        Remember(folder, manifest);
        return refs;
    }

    public async Task<ArtifactRef> PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        StorePath.Require(path, "artifact");
        StoreNames.RefuseOwnName(path);
        var artifact = StoreNames.Describe(path, content.Span, UriOf);
        var mine = new StoredContent(artifact.Digest, artifact.Size);
        var present = await FindAsync(path, cancel);
        if (present is null)
        {
            await blobs.PutAsync(artifact.Digest, content, cancel);
            var other = await names.TakeAsync(path, Encoding.UTF8.GetBytes($"{mine}\n"), cancel);
            present = other is null ? mine : Named(path, other);
        }

        return present == mine
            ? artifact
            : throw new ArtifactConflictException($"'{path}' is already stored with other content ({present.Digest}); artifacts never change.");
    }

    /// <remarks>The reference came from whoever put the file, so its digest says all: bytes that have it are the right ones whatever the path names by now,
    /// and one request is enough.</remarks>
    public async Task<byte[]> GetAsync(ArtifactRef artifact, CancellationToken cancel)
    {
        StorePath.Require(artifact.Path, "artifact");
        return await blobs.ReadAsync(artifact.Path, artifact.Digest, artifact.Size, cancel);
    }

    public async Task<Stream?> OpenAsync(string path, CancellationToken cancel)
    {
        StorePath.Require(path, "artifact");
        return await FindAsync(path, cancel) is { } content ? await blobs.OpenAsync(path, content, cancel) : null;
    }

    public async Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancel)
    {
        StorePath.Require(folder, "artifact folder");
        var below = names.BelowAsync(folder, cancel);
        var around = Task.WhenAll(Parents(folder).Select(x => ManifestAsync(x, cancel)));
        var paths = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var path in await below)
        {
            if (path.EndsWith("/" + FolderManifest.FileName, StringComparison.Ordinal))
            {
                var named = path[..^(FolderManifest.FileName.Length + 1)];
                paths.UnionWith((await ManifestAsync(named, cancel) ?? Nothing).Keys.Select(x => $"{named}/{x}"));
            }
            else
            {
                paths.Add(path);
            }
        }

        // A folder within one that was put: its files are named further up.
        foreach (var (parent, files) in Parents(folder).Zip(await around))
        {
            paths.UnionWith((files ?? Nothing).Keys.Select(x => $"{parent}/{x}").Where(x => x.StartsWith(folder + "/", StringComparison.Ordinal)));
        }

        return [.. paths];
    }

    static readonly Dictionary<string, StoredContent> Nothing = [];

    string UriOf(string path) => $"{objects.Uri}/{path}";

    static string ManifestOf(string folder) => $"{folder}/{FolderManifest.FileName}";

    /// <summary>Folders that a path lies in, the nearest first.</summary>
    static IEnumerable<string> Parents(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    static ArtifactConflictException Other(string folder) =>
        new($"'{folder}' is already stored with other content; artifacts never change. Use the next revision.");

    /// <summary>True when exactly these files were put before.</summary>
    async Task<bool> AlreadyPutAsync(string folder, byte[] manifest, CancellationToken cancel)
    {
        var around = Task.WhenAll(Parents(folder).Select(x => ManifestAsync(x, cancel)));
        var anything = names.AnyBelowAsync(folder, cancel);
        var present = await names.ReadAsync(ManifestOf(folder), cancel);
        var parents = await around;
        if (present is not null)
        {
            _ = await anything;
            return present.AsSpan().SequenceEqual(manifest) ? true : throw Other(folder);
        }

        var within = Parents(folder).Zip(parents).Any(x => (x.Second ?? Nothing).Keys.Any(file => $"{x.First}/{file}/".StartsWith(folder + "/", StringComparison.Ordinal)));
        // Between the two questions another writer may have named the same folder; taking the name tells.
        return (await anything && await names.ReadAsync(ManifestOf(folder), cancel) is null) || within
            ? throw new ArtifactConflictException($"'{folder}' already holds files that were not stored as one folder.")
            : false;
    }

    /// <summary>What a path names: a file of a folder around it, the nearest first, or a single one.</summary>
    async Task<StoredContent?> FindAsync(string path, CancellationToken cancel)
    {
        foreach (var parent in Parents(path))
        {
            if (manifests.Find(parent)?.GetValueOrDefault(path[(parent.Length + 1)..]) is { } known)
            {
                return known;
            }
        }

        var single = names.ReadAsync(path, cancel);
        var around = await Task.WhenAll(Parents(path).Select(x => ManifestAsync(x, cancel)));
        var own = await single;
        var named = Parents(path).Zip(around).Select(x => x.Second?.GetValueOrDefault(path[(x.First.Length + 1)..])).FirstOrDefault(x => x is not null);
        return named ?? (own is null ? null : Named(path, own));
    }

    static StoredContent Named(string path, byte[] name) =>
        StoredContent.Parse(Encoding.UTF8.GetString(name).TrimEnd('\n')) ?? throw new ArtifactCorruptException($"The name '{path}' in the artifact store is not one that a store of ours wrote.");

    async Task<IReadOnlyDictionary<string, StoredContent>?> ManifestAsync(string folder, CancellationToken cancel)
    {
        if (manifests.Find(folder) is { } known)
        {
            return known;
        }

        return await names.ReadAsync(ManifestOf(folder), cancel) is { } manifest ? Remember(folder, manifest) : null;
    }

    IReadOnlyDictionary<string, StoredContent> Remember(string folder, byte[] manifest)
    {
        var files = FolderManifest.Parse(folder, manifest);
        manifests.Add(folder, files);
        return files;
    }
}
