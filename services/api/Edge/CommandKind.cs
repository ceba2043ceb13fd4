namespace InfraAgent.Api.Edge;

public enum CommandKind { Generate, Deploy, DriftScan, Cancel, Approve, Reject, Rollback, Destroy }

public static class CommandKinds
{
    static readonly (CommandKind Kind, string Word)[] Words =
    [
        (CommandKind.Generate, "generate"),
        (CommandKind.Deploy, "deploy"),
        (CommandKind.DriftScan, "drift-scan"),
        (CommandKind.Cancel, "cancel"),
        (CommandKind.Approve, "approve"),
        (CommandKind.Reject, "reject"),
        (CommandKind.Rollback, "rollback"),
        (CommandKind.Destroy, "destroy"),
    ];

    /// <summary>What AMQP bodies say in <c>command</c>.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Words.Select(w => w.Word)];

    public static string Word(this CommandKind kind) => Words[(int)kind].Word;

    public static CommandKind? From(string word)
    {
        foreach (var known in Words)
            if (known.Word == word) return known.Kind;
        return null;
    }
}
