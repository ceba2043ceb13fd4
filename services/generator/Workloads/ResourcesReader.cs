namespace InfraAgent.Generator;

/// <summary>Reads how large a replica is and how many there are.</summary>
static class ResourcesReader
{
    public const int MostReplicas = 1000;
    /// <summary>Where scaling names no target of its own: room enough that a replica may fail.</summary>
    public const int DefaultTargetCpu = 75;
    public static readonly IReadOnlyList<string> Fields = ["cpu", "limits", "memory"];
    public static readonly IReadOnlyList<string> LimitFields = ["cpu", "memory"];
    public static readonly IReadOnlyList<string> ScalingFields = ["max", "min", "target_cpu", "target_rps"];

    public static WorkloadResources Read(SpecFields service, string what, FindingList findings)
    {
        var defaults = new WorkloadResources();
        if (service.Node["resources"] is not { } node || SpecFields.Open(node, $"{what}, 'resources',", Fields, "{\"cpu\": \"500m\", \"memory\": \"256Mi\"}", findings) is not { } fields) return defaults;
        var limits = node["limits"] is { } limitNode ? SpecFields.Open(limitNode, $"{what}, 'limits',", LimitFields, "{\"memory\": \"512Mi\"}", findings) : null;

        var resources = new WorkloadResources { CpuLimitMillis = Cpu(limits, what, findings), MemoryLimitMiB = Memory(limits, what, findings) };
        // A limit below what is said nowhere else is no contradiction: the replica then asks for what it may use.
        return resources with
        {
            CpuMillis = Asked(Cpu(fields, what, findings), defaults.CpuMillis, resources.CpuLimitMillis, fields.Node["limits"]?["cpu"], "cpu", what, findings),
            MemoryMiB = Asked(Memory(fields, what, findings), defaults.MemoryMiB, resources.MemoryLimitMiB, fields.Node["limits"]?["memory"], "memory", what, findings)
        };
    }

    public static int? Replicas(SpecFields service, string what, FindingList findings)
    {
        if (service.Has("replicas") && service.Has("scaling"))
            findings.Add(SpecRules.NotTogether, service.Node.PlaceOf("replicas"), $"{what} has 'replicas' and 'scaling'.", "Keep one of them: a fixed number, or what decides it.");
        return service.Has("replicas") ? service.Whole("replicas", 0, MostReplicas) : 1;
    }

    public static WorkloadScaling? Scaling(SpecFields service, string what, FindingList findings)
    {
        if (service.Node["scaling"] is not { } node || SpecFields.Open(node, $"{what}, 'scaling',", ScalingFields, "{\"min\": 2, \"max\": 10, \"target_cpu\": 70}", findings) is not { } fields) return null;
        if (!fields.Has("max")) findings.Add(SpecRules.Missing, node.PlaceOf("max"), $"{what}, 'scaling', has no 'max'.", "Say how many replicas there may be.");
        var min = fields.Has("min") ? fields.Whole("min", 1, MostReplicas) : 1;
        var max = fields.Whole("max", 1, MostReplicas);
        var cpu = fields.Whole("target_cpu", 1, 100);
        var rps = fields.Whole("target_rps", 1, 1_000_000);
        if (min > max) findings.Add(SpecRules.NotTogether, node.PlaceOf("min"), $"{what}, 'scaling', has a 'min' above its 'max'.", "Lower 'min' or raise 'max'.");
        return min is null || max is null ? null : new WorkloadScaling(min.Value, max.Value, cpu is null && rps is null ? DefaultTargetCpu : cpu, rps);
    }

    static int? Asked(int? asked, int? byDefault, int? limit, SpecNode? limitNode, string of, string what, FindingList findings)
    {
        if (asked is null) return byDefault > limit ? limit : byDefault;
        if (asked > limit) findings.Add(SpecRules.NotTogether, limitNode!.Place, $"{what} asks for more {of} than its limit lets it have.", "Raise the limit, or ask for less.");
        return asked;
    }

    static int? Cpu(SpecFields? fields, string what, FindingList findings)
    {
        if (fields?.Node["cpu"] is not { } node) return null;
        if (Quantity.CpuMillis(node.Json) is { } millis) return millis;
        findings.Add(SpecRules.NotAllowed, node.Place, $"{what}, 'cpu', must be cores or thousandths of a core, such as 0.5 or \"500m\"; it is {node.Show()}.", "Give another value.");
        return null;
    }

    static int? Memory(SpecFields? fields, string what, FindingList findings)
    {
        if (fields?.Node["memory"] is not { } node) return null;
        if (Quantity.MemoryMiB(node.Json) is { } mib) return mib;
        findings.Add(SpecRules.NotAllowed, node.Place, $"{what}, 'memory', must be whole MiB, such as \"256Mi\" or \"1Gi\"; it is {node.Show()}.", "Give another value.");
        return null;
    }
}
