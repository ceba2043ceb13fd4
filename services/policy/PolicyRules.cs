namespace InfraAgent.Policy;

/// <summary>Rule ids of the service itself, which no profile can turn off (<c>docs/policy.md</c>).</summary>
static class PolicyRules
{
    public const string UnknownProfile = "POL001";
    public const string ProfileTooLax = "POL002";
    public const string UnreadablePlan = "POL003";
    public const string PlanTooLarge = "POL004";
    public const string TooManyFindings = "POL005";
    public const string EnvironmentApproval = "POL006";
    public const string UnknownUsage = "POL031";
}
