namespace InfraAgent.Generator;

/// <summary>One service of the specification, read and checked: the neutral description of something that runs, which every runtime
/// writes in its own words. All text in it is a caller's: it reaches a file through that format's encoder alone.</summary>
public sealed record Workload
{
    /// <summary>A DNS label, <c>[a-z]([a-z0-9-]{0,38}[a-z0-9])?</c>; unique among services and module instances of the specification.</summary>
    public required string Name { get; init; }
    /// <summary>Reference to an OCI image, checked for its form.</summary>
    public required string Image { get; init; }
    /// <summary>Replaces the image's entry point; empty: the image's own.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
    /// <summary>Replaces the image's arguments; empty: the image's own.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];
    /// <summary>In the order of the specification; names and numbers are unique within the service.</summary>
    public IReadOnlyList<WorkloadPort> Ports { get; init; } = [];
    /// <summary>Environment of the container: name (<c>[A-Za-z_][A-Za-z0-9_]*</c>) → text, in ordinal order of names.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
    /// <summary>Environment of the container that another module's output gives: name → output. Empty where outputs are texts that the
    /// generator knows; then they are among <see cref="Variables"/>.</summary>
    public IReadOnlyDictionary<string, ModuleReference> References { get; init; } = new SortedDictionary<string, ModuleReference>(StringComparer.Ordinal);
    /// <summary>Environment of the container that comes from a secret store: name → reference. Never a value.</summary>
    public IReadOnlyDictionary<string, SecretReference> Secrets { get; init; } = new SortedDictionary<string, SecretReference>(StringComparer.Ordinal);
    public WorkloadResources Resources { get; init; } = new();
    /// <summary>A fixed number of replicas, at least 0; null when <see cref="Scaling"/> decides.</summary>
    public int? Replicas { get; init; } = 1;
    public WorkloadScaling? Scaling { get; init; }
    public HealthCheck? Health { get; init; }
    public IReadOnlyList<WorkloadVolume> Volumes { get; init; } = [];
    /// <summary>Names of other workloads of the same specification that must be healthy first; no cycles.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];
    public Exposure? Exposure { get; init; }
    /// <summary>TCP ports that it reaches at addresses outside of the deployment, where a runtime closes the network.</summary>
    public IReadOnlyList<int> Egress { get; init; } = [];
    /// <summary>Numeric user that the container runs as; null: the runtime's own safe default (65532 on Kubernetes, the image's elsewhere).</summary>
    public long? RunAsUser { get; init; }
    /// <summary>The container writes to nothing but its volumes and <c>/tmp</c>.</summary>
    public bool ReadOnlyRootFilesystem { get; init; } = true;
    /// <summary>The catalog module (<c>postgres/1.0.0</c>) that this workload was made by; null for a service of the caller.</summary>
    public string? MadeBy { get; init; }
}

/// <summary>A port of the container. <c>Protocol</c>: <c>tcp</c> or <c>udp</c>. <c>Port</c> is where others reach it, <c>Target</c> where the container listens.</summary>
public sealed record WorkloadPort(string Name, int Port, int Target, string Protocol = "tcp");

/// <summary>What a replica is guaranteed and limited to. CPU in thousandths of a core, memory in MiB; null: nothing said.</summary>
public sealed record WorkloadResources
{
    public int? CpuMillis { get; init; } = 100;
    public int? MemoryMiB { get; init; } = 128;
    public int? CpuLimitMillis { get; init; }
    public int? MemoryLimitMiB { get; init; }
}

/// <summary>Replicas from <c>Min</c> (at least 1) to <c>Max</c>; at least one target is set. <c>TargetCpu</c>: average percent of the requested CPU;
/// <c>TargetRps</c>: requests a second for each replica.</summary>
public sealed record WorkloadScaling(int Min, int Max, int? TargetCpu = null, int? TargetRps = null);

/// <summary>How a replica shows that it is well: an HTTP path on a named port, a command within the container, or an open TCP port. Times in seconds.</summary>
public sealed record HealthCheck
{
    /// <summary>Begins with <c>/</c>; answers 200 to 399 when well.</summary>
    public string? Path { get; init; }
    public IReadOnlyList<string> Command { get; init; } = [];
    /// <summary>Name of one of the service's ports; set for an HTTP or TCP check.</summary>
    public string? Port { get; init; }
    public int IntervalSeconds { get; init; } = 10;
    public int TimeoutSeconds { get; init; } = 2;
    /// <summary>Failures in a row that make it unwell.</summary>
    public int Retries { get; init; } = 3;
    /// <summary>Time that a new replica may take.</summary>
    public int StartSeconds { get; init; } = 60;
}

/// <summary>A folder of the container at an absolute path. With <c>SizeMiB</c> it is kept (one for each replica: the workload is stateful), without it is scratch space.</summary>
public sealed record WorkloadVolume(string Name, string Mount, int? SizeMiB = null, bool ReadOnly = false);

/// <summary>How the outside reaches the service: requests for <c>Host</c> and below <c>Path</c> go to the named port. <c>TlsSecret</c>: name of the
/// certificate's secret in the cluster; null with <c>Tls</c>: the default name <c>&lt;service&gt;-tls</c>.</summary>
public sealed record Exposure(string Host, string Path, string Port, bool Tls, string? TlsSecret = null);

/// <summary>An output of a module instance, <c>orders-db.endpoint</c>: checked to exist.</summary>
public sealed record ModuleReference(string Instance, string Output)
{
    public override string ToString() => $"{Instance}.{Output}";
}
