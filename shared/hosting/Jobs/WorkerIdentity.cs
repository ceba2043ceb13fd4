namespace InfraAgent.Hosting.Jobs;

/// <summary>Who holds a lease: <c>worker/incarnation</c>. The worker's name lasts as long as its data directory, and a lock on the file that holds it proves
/// that every earlier incarnation of that name is dead, so their jobs can be taken over without waiting for the lease to run out.</summary>
public sealed class WorkerIdentity : IDisposable
{
    readonly FileStream? held;

    public WorkerIdentity(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        try
        {
            held = new FileStream(Path.Combine(dataDirectory, "worker-id"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            Span<byte> name = stackalloc byte[16];
            if (held.Length != 16)
            {
                held.SetLength(0);
                held.Write(Guid.NewGuid().ToByteArray());
                held.Flush(flushToDisk: true);
            }

            held.Position = 0;
            held.ReadExactly(name);
            Worker = new Guid(name).ToString("N");
        }
        catch (IOException)
        {
            // Another process uses the same data directory: this one gets a name for its lifetime alone, and nothing is proven by it.
            Worker = Guid.NewGuid().ToString("N");
        }

        Incarnation = $"{Worker}/{Guid.NewGuid():N}";
    }

    public string Worker { get; }

    /// <summary>What goes into a claimed row.</summary>
    public string Incarnation { get; }

    /// <summary>Every other incarnation of <see cref="Worker"/> is dead.</summary>
    public bool Exclusive => held is not null;

    public void Dispose() => held?.Dispose();
}
