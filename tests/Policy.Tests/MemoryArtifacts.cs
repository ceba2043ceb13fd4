using System.Collections.Concurrent;
using InfraAgent.Contracts;
using InfraAgent.Hosting;

namespace InfraAgent.Policy.Tests;

/// <summary>An artifact store that counts its reads.</summary>
sealed class MemoryArtifacts : IArtifactStore
{
    readonly ConcurrentDictionary<string, byte[]> files = new();
    int reads;

    public int Reads => reads;

    public async Task<IReadOnlyList<ArtifactRef>> PutFolderAsync(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancel)
    {
        var refs = new List<ArtifactRef>();
        foreach (var (path, content) in files.OrderBy(f => f.Key, StringComparer.Ordinal)) refs.Add(await PutAsync($"{folder}/{path}", content, cancel));
        return refs;
    }

    public Task<ArtifactRef> PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (!files.GetOrAdd(path, content.ToArray()).AsSpan().SequenceEqual(content.Span)) throw new ArtifactConflictException($"'{path}' has other content.");
        return Task.FromResult(new ArtifactRef(path, "memory:" + path, CanonicalJson.DigestOf(content.Span), content.Length));
    }

    public Task<byte[]> GetAsync(ArtifactRef artifact, CancellationToken cancel)
    {
        Interlocked.Increment(ref reads);
        var bytes = files[artifact.Path];
        return CanonicalJson.DigestOf(bytes) == artifact.Digest ? Task.FromResult(bytes) : throw new ArtifactCorruptException(artifact.Path);
    }

    public Task<Stream?> OpenAsync(string path, CancellationToken cancel) => Task.FromResult<Stream?>(files.TryGetValue(path, out var bytes) ? new MemoryStream(bytes) : null);

    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([.. files.Keys.Where(k => k.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);
}
