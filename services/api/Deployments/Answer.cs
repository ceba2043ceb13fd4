using InfraAgent.Contracts;

namespace InfraAgent.Api.Deployments;

/// <summary>The saga's decision on a command. It is true once the saga's transaction is committed.</summary>
public sealed record Answer
{
    public Guid? RunId { get; init; }
    public string? Kind { get; init; }
    /// <summary>The status word that the caller is told: <c>applying</c>, <c>planning</c>, <c>scanning</c>, <c>generating</c>…</summary>
    public string? Status { get; init; }
    public int? Revision { get; init; }
    /// <summary>How the command was taken: <c>accepted</c> (new work), <c>joined</c>, <c>replayed</c>, <c>unchanged</c>.</summary>
    public string How { get; init; } = Taken;
    /// <summary>Why it was refused; null when it was taken.</summary>
    public Problem? Refusal { get; init; }

    public const string Taken = "accepted";
    public const string Joined = "joined";
    public const string Replayed = "replayed";
    public const string Unchanged = "unchanged";
}

/// <summary>Where the saga leaves its decision for the edge that dispatched the command in this process. A retried attempt overwrites
/// it; the edge reads it after the dispatch has returned, that is after the commit.</summary>
public sealed class AnswerSlot
{
    public Answer? Answer { get; set; }
}
