namespace InfraAgent.Hosting.Security;

/// <summary>The key file cannot be used; the message says why and what to do, and never shows a key.</summary>
public sealed class KeyFileException(string message) : Exception(message);
