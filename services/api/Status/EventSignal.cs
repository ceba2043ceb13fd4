using System.Collections.Concurrent;

namespace InfraAgent.Api.Status;

/// <summary>Wakes whoever waits for the next event of a deployment in this process. It is a hint, not a delivery: another replica's
/// events come without it, so every waiter also looks again after <see cref="LookAgain"/>.</summary>
public sealed class EventSignal
{
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    // A fixed number: callers may ask for as many ids as they like. Ids that share one wake each other, which costs a look.
    readonly TaskCompletionSource[] waiting = [.. Enumerable.Range(0, 1024).Select(_ => New())];
    readonly ConcurrentDictionary<Guid, TaskCompletionSource<EndedRun?>> ends = new();
    TaskCompletionSource any = New();

    /// <summary>Take it before reading the state, so that what happens in between is not missed.</summary>
    public Task Next(string deploymentId) => Volatile.Read(ref Waiting(deploymentId)).Task;

    /// <summary>Ends when the run does, or when it waits for a person; until it is forgotten. With the outcome where that is known already.</summary>
    public Task<EndedRun?> NextEnd(Guid runId) => ends.GetOrAdd(runId, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Forget(Guid runId) => ends.TryRemove(runId, out _);

    /// <param name="runId">The run.</param>
    /// <param name="ended">Its outcome as it was committed, which never changes again; null: whoever waits must look.</param>
    public void End(Guid runId, EndedRun? ended = null)
    {
        if (ends.TryGetValue(runId, out var waiter))
            waiter.TrySetResult(ended);
    }

    public Task NextOfAny() => Volatile.Read(ref any).Task;

    public void Pulse(string deploymentId)
    {
        Interlocked.Exchange(ref Waiting(deploymentId), New()).TrySetResult();
        Interlocked.Exchange(ref any, New()).TrySetResult();
    }

    ref TaskCompletionSource Waiting(string deploymentId) =>
        ref waiting[(uint)string.GetHashCode(deploymentId, StringComparison.Ordinal) % (uint)waiting.Length];

    /// <summary>Waits for the signal, or for <see cref="LookAgain"/>, or until no time is left.</summary>
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
