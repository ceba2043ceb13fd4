using InfraAgent.Contracts;

namespace InfraAgent.Generator;

/// <summary>The files of a bundle, path → bytes in ordinal path order, and the digests over them.</summary>
public sealed record Bundle
{
    public required IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Files { get; init; }
    /// <summary>Over all files.</summary>
    public required string Digest { get; init; }
    /// <summary>Over <c>*.tf</c>: the same for all deployments of the same code.</summary>
    public required string CodeDigest { get; init; }
    /// <summary>Short name → path within the bundle.</summary>
    public required IReadOnlyDictionary<string, string> Entrypoints { get; init; }
}

/// <summary>A bundle, or the findings that refuse it: exactly one of the two.</summary>
public sealed record RenderOutcome
{
    public Bundle? Bundle { get; init; }
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
