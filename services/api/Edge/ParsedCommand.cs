using InfraAgent.Contracts;

namespace InfraAgent.Api.Edge;

/// <summary>A command that is complete and well-formed. Whether it is accepted is the deployment's to decide.</summary>
public sealed record ParsedCommand
{
    public required CommandKind Kind { get; init; }
    public required string DeploymentId { get; init; }
    /// <summary>The contract record of <see cref="Kind"/>: <see cref="GenerateRequest"/>, <see cref="DeployRequest"/>, …</summary>
    public required object Request { get; init; }
    /// <summary>What the command is compared by when it is asked again; see <see cref="Contracts.RequestDigest"/>.</summary>
    public required string ContentDigest { get; init; }
    /// <summary>The key that the same request is known by when it is asked again: from the body, else the transport's.</summary>
    public string? RequestId { get; init; }
}

/// <summary>Either a command or the problem to answer with.</summary>
public sealed record ParseResult(ParsedCommand? Command, Problem? Problem)
{
    public static implicit operator ParseResult(Problem problem) => new(null, problem);

    public static implicit operator ParseResult(ParsedCommand command) => new(command, null);
}
