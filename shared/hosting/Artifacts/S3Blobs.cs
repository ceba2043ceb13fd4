using System.Security.Cryptography;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>Contents in a bucket, each under its digest.</summary>
sealed class S3Blobs(S3Objects objects, string scratch)
{
    const string Root = "blobs/sha256/";
    const int LargestInMemory = 4 * 1024 * 1024;

    public async Task PutAsync(string digest, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        // Most files of a revision are those of the one before: asking is a twelfth of the price of writing, and saves the way of the bytes.
        // Another length is what a server that was killed in mid-write left behind.
        if (await objects.SizeAsync(KeyOf(digest), cancel) != content.Length)
        {
            await objects.WriteAsync(KeyOf(digest), content, cancel);
        }
    }

    /// <exception cref="ArtifactCorruptException">It is gone, or another.</exception>
    public async Task<byte[]> ReadAsync(string path, string digest, long size, CancellationToken cancel)
    {
        if (StoredContent.HexOf(digest) is null)
        {
            throw new ArtifactCorruptException($"'{path}' is referred to by '{digest}', which is no digest of this store.");
        }

        var content = await CheckedAsync(path, objects.ReadAsync(KeyOf(digest), size, cancel)) ?? throw Gone(path, digest);
        var found = FolderManifest.DigestOf(content);
        return found == digest ? content : throw Changed(path, found, digest);
    }

    /// <summary>The checked content as a stream that can seek.</summary>
    /// <exception cref="ArtifactCorruptException">It is gone, or another.</exception>
    public async Task<Stream> OpenAsync(string path, StoredContent content, CancellationToken cancel)
    {
        if (content.Size <= LargestInMemory)
        {
            return new MemoryStream(await ReadAsync(path, content.Digest, content.Size, cancel), writable: false);
        }

        return await CheckedAsync(path, objects.ReadAsync(KeyOf(content.Digest), content.Size, async (source, length, attempt) =>
        {
            if (length != content.Size)
            {
                throw new ArtifactCorruptException($"'{path}' has {length} bytes, but was stored with {content.Size}.");
            }

            var file = Scratch();
            try
            {
                var found = await CopyAsync(source, file, attempt);
                if (file.Length != content.Size)
                {
                    throw new EndOfStreamException($"The store gave {file.Length} of {content.Size} bytes.");
                }

                file.Position = 0;
                return found == content.Digest ? (Stream)file : throw Changed(path, found, content.Digest);
            }
            catch
            {
                await file.DisposeAsync();
                throw;
            }
        }, cancel)) ?? throw Gone(path, content.Digest);
    }

    static async Task<T?> CheckedAsync<T>(string path, Task<T?> reading) where T : class
    {
        try
        {
            return await reading;
        }
        catch (InvalidDataException damaged)
        {
            throw new ArtifactCorruptException($"'{path}' is not what was stored: {damaged.Message}.");
        }
    }

    static string KeyOf(string digest) => Root + StoredContent.HexOf(digest);

    static ArtifactCorruptException Gone(string path, string digest) => new($"'{path}' ({digest}) is not in the artifact store any more.");

    static ArtifactCorruptException Changed(string path, string found, string digest) => new($"'{path}' has the digest {found}, but was stored with {digest}.");

    static async Task<string> CopyAsync(Stream source, FileStream target, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[80 * 1024];
        int read;
        while ((read = await source.ReadAsync(buffer, cancel)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            await target.WriteAsync(buffer.AsMemory(0, read), cancel);
        }

        return "sha256:" + Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>A file that is gone when it is closed, and where the system can, has no name from the start: a killed process leaves nothing.</summary>
    FileStream Scratch()
    {
        Directory.CreateDirectory(scratch);
        var path = Path.Combine(scratch, Guid.NewGuid().ToString("N"));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, Options = FileOptions.Asynchronous };
        if (OperatingSystem.IsWindows())
        {
            options.Options |= FileOptions.DeleteOnClose;
            return new FileStream(path, options);
        }

        options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        File.Delete(path);
        return file;
    }
}
