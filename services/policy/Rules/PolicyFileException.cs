namespace InfraAgent.Policy.Rules;

/// <summary>A rule or profile file that cannot be used; the message says which, where and why. The service does not start with it.</summary>
public sealed class PolicyFileException(string message, Exception? inner = null) : Exception(message, inner);
