namespace InfraAgent.ClusterSimulator;

public sealed record SimulatedClusterOptions
{
    /// <summary>How long a pod takes to start.</summary>
    public TimeSpan PodStart { get; init; } = TimeSpan.FromMilliseconds(20);
    /// <summary>Of the time after which a Deployment tells that it does not get on: a test need not wait for minutes.</summary>
    public double DeadlineScale { get; init; } = 1;
}
