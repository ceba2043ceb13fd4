using System.Collections.Concurrent;

namespace InfraAgent.Api.Deployments;

/// <summary>Hands the saga's decision to the edge that dispatched the command in this process. A retried attempt overwrites it;
/// the edge reads it only after the dispatch has returned, that is after the commit.</summary>
public sealed class Answers
{
    readonly ConcurrentDictionary<Guid, Answer> decided = new();

    public void Set(Guid commandId, Answer answer) => decided[commandId] = answer;

    public Answer? Take(Guid commandId) => decided.TryRemove(commandId, out var answer) ? answer : null;
}
