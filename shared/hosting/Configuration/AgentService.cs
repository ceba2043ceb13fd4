namespace InfraAgent.Hosting.Configuration;

/// <summary>Which process this is, and so which settings it cannot do without. Only <see cref="Standalone"/> has a default for everything.</summary>
public sealed record AgentService
{
    AgentService(string name) => Name = name;

    public string Name { get; }
    public bool IsStandalone { get; private init; }
    /// <summary>Takes requests from callers: beyond loopback they need keys.</summary>
    public bool ServesCallers { get; private init; }
    public bool HasDatabase { get; private init; }
    /// <summary>Seals or signs with <c>Agent:KeyFile</c>.</summary>
    public bool HasKeys { get; private init; }
    /// <summary>Runs tools that reach the Terraform state over HTTP.</summary>
    public bool ReachesState { get; private init; }

    public static AgentService Standalone { get; } = new("standalone")
    {
        IsStandalone = true, ServesCallers = true, HasDatabase = true, HasKeys = true,
    };
    public static AgentService Api { get; } = new("api") { ServesCallers = true, HasDatabase = true, HasKeys = true };
    public static AgentService Generator { get; } = new("generator");
    public static AgentService Policy { get; } = new("policy");
    public static AgentService Executor { get; } = new("executor") { HasDatabase = true, HasKeys = true, ReachesState = true };
    public static AgentService Drift { get; } = new("drift") { HasDatabase = true, HasKeys = true, ReachesState = true };
}
