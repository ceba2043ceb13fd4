namespace InfraAgent.Policy.Rules;

/// <summary>Why something of a rule or profile file cannot be used. No line: the file as a whole.</summary>
public sealed record PolicyProblem(string File, long? Line, string Message)
{
    public override string ToString() => Line is null ? $"{File}: {Message}" : $"{File}:{Line}: {Message}";
}
