using InfraAgent.Runtimes;

namespace InfraAgent.Policy.Analysis;

/// <summary>What static analysis found, by what was analysed with what. The least recently used goes first. Equal work that runs at the same
/// time is done once, and everybody gets its result; a result that says nothing about the code is not kept.</summary>
sealed class VerdictCache(int capacity, TimeSpan lifetime, TimeProvider time)
{
    readonly Lock gate = new();
    readonly Dictionary<string, LinkedListNode<Entry>> entries = new(StringComparer.Ordinal);
    readonly LinkedList<Entry> recent = new();
    readonly Dictionary<string, Task<IReadOnlyList<CheckResult>>> running = new(StringComparer.Ordinal);

    sealed record Entry(string Key, IReadOnlyList<CheckResult> Results, DateTimeOffset Until);

    public int Count
    {
        get
        {
            lock (gate) return entries.Count;
        }
    }

    /// <param name="work">Not bound to one caller's cancellation: others may be waiting for it.</param>
    public Task<IReadOnlyList<CheckResult>> GetAsync(string key, Func<Task<IReadOnlyList<CheckResult>>> work, CancellationToken cancel)
    {
        Task<IReadOnlyList<CheckResult>> task;
        lock (gate)
        {
            if (Remembered(key) is { } known) return Task.FromResult(known);
            if (!running.TryGetValue(key, out task!))
            {
                task = Task.Run(() => RunAsync(key, work), CancellationToken.None);
                running[key] = task;
            }
        }

        return task.WaitAsync(cancel);
    }

    async Task<IReadOnlyList<CheckResult>> RunAsync(string key, Func<Task<IReadOnlyList<CheckResult>>> work)
    {
        try
        {
            var results = await work();
            lock (gate)
            {
                running.Remove(key);
                if (!results.Any(r => r.Check.LeavesOpen)) Remember(key, results);
            }

            return results;
        }
        catch
        {
            lock (gate) running.Remove(key);
            throw;
        }
    }

    IReadOnlyList<CheckResult>? Remembered(string key)
    {
        if (!entries.TryGetValue(key, out var node)) return null;
        recent.Remove(node);
        if (node.Value.Until < time.GetUtcNow())
        {
            entries.Remove(key);
            return null;
        }

        recent.AddFirst(node);
        return node.Value.Results;
    }

    void Remember(string key, IReadOnlyList<CheckResult> results)
    {
        if (entries.Remove(key, out var old)) recent.Remove(old);
        entries[key] = recent.AddFirst(new Entry(key, results, time.GetUtcNow() + lifetime));
        if (entries.Count <= capacity) return;
        entries.Remove(recent.Last!.Value.Key);
        recent.RemoveLast();
    }
}
