using InfraAgent.Runtimes;

namespace InfraAgent.Policy;

/// <summary>A folder of its own (0700), for a tool to look at, that is gone when disposed of. There are no secrets in it.</summary>
sealed class ScratchFolder : IDisposable
{
    /// <param name="within">Where such folders are made (<see cref="PolicyOptions.ScratchFolder"/>).</param>
    public ScratchFolder(string within, string purpose)
    {
        Path = System.IO.Path.Combine(within, $"{purpose}-{Guid.NewGuid():N}");
        AgentFolder.Private(Path);
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
