using System.Runtime.InteropServices;

namespace InfraAgent.Hosting.Artifacts;

/// <summary>The few file operations where the order of writes matters: what is published is complete and on the disk.</summary>
static class DurableFile
{
    /// <summary>Creates a file that must not exist, readable by the owner alone when <paramref name="secret"/>, and waits until it is on the disk.</summary>
    public static void Create(string path, ReadOnlySpan<byte> content, bool secret = false)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (secret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Gives a finished file its name; false when that name is taken. Never replaces anything, however many processes try.</summary>
    public static bool TryPublish(string temporary, string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            // File.Move looks first and renames then, and a rename replaces: two writers could both succeed. A hard link cannot.
            if (Link(temporary, path) == 0)
            {
                File.Delete(temporary);
                return true;
            }

            if (Marshal.GetLastPInvokeError() == AlreadyExists)
            {
                return false;
            }
        }

        // A volume without hard links, or Windows, whose move does not replace.
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
    }

    /// <summary>Makes names in a folder durable (a file's own flush does not cover its name).</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(folder, 0);
        if (descriptor < 0)
        {
            return;
        }

        // Some network volumes refuse to flush a folder; the files themselves are flushed already.
        _ = Flush(descriptor);
        _ = Close(descriptor);
    }

    const int AlreadyExists = 17; // EEXIST, the same on Linux and macOS

    [DllImport("libc", EntryPoint = "link", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Link([MarshalAs(UnmanagedType.LPUTF8Str)] string existing, [MarshalAs(UnmanagedType.LPUTF8Str)] string added);

    [DllImport("libc", EntryPoint = "open", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Flush(int descriptor);

    [DllImport("libc", EntryPoint = "close"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Close(int descriptor);
}
