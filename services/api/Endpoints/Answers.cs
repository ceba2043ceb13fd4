using InfraAgent.Contracts;

namespace InfraAgent.Api.Endpoints;

/// <summary>202: the command is durable, its outcome is open.</summary>
public sealed record AcceptedAnswer
{
    public required string DeploymentId { get; init; }
    public Guid? RunId { get; init; }
    public string? Status { get; init; }
    public int? Revision { get; init; }
    /// <summary>True when an equal run was live already.</summary>
    public bool? Joined { get; init; }
    public required IReadOnlyDictionary<string, string> Links { get; init; }
}

/// <summary>200 of <c>POST /generate</c>: the bundle of a revision that passed its checks.</summary>
public sealed record GeneratedAnswer
{
    public required string DeploymentId { get; init; }
    public required string Environment { get; init; }
    public required string Runtime { get; init; }
    public required string Status { get; init; }
    public required int Revision { get; init; }
    public Guid? RunId { get; init; }
    /// <summary>Entry point (<c>iac</c>…) → address of its file.</summary>
    public required IReadOnlyDictionary<string, string> Artifacts { get; init; }
    /// <summary>Address of the whole as .tar.gz.</summary>
    public required string Archive { get; init; }
    /// <summary>In the artifact store itself, where that can be reached.</summary>
    public string? Uri { get; init; }
    public required string Digest { get; init; }
    public required IReadOnlyList<BundleFile> Files { get; init; }
    public required IReadOnlyList<Check> Checks { get; init; }
    public IReadOnlyList<Finding>? Findings { get; init; }
    /// <summary>What it costs a month, as far as the code tells; absent where that is known only from a plan.</summary>
    public CostEstimate? Cost { get; init; }
    public required IReadOnlyDictionary<string, string> Links { get; init; }
}

/// <summary>One file of a bundle and where it opens.</summary>
public sealed record BundleFile(string Path, string Digest, long Size, string Href);
