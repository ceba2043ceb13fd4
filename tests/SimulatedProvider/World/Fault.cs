namespace InfraAgent.SimulatedProvider.World;

/// <summary>A rule of <c>faults.json</c>, and what happens to the calls that it covers.</summary>
public sealed record Fault
{
    /// <summary>Names the rule's counter; without one, its place in the file does.</summary>
    public string? Id { get; init; }

    /// <summary><c>validate</c>, <c>configure</c>, <c>read</c>, <c>plan</c>, <c>create</c>, <c>update</c>, <c>delete</c>, <c>import</c>, <c>data</c>; <c>*</c> for all.</summary>
    public string Op { get; init; } = "*";

    /// <summary>A type, or its beginning and <c>*</c>.</summary>
    public string Type { get; init; } = "*";

    /// <summary>Attribute paths (<c>tags.Name</c>) and the values that they must have; a <c>*</c> at the end stands for any ending.</summary>
    public IReadOnlyDictionary<string, string> Match { get; init; } = new Dictionary<string, string>();

    /// <summary>The error that Terraform is told; null for none.</summary>
    public string? Error { get; init; }

    public string Detail { get; init; } = "";

    /// <summary>How long the call takes before anything else happens. StopProvider ends it early, with an error.</summary>
    public int LatencyMs { get; init; }

    /// <summary>The first so many matching calls are spared.</summary>
    public int Skip { get; init; }

    /// <summary>So many matching calls are hit; null for all.</summary>
    public int? Times { get; init; }

    /// <summary>The call takes effect, and only then fails or crashes.</summary>
    public bool After { get; init; }

    /// <summary>The provider process dies.</summary>
    public bool Crash { get; init; }
}
