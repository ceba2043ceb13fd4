using System.Collections.Concurrent;

namespace InfraAgent.Api.Status;

/// <summary>Wakes whoever waits for the next event of a deployment in this process. It is a hint, not a delivery: another replica's
/// events come without it, so every waiter also looks again after <see cref="LookAgain"/>.</summary>
public sealed class EventSignal
{
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, TaskCompletionSource> waiting = new();
    readonly ConcurrentDictionary<Guid, TaskCompletionSource> ends = new();
    TaskCompletionSource any = New();

    /// <summary>Take it before reading the state, so that what happens in between is not missed.</summary>
    public Task Next(string deploymentId) => waiting.GetOrAdd(deploymentId, static _ => New()).Task;

    /// <summary>Ends when the run does, or when it waits for a person; until it is forgotten.</summary>
    public Task NextEnd(Guid runId) => ends.GetOrAdd(runId, static _ => New()).Task;

    public void Forget(Guid runId) => ends.TryRemove(runId, out _);

    public void End(Guid runId)
    {
        if (ends.TryGetValue(runId, out var waiter))
            waiter.TrySetResult();
    }

    public Task NextOfAny() => Volatile.Read(ref any).Task;

    public void Pulse(string deploymentId)
    {
        if (waiting.TryRemove(deploymentId, out var waiter))
            waiter.TrySetResult();
        Interlocked.Exchange(ref any, New()).TrySetResult();
    }

    /// <summary>Waits for the signal, or for <see cref="LookAgain"/>, or until <paramref name="deadline"/>.</summary>
    public static async Task WaitAsync(Task signal, TimeSpan left, CancellationToken cancel)
    {
        var time = left < LookAgain ? left : LookAgain;
        if (time <= TimeSpan.Zero)
            return;
        await Task.WhenAny(signal, Task.Delay(time, cancel));
        cancel.ThrowIfCancellationRequested();
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
