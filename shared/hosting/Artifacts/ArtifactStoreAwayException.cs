namespace InfraAgent.Hosting.Artifacts;

/// <summary>The store did not answer in time, or refused: nothing is known about what is stored. Asking again is safe.</summary>
public sealed class ArtifactStoreAwayException(string message, Exception reason) : IOException(message, reason);
