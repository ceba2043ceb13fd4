using InfraAgent.Contracts;

namespace InfraAgent.Hosting;

/// <summary>Where bundles and reports are kept. Immutable: a path that exists with other content is refused.</summary>
public interface IArtifactStore
{
    /// <summary>Stores all files of a bundle below <paramref name="folder"/> (<c>{deployment_id}/r{revision}</c>), all or nothing;
    /// storing the same bytes again succeeds. Returns one reference per file, in path order.</summary>
    /// <exception cref="ArtifactConflictException">Other content is already there.</exception>
    Task<IReadOnlyList<ArtifactRef>> PutFolderAsync(string folder, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, CancellationToken cancel);

    Task<ArtifactRef> PutAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel);

    /// <summary>Reads one file and checks its digest.</summary>
    /// <exception cref="ArtifactCorruptException">The stored bytes are not those that were stored.</exception>
    Task<byte[]> GetAsync(ArtifactRef artifact, CancellationToken cancel);

    /// <summary>Opens a file for a caller by path; null when there is none. The stream can seek.</summary>
    Task<Stream?> OpenAsync(string path, CancellationToken cancel);

    /// <summary>Paths below a folder, sorted; empty when there is none.</summary>
    Task<IReadOnlyList<string>> ListAsync(string folder, CancellationToken cancel);
}

public sealed class ArtifactConflictException(string message) : Exception(message);

public sealed class ArtifactCorruptException(string message) : Exception(message);

/// <summary>Output of tools, already redacted when it gets here. A reference is <c>{deployment_id}/{run_id}/{stage}-{attempt}.log</c>.</summary>
public interface ILogStore
{
    /// <summary>Appends; the writer owns the reference while its run is leased to it.</summary>
    Task<Stream> OpenAppendAsync(string logsRef, CancellationToken cancel);

    /// <summary>Null when nothing was ever written there. The stream can seek.</summary>
    Task<Stream?> OpenReadAsync(string logsRef, CancellationToken cancel);
}

/// <summary>Authenticated encryption with the agent's key ring (AES-256-GCM; the key id travels in the box, so keys can be rotated).</summary>
public interface ISecretBox
{
    /// <param name="purpose">Bound to the box: it opens for the same purpose alone.</param>
    byte[] Seal(ReadOnlySpan<byte> plain, string purpose);

    /// <exception cref="System.Security.Cryptography.CryptographicException">Changed, for another purpose, or the key is gone.</exception>
    byte[] Open(ReadOnlySpan<byte> box, string purpose);

    /// <summary>HMAC-SHA256 with a key derived for the purpose: tokens, and equality of secrets without their values.</summary>
    byte[] Sign(ReadOnlySpan<byte> data, string purpose);

    /// <summary>Checks what <see cref="Sign"/> made, in constant time; also true for a key that is no longer the current one.</summary>
    bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, string purpose);
}
