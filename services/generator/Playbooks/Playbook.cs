namespace InfraAgent.Generator;

/// <summary>What is done to roll a bundle out by hand, in order: the commands that the agent's own way comes down to. <c>PLAYBOOK.md</c> and
/// <c>playbook.json</c> are both written from it.</summary>
public sealed record Playbook
{
    /// <summary>What has to be there before the first step.</summary>
    public required IReadOnlyList<PlaybookNeed> Needs { get; init; }
    public required IReadOnlyList<PlaybookStep> Steps { get; init; }
}

/// <summary>A program, a variable or a folder.</summary>
public sealed record PlaybookNeed(string Name, string Description);

/// <summary>One command. Its arguments are a list: nobody has to take a line of shell apart again.</summary>
public sealed record PlaybookStep
{
    /// <summary>Unique within the playbook.</summary>
    public required string Id { get; init; }
    public required string Title { get; init; }
    public required IReadOnlyList<string> Command { get; init; }
    /// <summary>Relative to the bundle's folder.</summary>
    public string Directory { get; init; } = ".";
    public PlaybookApproval Approval { get; init; }
    public required PlaybookExpectation Expects { get; init; }
    /// <summary>How to see that the step did what it should; null: its own exit code says it.</summary>
    public PlaybookCheck? Verify { get; init; }
    /// <summary>Ways back, the usual one first; empty: the step changes nothing that is kept.</summary>
    public IReadOnlyList<PlaybookRollback> Rollback { get; init; } = [];
}

public enum PlaybookApproval
{
    None,
    /// <summary>Wherever the environment asks for one. Which of them do, their registry knows, and no bundle.</summary>
    Environment
}

/// <summary>What a command that went well shows.</summary>
public sealed record PlaybookExpectation(string Seen)
{
    public IReadOnlyList<int> ExitCodes { get; init; } = [0];
    /// <summary>Text within the output; null: the exit code alone decides.</summary>
    public string? Contains { get; init; }
}

public sealed record PlaybookCheck(IReadOnlyList<string> Command, PlaybookExpectation Expects);

/// <summary>Commands that take a step back, in order, and what is there again afterwards. Each has to end with exit code 0.</summary>
public sealed record PlaybookRollback(string When, IReadOnlyList<IReadOnlyList<string>> Commands, string Restores)
{
    /// <summary>Relative to the bundle's folder.</summary>
    public string Directory { get; init; } = ".";
}
