using InfraAgent.Hosting;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Security;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Api.TerraformState;

/// <summary>The rules of the state backend, over the database. Each call is one transaction; calls that collide are tried again.</summary>
sealed class StateStore(AgentDb db, ISecretBox box, TimeProvider clock)
{
    const int Attempts = 12;

    /// <summary>The current state; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(string deploymentId, CancellationToken cancel)
    {
        var found = await (
            from head in db.Set<StateHead>().AsNoTracking()
            from version in db.Set<StateVersion>().AsNoTracking()
            where head.DeploymentId == deploymentId && version.DeploymentId == deploymentId && version.Version == head.CurrentVersion
            select new { version.Body, version.Size }).SingleOrDefaultAsync(cancel);
        return found?.Body is { } body ? StateDocument.Open(body, found.Size, deploymentId, box) : null;
    }

    /// <summary>Versions below a number, newest first, without their bodies; and which one is current.</summary>
    public async Task<(int? Current, IReadOnlyList<StateVersion> Versions)> ListAsync(string deploymentId, int limit, int before, CancellationToken cancel)
    {
        var current = await db.Set<StateHead>().Where(x => x.DeploymentId == deploymentId).Select(x => x.CurrentVersion).SingleOrDefaultAsync(cancel);
        var versions = await db.Set<StateVersion>().AsNoTracking()
            .Where(x => x.DeploymentId == deploymentId && x.Version < before)
            .OrderByDescending(x => x.Version)
            .Take(limit)
            .Select(x => new StateVersion
            {
                DeploymentId = x.DeploymentId, Version = x.Version, Kind = x.Kind, Serial = x.Serial, Lineage = x.Lineage, Digest = x.Digest,
                Size = x.Size, RunId = x.RunId, Epoch = x.Epoch, Reason = x.Reason, At = x.At,
            })
            .ToListAsync(cancel);
        return (current, versions);
    }

    /// <summary>Whether the token's incarnation may still work with the state.</summary>
    public async Task<bool> IsSupersededAsync(StateToken token, CancellationToken cancel)
    {
        var head = await db.Set<StateHead>().AsNoTracking().SingleOrDefaultAsync(x => x.DeploymentId == token.DeploymentId, cancel);
        return head is not null && StateTurn.IsSuperseded(head, token, await KnownAsync(token, cancel));
    }

    public Task<LockOutcome> LockAsync(StateToken token, string lockId, string lockInfo, CancellationToken cancel) => InTurnAsync<LockOutcome>(token, (head, superseded) =>
    {
        if (superseded)
        {
            return new LockOutcome.Superseded();
        }

        // Asked again with the same id: the first answer was lost on the way.
        var again = head.LockId == lockId && StateTurn.IsHolder(head, token);
        if (head.LockId is null || again || StateTurn.MayTakeOver(head, token))
        {
            var takenOver = head.LockId is not null && !again;
            (head.LockId, head.LockInfo, head.LockRunId, head.LockEpoch) = (lockId, lockInfo, token.RunId, token.Epoch);
            head.Revision++;
            return new LockOutcome.Taken(takenOver);
        }

        return new LockOutcome.Held(head.LockInfo!);
    }, cancel);

    public Task<ReleaseOutcome> UnlockAsync(StateToken token, string? lockId, CancellationToken cancel) => InTurnAsync(token, (head, superseded) =>
    {
        // Unlocked already: the answer to the first try was lost on the way.
        if (head.LockId is null)
        {
            return ReleaseOutcome.Done;
        }

        if (head.LockId != lockId || head.LockRunId != token.RunId)
        {
            return superseded ? ReleaseOutcome.Superseded : ReleaseOutcome.NotTheHolder;
        }

        (head.LockId, head.LockInfo, head.LockRunId, head.LockEpoch) = (null, null, null, 0);
        head.Revision++;
        return ReleaseOutcome.Done;
    }, cancel);

    /// <summary>Every state that a run sends is kept; it becomes current only in the run's turn and under its lock.</summary>
    public Task<WriteOutcome> WriteAsync(StateToken token, string? lockId, StateDocument document, CancellationToken cancel) => InTurnAsync<WriteOutcome>(token, async (head, superseded) =>
    {
        var reason = WhyStray(head, token, lockId, superseded);
        if (reason is null && head.CurrentVersion is { } current && await DigestAsync(token.DeploymentId, current, cancel) == document.Digest)
        {
            return new WriteOutcome.Current(current); // sent again, because the first answer was lost
        }

        if (reason is not null && await IsKeptAsync(token, document.Digest, cancel))
        {
            return new WriteOutcome.Stray(reason);
        }

        head.Revision++;
        head.LastVersion++;
        db.Add(new StateVersion
        {
            DeploymentId = token.DeploymentId,
            Version = head.LastVersion,
            Kind = reason is null ? StateVersion.State : StateVersion.Stray,
            Serial = document.Serial,
            Lineage = document.Lineage,
            Digest = document.Digest,
            Size = document.Size,
            RunId = token.RunId,
            Epoch = token.Epoch,
            Reason = reason,
            At = clock.GetUtcNow(),
            Body = document.Sealed,
        });
        if (reason is not null)
        {
            return new WriteOutcome.Stray(reason);
        }

        head.CurrentVersion = head.LastVersion;
        return new WriteOutcome.Current(head.LastVersion);
    }, cancel);

    /// <summary>The state is gone for readers; its versions stay.</summary>
    public Task<ReleaseOutcome> DeleteAsync(StateToken token, CancellationToken cancel) => InTurnAsync(token, (head, superseded) =>
    {
        if (superseded)
        {
            return ReleaseOutcome.Superseded;
        }

        if (head.LockId is not null && !StateTurn.IsHolder(head, token))
        {
            return ReleaseOutcome.NotTheHolder;
        }

        if (head.CurrentVersion is not null)
        {
            head.Revision++;
            head.LastVersion++;
            head.CurrentVersion = null;
            db.Add(new StateVersion
            {
                DeploymentId = token.DeploymentId,
                Version = head.LastVersion,
                Kind = StateVersion.Deleted,
                Digest = "",
                Size = 0,
                RunId = token.RunId,
                Epoch = token.Epoch,
                At = clock.GetUtcNow(),
            });
        }

        return ReleaseOutcome.Done;
    }, cancel);

    static string? WhyStray(StateHead head, StateToken token, string? lockId, bool superseded) =>
        superseded ? $"a later incarnation has begun (run {head.RunId:D}, epoch {head.Epoch})"
        : head.LockId is null ? "the state was not locked"
        : head.LockId != lockId ? "another lock is held"
        : !StateTurn.IsHolder(head, token) ? "the lock belongs to another incarnation"
        : null;

    Task<string?> DigestAsync(string deploymentId, int version, CancellationToken cancel) =>
        db.Set<StateVersion>().Where(x => x.DeploymentId == deploymentId && x.Version == version).Select(x => (string?)x.Digest).SingleOrDefaultAsync(cancel);

    Task<bool> IsKeptAsync(StateToken token, string digest, CancellationToken cancel) => db.Set<StateVersion>().AnyAsync(
        x => x.DeploymentId == token.DeploymentId && x.RunId == token.RunId && x.Epoch == token.Epoch && x.Digest == digest && x.Kind == StateVersion.Stray, cancel);

    Task<StateRun?> KnownAsync(StateToken token, CancellationToken cancel) =>
        db.Set<StateRun>().AsNoTracking().SingleOrDefaultAsync(x => x.DeploymentId == token.DeploymentId && x.RunId == token.RunId, cancel);

    Task<T> InTurnAsync<T>(StateToken token, Func<StateHead, bool, T> change, CancellationToken cancel) =>
        InTurnAsync(token, (head, superseded) => Task.FromResult(change(head, superseded)), cancel);

    /// <summary>Loads the head, lets a new run or epoch begin, makes the change and saves all of it at once.</summary>
    async Task<T> InTurnAsync<T>(StateToken token, Func<StateHead, bool, Task<T>> change, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var head = await db.FindAsync<StateHead>([token.DeploymentId], cancel) ?? db.Add(new StateHead { DeploymentId = token.DeploymentId }).Entity;
                var known = await db.FindAsync<StateRun>([token.DeploymentId, token.RunId], cancel);
                var superseded = StateTurn.IsSuperseded(head, token, known);
                if (!superseded)
                {
                    StateEpochs.Begin(db, head, known, token.RunId, token.Epoch, bySaga: false);
                }

                var outcome = await change(head, superseded);
                await db.SaveChangesAsync(cancel);
                return outcome;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another writer was first: the head moved on, or both made its row.
                await Task.Delay(Random.Shared.Next(5, 20 * attempt), cancel);
            }
            finally
            {
                db.ChangeTracker.Clear();
            }
        }
    }
}
