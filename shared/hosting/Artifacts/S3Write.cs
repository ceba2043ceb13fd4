namespace InfraAgent.Hosting.Artifacts;

/// <summary>What became of a write that was to make something new.</summary>
public enum S3Write
{
    Written,
    /// <summary>Something is there already.</summary>
    Taken,
    /// <summary>The server does not know such writes.</summary>
    Unknown,
}
