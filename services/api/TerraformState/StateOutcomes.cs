namespace InfraAgent.Api.TerraformState;

/// <summary>Answer to a lock: taken (also when it was held already by the same id), held by another, or no longer this caller's turn.</summary>
abstract record LockOutcome
{
    public sealed record Taken(bool TakenOver) : LockOutcome;

    public sealed record Held(string LockInfo) : LockOutcome;

    public sealed record Superseded : LockOutcome;
}

/// <summary>Answer to a write: it is the current state now (or was already), or it is kept as a stray.</summary>
abstract record WriteOutcome
{
    public sealed record Current(int Version) : WriteOutcome;

    public sealed record Stray(string Reason) : WriteOutcome;
}

/// <summary>Answer to an unlock or a deletion.</summary>
enum ReleaseOutcome { Done, NotTheHolder, Superseded }
