using System.Globalization;
using System.Text.RegularExpressions;

namespace InfraAgent.Generator;

/// <summary>A workload in Kubernetes' terms: names and numbers as they stand in resources. Manifests and the chart's values are both written from it.</summary>
sealed partial record ClusterWorkload
{
    public const long DefaultUser = 65532;

    public required string Name { get; init; }
    public required string Image { get; init; }
    public string? Component { get; init; }
    public required IReadOnlyList<string> Command { get; init; }
    public required IReadOnlyList<string> Arguments { get; init; }
    public required IReadOnlyList<ClusterPort> Ports { get; init; }
    public required IReadOnlyDictionary<string, string> Variables { get; init; }
    public required IReadOnlyDictionary<string, ClusterSecret> Secrets { get; init; }
    public required WorkloadResources Resources { get; init; }
    /// <summary>Null when <see cref="Scaling"/> decides.</summary>
    public int? Replicas { get; init; }
    public WorkloadScaling? Scaling { get; init; }
    public ClusterHealth? Health { get; init; }
    public required IReadOnlyList<WorkloadVolume> Volumes { get; init; }
    public required IReadOnlyList<string> DependsOn { get; init; }
    public Exposure? Exposure { get; init; }
    public IReadOnlyList<int> Egress { get; init; } = [];
    public required long RunAsUser { get; init; }
    public required bool ReadOnlyRootFilesystem { get; init; }
    /// <summary>Container port that Prometheus scrapes; null: none.</summary>
    public int? MetricsPort { get; init; }

    public bool Stateful => KeepsVolumes(Volumes);
    public int LeastReplicas => Scaling?.Min ?? Replicas ?? 1;
    public string Headless => Name + "-headless";
    /// <summary>Read-only containers still get a <c>/tmp</c> to write to, unless a volume of their own is there.</summary>
    public bool NeedsTmp => ReadOnlyRootFilesystem && Volumes.All(v => v.Mount != "/tmp");
    public ClusterPort? ExposedPort => Exposure is { } exposure ? Ports.FirstOrDefault(p => p.SpecName == exposure.Port) : null;
    public string? TlsSecret => Exposure is { Tls: true } exposure ? exposure.TlsSecret ?? Name + "-tls" : null;

    public static bool IsStateful(Workload workload) => KeepsVolumes(workload.Volumes);

    static bool KeepsVolumes(IReadOnlyList<WorkloadVolume> volumes) => volumes.Any(v => v.SizeMiB is not null);

    public static ClusterWorkload Of(Workload workload, bool metrics)
    {
        var ports = workload.Ports.Select(ClusterPort.Of).ToArray();
        var tcp = ports.Where(p => p.Protocol == "TCP").ToArray();
        return new ClusterWorkload
        {
            Name = workload.Name,
            Image = workload.Image,
            Component = workload.MadeBy is { } module ? module.Split('/')[0] : null,
            Command = [.. workload.Command.Select(Literal)],
            Arguments = [.. workload.Arguments.Select(Literal)],
            Ports = ports,
            Variables = workload.Variables,
            Secrets = workload.Secrets.ToDictionary(s => s.Key, s => ClusterSecret.Of(s.Value), StringComparer.Ordinal),
            Resources = workload.Resources,
            Replicas = workload.Scaling is null ? workload.Replicas ?? 1 : null,
            Scaling = workload.Scaling,
            Health = ClusterHealth.Of(workload.Health, ports) ?? (tcp.Length > 0 ? ClusterHealth.Listening(tcp[0]) : null),
            Volumes = workload.Volumes,
            DependsOn = [.. workload.DependsOn.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Exposure = workload.Exposure,
            Egress = workload.Egress,
            RunAsUser = workload.RunAsUser ?? DefaultUser,
            ReadOnlyRootFilesystem = workload.ReadOnlyRootFilesystem,
            // A port of another protocol would only see strange requests: one that is named for it, or one that is known to speak HTTP.
            MetricsPort = metrics ? (tcp.FirstOrDefault(p => p.Name == "metrics") ?? tcp.FirstOrDefault(p => workload.Health?.Path is not null && p.SpecName == workload.Health.Port))?.Target : null
        };
    }

    // The kubelet expands $(NAME) in commands (also those of probes) and arguments, and reads $$ as an escaped $: both are doubled to stay what they are.
    public static string Literal(string text) => Dollars().Replace(text, run => run.Value.Length > 1 || Opens(text, run) ? run.Value + run.Value : run.Value);

    static bool Opens(string text, Match run) => run.Index + run.Length < text.Length && text[run.Index + run.Length] == '(';

    [GeneratedRegex(@"\$+", RegexOptions.NonBacktracking)]
    private static partial Regex Dollars();
}

/// <summary>A port with a name that a container's port may have. <c>SpecName</c>: what the specification calls it.</summary>
sealed partial record ClusterPort(string Name, string SpecName, int Port, int Target, string Protocol)
{
    public static ClusterPort Of(WorkloadPort port) => new(
        Valid().IsMatch(port.Name) && !port.Name.Contains("--", StringComparison.Ordinal) && port.Name.Any(char.IsAsciiLetter)
            ? port.Name
            : "port-" + port.Port.ToString(CultureInfo.InvariantCulture),
        port.Name, port.Port, port.Target, port.Protocol == "udp" ? "UDP" : "TCP");

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Valid();
}

/// <summary>A secret as the operator of external secrets finds it: the cluster's store, the key within it, a member of an object.</summary>
sealed record ClusterSecret(string Store, string Key, string? Property)
{
    public static ClusterSecret Of(SecretReference reference)
    {
        // A store of these two kinds is for one vault or project, so each has a store of its own.
        if (reference.Store is not ("azure-kv" or "gcp-sm")) return new ClusterSecret(reference.Store, reference.Path, reference.Key);
        var parts = reference.Path.Split('/');
        return new ClusterSecret($"{reference.Store}-{parts[0].ToLowerInvariant()}", parts[1], reference.Key);
    }
}

/// <summary>How the kubelet asks a container whether it is well. <c>Port</c> is the container's.</summary>
sealed record ClusterHealth(string? Path, IReadOnlyList<string> Command, int? Port, int Interval, int Timeout, int Failures, int Start, bool OnlyReadiness)
{
    public static ClusterHealth? Of(HealthCheck? check, IReadOnlyList<ClusterPort> ports) => check is null ? null : new ClusterHealth(
        check.Path, [.. check.Command.Select(ClusterWorkload.Literal)], ports.FirstOrDefault(p => p.SpecName == check.Port)?.Target,
        check.IntervalSeconds, check.TimeoutSeconds, check.Retries, check.StartSeconds, OnlyReadiness: false);

    /// <summary>Nothing was said: a replica gets requests when its first port is open, and is never restarted for it.</summary>
    public static ClusterHealth Listening(ClusterPort port) => new(null, [], port.Target, 10, 2, 3, 0, OnlyReadiness: true);

    /// <summary>A start is looked at more often than a running replica, so that it does not wait for nothing.</summary>
    public int StartPeriod => Math.Min(5, Interval);

    public int StartFailures => Math.Max(1, (Start + StartPeriod - 1) / StartPeriod);
}
