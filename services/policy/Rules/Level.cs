namespace InfraAgent.Policy.Rules;

/// <summary>What a broken rule leads to, from nothing to a refusal.</summary>
public enum Level
{
    Off,
    /// <summary>A warning.</summary>
    Advisory,
    /// <summary>A warning, and a person must approve the plan. Before there is a plan it is a warning alone.</summary>
    Approval,
    /// <summary>An error: refused.</summary>
    Mandatory,
}
