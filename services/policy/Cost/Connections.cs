using System.Text.Json;
using InfraAgent.Policy.Assertions;

namespace InfraAgent.Policy.Cost;

/// <summary>What resources take from others. Those of one declaration take the same, so that it is looked up once for all of them, however many there are.</summary>
sealed class Connections(SubjectIndex index)
{
    readonly Dictionary<(string Declaration, Source Source), (JsonElement Value, bool Unknown, string? Why)> found = [];

    public static Connections None => new(SubjectIndex.Empty);

    public SubjectIndex Index => index;

    public (JsonElement Value, bool Unknown, string? Why) Of(Subject subject, Source source, Func<(JsonElement, bool, string?)> look)
    {
        if (!found.TryGetValue((subject.Declaration, source), out var value)) found[(subject.Declaration, source)] = value = look();
        return value;
    }
}
