namespace InfraAgent.Hosting.Environments;

/// <summary>A credential that an environment refers to is not there.</summary>
public sealed class CredentialMissingException(string message) : Exception(message);
