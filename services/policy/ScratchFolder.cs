namespace InfraAgent.Policy;

/// <summary>A folder of a tool's own (0700) that is gone when disposed of. There are no secrets in it.</summary>
sealed class ScratchFolder : IDisposable
{
    public ScratchFolder(PolicyOptions options, string purpose)
    {
        Path = System.IO.Path.Combine(options.ScratchFolder, $"{purpose}-{Guid.NewGuid():N}");
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(Path);
        else Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Path { get; }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // A tool that is still dying holds it; the scratch folder is cleared by its owner.
        }
    }
}
