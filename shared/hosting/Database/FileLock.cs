namespace InfraAgent.Hosting.Database;

/// <summary>A lock over processes that ends with its holder, also when that is killed (the operating system's lock on an open file).</summary>
sealed class FileLock : IAsyncDisposable
{
    readonly FileStream _held;

    FileLock(FileStream held) => _held = held;

    /// <exception cref="TimeoutException">Another holder kept it for the whole time.</exception>
    public static async Task<FileLock> TakeAsync(string path, TimeSpan patience, CancellationToken cancel)
    {
        var until = DateTimeOffset.UtcNow + patience;
        while (true)
        {
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException ex) when (ex is not (DirectoryNotFoundException or PathTooLongException or FileNotFoundException))
            {
                if (DateTimeOffset.UtcNow >= until) throw new TimeoutException($"{path} is locked by another process: {ex.Message}", ex);
                await Task.Delay(50, cancel);
            }
        }
    }

    public ValueTask DisposeAsync() => _held.DisposeAsync();
}
