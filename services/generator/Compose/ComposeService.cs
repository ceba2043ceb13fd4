using System.Globalization;

namespace InfraAgent.Generator;

/// <summary>One workload as a service of a project.</summary>
static class ComposeService
{
    // The address is an argument: nothing of a caller's is part of the script.
    static readonly DataValue AskHttp = ComposeText.Literal("if command -v wget >/dev/null 2>&1; then exec wget -q -O /dev/null \"$1\"; fi; exec curl -fsSL -o /dev/null \"$1\"");
    static readonly DataValue AskTcp = ComposeText.Literal("if command -v nc >/dev/null 2>&1; then exec nc -z 127.0.0.1 \"$1\"; fi; exec bash -c ': </dev/tcp/127.0.0.1/$0' \"$1\"");

    // The same in every service.
    static readonly DataList NoCapability = DataList.Of("ALL"), NoPrivilege = DataList.Of("no-new-privileges:true"), Networks = DataList.Of(ComposeProject.Network), Tmp = DataList.Of(ScratchAt("/tmp"));
    static readonly DataMap IsStarted = DataMap.Of(("condition", "service_started")), IsHealthy = DataMap.Of(("condition", "service_healthy"));

    public static DataMap Of(Workload workload, IReadOnlyDictionary<string, Workload> all, ComposeVariables variables, DataMap labels)
    {
        string Field(string field, string value) => variables.Field(workload.Name, field, value);
        return DataMap.Of(
            ("image", Field("IMAGE", workload.Image)),
            ("entrypoint", ComposeText.Literals(workload.Command)),
            ("command", ComposeText.Literals(workload.Arguments)),
            ("environment", Environment(workload, variables)),
            ("secrets", ComposeSecrets.Of(workload)),
            ("user", workload.RunAsUser is { } user ? (DataValue)user.ToString(CultureInfo.InvariantCulture) : null),
            ("read_only", workload.ReadOnlyRootFilesystem),
            ("cap_drop", NoCapability),
            ("security_opt", NoPrivilege),
            ("tmpfs", Scratch(workload)),
            ("volumes", Volumes(workload)),
            ("networks", Networks),
            ("expose", workload.Ports.Count == 0 ? null : DataList.Of(workload.Ports.Select(p => (DataValue)string.Create(CultureInfo.InvariantCulture, $"{p.Target}/{p.Protocol}")))),
            ("ports", Published(workload) is { } port
                ? DataList.Of("127.0.0.1:" + Field("PUBLISHED", port.Port.ToString(CultureInfo.InvariantCulture)) + string.Create(CultureInfo.InvariantCulture, $":{port.Target}"))
                : null),
            ("depends_on", DependsOn(workload, all)),
            ("healthcheck", workload.Health is { } health ? Health(health, workload.Ports) : null),
            ("restart", "unless-stopped"),
            ("scale", Field("REPLICAS", (workload.Replicas ?? workload.Scaling?.Min ?? 1).ToString(CultureInfo.InvariantCulture))),
            ("cpus", workload.Resources.CpuLimitMillis is { } cpu ? (DataValue)Field("CPUS", Cores(cpu)) : null),
            ("mem_limit", workload.Resources.MemoryLimitMiB is { } most ? (DataValue)Field("MEMORY", MiB(most)) : null),
            ("mem_reservation", workload.Resources.MemoryMiB is { } least ? (DataValue)Field("MEMORY_RESERVED", MiB(least)) : null),
            ("labels", workload.Exposure is { } exposure ? labels.With("infra-agent.exposure", ComposeText.Literal(exposure.Host + exposure.Path)) : labels));
    }

    /// <summary>The port that is opened on this machine; null: none.</summary>
    public static WorkloadPort? Published(Workload workload) => workload.Exposure is { } exposure ? workload.Ports.FirstOrDefault(p => p.Name == exposure.Port) : null;

    /// <summary>The name of a volume that is kept. No service's name has a dot, so no two are the same.</summary>
    public static string VolumeName(Workload workload, WorkloadVolume volume) => $"{workload.Name}.{volume.Name}";

    static DataMap? Environment(Workload workload, ComposeVariables variables)
    {
        var all = new List<KeyValuePair<string, DataValue>>(workload.Variables.Count + workload.Secrets.Count);
        foreach (var (name, value) in workload.Variables) all.Add(KeyValuePair.Create(name, variables.Text(workload.Name, "ENV_" + name, value)));
        all.AddRange(ComposeSecrets.Variables(workload));
        all.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return all.Count == 0 ? null : new DataMap(all);
    }

    static DataList? Scratch(Workload workload)
    {
        if (workload.Volumes.Count == 0) return workload.ReadOnlyRootFilesystem ? Tmp : null;
        var folders = workload.Volumes.Where(v => v.SizeMiB is null).Select(v => v.Mount).ToList();
        if (workload.ReadOnlyRootFilesystem && workload.Volumes.All(v => v.Mount != "/tmp")) folders.Add("/tmp");
        return folders.Count == 0 ? null : DataList.Of(folders.Select(ScratchAt));
    }

    // A limit, since it is memory. Everybody may write to it, as to a /tmp: the container may run as any user.
    static DataValue ScratchAt(string folder) => ComposeText.Literal(folder + ":size=1g,mode=1777");

    static DataList? Volumes(Workload workload)
    {
        if (workload.Volumes.Count == 0) return null;
        var kept = workload.Volumes.Where(v => v.SizeMiB is not null).ToArray();
        return kept.Length == 0 ? null : DataList.Of(kept.Select(v => DataMap.Of(
            ("type", "volume"),
            ("source", ComposeText.Literal(VolumeName(workload, v))),
            ("target", ComposeText.Literal(v.Mount)),
            ("read_only", v.ReadOnly ? (DataValue)true : null))));
    }

    static DataMap? DependsOn(Workload workload, IReadOnlyDictionary<string, Workload> all)
    {
        if (workload.DependsOn.Count == 0) return null;
        var others = workload.DependsOn.Distinct(StringComparer.Ordinal).Where(all.ContainsKey).Order(StringComparer.Ordinal).ToArray();
        return others.Length == 0 ? null : new DataMap(others.Select(o =>
            KeyValuePair.Create(o, (DataValue)(all[o].Health is null ? IsStarted : IsHealthy))));
    }

    static DataMap Health(HealthCheck health, IReadOnlyList<WorkloadPort> ports)
    {
        var port = (ports.FirstOrDefault(p => p.Name == health.Port)?.Target ?? 0).ToString(CultureInfo.InvariantCulture);
        var test = health switch
        {
            { Command.Count: > 0 } => ComposeText.Literals(["CMD", .. health.Command]),
            { Path: { } path } => DataList.Of("CMD", "sh", "-c", AskHttp, "sh", ComposeText.Literal($"http://127.0.0.1:{port}{path}")),
            _ => DataList.Of("CMD", "sh", "-c", AskTcp, "sh", port)
        };
        return DataMap.Of(
            ("test", test),
            ("interval", Seconds(health.IntervalSeconds)),
            ("timeout", Seconds(health.TimeoutSeconds)),
            ("retries", health.Retries),
            ("start_period", Seconds(health.StartSeconds)));
    }

    static DataValue Seconds(int seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds}s");

    static string Cores(int millis) => (millis / 1000m).ToString(CultureInfo.InvariantCulture);

    static string MiB(int mebibytes) => string.Create(CultureInfo.InvariantCulture, $"{mebibytes}m");
}
