namespace InfraAgent.Api.TerraformState;

/// <summary>One per deployment: which version is current, who holds the lock, and which run's turn it is. Every change of a deployment's state
/// passes through this row, so its <see cref="Revision"/> puts them in order, over all replicas.</summary>
public sealed class StateHead
{
    public required string DeploymentId { get; init; }

    /// <summary>The run whose turn it is: the last that began.</summary>
    public Guid? RunId { get; set; }
    public long Epoch { get; set; }
    public int RunOrder { get; set; }
    /// <summary>The saga said that the run began (so the one before has ended), it was not only seen from its token.</summary>
    public bool Begun { get; set; }

    /// <summary>Null when there is no state: never written, or deleted.</summary>
    public int? CurrentVersion { get; set; }
    public int LastVersion { get; set; }

    public string? LockId { get; set; }
    /// <summary>The holder's lock info as terraform sent it.</summary>
    public string? LockInfo { get; set; }
    public Guid? LockRunId { get; set; }
    public long LockEpoch { get; set; }

    /// <summary>Concurrency token.</summary>
    public int Revision { get; set; }
}
