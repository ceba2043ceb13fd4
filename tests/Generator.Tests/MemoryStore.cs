using System.Collections.Concurrent;
using InfraAgent.Contracts;
using InfraAgent.Hosting;

namespace InfraAgent.Generator.Tests;

/// <summary>An artifact store that keeps the seam's promises in memory, or cannot be reached.</summary>
sealed class MemoryStore : IArtifactStore
{
    readonly ConcurrentDictionary<string, byte[]> files = new(StringComparer.Ordinal);

    public bool Unreachable { get; set; }

    public Task<IReadOnlyList<ArtifactRef>> PutFolderAsync(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> content, CancellationToken cancel)
    {
        if (Unreachable) throw new IOException("The store cannot be reached.");
        foreach (var (path, bytes) in content)
        {
            if (!files.GetOrAdd($"{folder}/{path}", bytes.ToArray()).AsSpan().SequenceEqual(bytes.Span)) throw new ArtifactConflictException(path);
        }

        return Task.FromResult<IReadOnlyList<ArtifactRef>>([.. content.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => Reference($"{folder}/{f.Key}"))]);
    }

    public Task<ArtifactRef> PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        files[path] = content.ToArray();
        return Task.FromResult(Reference(path));
    }

    public Task<byte[]> GetAsync(ArtifactRef artifact, CancellationToken cancel) => Task.FromResult(files[artifact.Path]);

    public Task<Stream?> OpenAsync(string path, CancellationToken cancel) =>
        Task.FromResult<Stream?>(files.TryGetValue(path, out var bytes) ? new MemoryStream(bytes) : null);

    public Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<string>>([.. files.Keys.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)]);

    ArtifactRef Reference(string path) => new(path, "memory:///" + path, Digests.Of(files[path]), files[path].Length);
}
