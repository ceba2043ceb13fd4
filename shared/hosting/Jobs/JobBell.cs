using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

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

/// <summary>Rings after the commit, never before: a worker that looks sees the row.</summary>
public sealed class JobBellInterceptor(JobBell bell) : SaveChangesInterceptor
{
    readonly ConditionalWeakTable<DbContext, object> concerned = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var db = eventData.Context!;
        if (db.ChangeTracker.Entries<Job>().Any(Wakes)) concerned.AddOrUpdate(db, this);
        else concerned.Remove(db);
        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        if (concerned.Remove(eventData.Context!)) bell.Ring();
        return ValueTask.FromResult(result);
    }

    static bool Wakes(Microsoft.EntityFrameworkCore.ChangeTracking.EntityEntry<Job> job) =>
        job.State == EntityState.Added
        || (job.State == EntityState.Modified && (job.Property(j => j.State).IsModified || job.Property(j => j.CancelRequested).IsModified));
}
