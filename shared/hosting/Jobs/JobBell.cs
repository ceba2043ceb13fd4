namespace InfraAgent.Hosting.Jobs;

/// <summary>Wakes this process's workers when it has committed something that concerns them. Other replicas, and a missed ring, are covered by polling.</summary>
public sealed class JobBell
{
    TaskCompletionSource ring = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next ring. Take it before looking at the database, or a ring in between is missed.</summary>
    public Task Next => Volatile.Read(ref ring).Task;

    public void Ring() =>
        Interlocked.Exchange(ref ring, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Waits for a ring or until the time is up; the end of <paramref name="cancel"/> ends the wait as well, without an exception.</summary>
    public static async Task WaitAsync(Task next, TimeSpan time, CancellationToken cancel)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        await Task.WhenAny(next, Task.Delay(time, waiting.Token));
        await waiting.CancelAsync();
    }
}
