using System.Text;
using InfraAgent.Supervision;

namespace InfraAgent.Runtimes;

/// <summary>Writes that have happened when they return, even when the power fails then.</summary>
static class DurableFile
{
    const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Puts the file there as a whole, readable by us alone.</summary>
    public static async Task WriteAsync(string path, ReadOnlyMemory<byte> content)
    {
        var next = path + ".next";
        await WriteSecretAsync(next, content, flush: true);
        File.Move(next, path, overwrite: true);
        FlushFolder(Path.GetDirectoryName(path)!);
    }

    public static void Rename(string from, string to)
    {
        File.Move(from, to, overwrite: true);
        FlushFolder(Path.GetDirectoryName(to)!);
    }

    /// <summary>A new file that was never readable by anybody else (0600).</summary>
    public static async Task WriteSecretAsync(string path, ReadOnlyMemory<byte> content, bool flush = false)
    {
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;
        await using var file = new FileStream(path, options);
        await file.WriteAsync(content);
        if (flush)
            file.Flush(flushToDisk: true);
    }

    // A rename is durable when its folder is.
    static unsafe void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int fd;
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + '\0'))
            fd = Posix.Open(path, 0);
        if (fd < 0)
            throw new IOException($"The folder '{folder}' cannot be opened to make a rename durable.");
        var failed = Posix.FSync(fd);
        _ = Posix.Close(fd);
        if (failed != 0)
            throw new IOException($"The folder '{folder}' cannot be written through to the disk.");
    }
}
