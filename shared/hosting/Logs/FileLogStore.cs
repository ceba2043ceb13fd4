using InfraAgent.Hosting.Artifacts;

namespace InfraAgent.Hosting.Logs;

/// <summary>Tool output in files, one per reference. Bytes are visible to readers in other processes as soon as they are written;
/// a reader sees the file grow.</summary>
public sealed class FileLogStore(string folder) : ILogStore
{
    readonly StoreRoot root = new(folder);

    public Task<Stream> OpenAppendAsync(string logsRef, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var path = root.Resolve(logsRef, "log");
        root.MakeParent(path);
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException($"The log '{logsRef}' is a symbolic link, which the store does not follow.");
        }

        // No buffer: what the tool said must be there when its process, or ours, is killed.
        return Task.FromResult<Stream>(new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
            BufferSize = 0,
            Options = FileOptions.Asynchronous,
        }));
    }

    public Task<Stream?> OpenReadAsync(string logsRef, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        // Sharing writes also keeps the stream from remembering the length, so that it follows a growing file.
        return Task.FromResult<Stream?>(root.Find(logsRef, "log")?.Open(new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous,
        }));
    }
}
