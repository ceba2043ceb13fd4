namespace InfraAgent.SimulatedProvider.World;

/// <summary>One call that Terraform made.</summary>
public sealed record JournalEntry
{
    public required DateTime At { get; init; }

    /// <summary>The provider process.</summary>
    public required int Pid { get; init; }

    /// <summary><c>configure</c>, <c>read</c>, <c>create</c>, <c>update</c>, <c>delete</c>, <c>import</c> or <c>data</c>.</summary>
    public required string Call { get; init; }

    public required string Type { get; init; }

    /// <summary>Of the object; null where the call is about none.</summary>
    public string? Key { get; init; }

    /// <summary>Whether the world is another one after it; true also when the call failed only then.</summary>
    public bool Changed { get; init; }

    /// <summary>Null when it succeeded.</summary>
    public string? Error { get; init; }
}
