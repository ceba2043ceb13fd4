using System.Collections.Concurrent;

namespace InfraAgent.Hosting.Database;

/// <summary>SQLite has one writer at a time and makes the others poll. Queueing writers in the process first is fair and costs no
/// polling; the gate is one per file, whatever number of hosts and contexts share the file in this process.</summary>
#pragma warning disable CA1001 // Gates live as long as the process, and a semaphore without a wait handle holds nothing to release.
sealed class WriteGate
#pragma warning restore CA1001
{
    static readonly ConcurrentDictionary<string, WriteGate> Gates = new(StringComparer.Ordinal);

    readonly SemaphoreSlim _turn = new(1, 1);

    WriteGate() { }

    public static WriteGate For(string file) => Gates.GetOrAdd(file, _ => new WriteGate());

    public Task EnterAsync(CancellationToken cancel) => _turn.WaitAsync(cancel);

    public void Leave() => _turn.Release();
}
