namespace InfraAgent.Policy.Rules;

/// <summary>Something of a rule or profile file that cannot be used, and why.</summary>
public sealed class PolicyFileException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>In its file, where that is known more closely than by the rule or profile that it stands in.</summary>
    public long? Line { get; init; }
}
