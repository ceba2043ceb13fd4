namespace InfraAgent.SimulatedProvider.World;

/// <summary>One at a time, over threads and processes; the kernel frees it when its holder dies.</summary>
public sealed class WorldLock(string path)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    readonly Lock threads = new();

    /// <exception cref="IOException">Someone held it for half a minute.</exception>
    public IDisposable Take()
    {
        threads.Enter();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new Held(this, Open());
        }
        catch
        {
            threads.Exit();
            throw;
        }
    }

    FileStream Open()
    {
        var until = DateTime.UtcNow + Patience;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (DateTime.UtcNow < until)
            {
                Thread.Sleep(1);
            }
        }
    }

    sealed class Held(WorldLock owner, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            owner.threads.Exit();
        }
    }
}
