using InfraAgent.Hosting.Security;

namespace InfraAgent.Api.TerraformState;

/// <summary>Whose turn it is at a deployment's state.</summary>
static class StateTurn
{
    /// <summary>True when a later epoch of the run, or a later run, has begun.</summary>
    /// <param name="head">The deployment's head.</param>
    /// <param name="token">Who asks.</param>
    /// <param name="known">The run's row, when it had a turn before.</param>
    public static bool IsSuperseded(StateHead head, StateToken token, StateRun? known)
    {
        if (head.RunId == token.RunId)
        {
            return token.Epoch < head.Epoch;
        }

        // A run that had its turn before is over. One never seen is new, unless its id (UUIDv7: ordered by time) is older than the present one's.
        return known is not null || (head.RunId is { } present && IsOlder(token.RunId, present));
    }

    /// <summary>The lock's holder is an incarnation of ours that cannot be alive any more: an earlier epoch of the same run (leases end before the
    /// next epoch begins), or a run that the saga has seen the end of.</summary>
    public static bool MayTakeOver(StateHead head, StateToken token) =>
        head.LockRunId == token.RunId ? head.LockEpoch < token.Epoch : head.Begun;

    public static bool IsHolder(StateHead head, StateToken token) => head.LockRunId == token.RunId && head.LockEpoch == token.Epoch;

    static bool IsOlder(Guid left, Guid right)
    {
        Span<byte> a = stackalloc byte[16];
        Span<byte> b = stackalloc byte[16];
        left.TryWriteBytes(a, bigEndian: true, out _);
        right.TryWriteBytes(b, bigEndian: true, out _);
        return a.SequenceCompareTo(b) < 0;
    }
}
