using InfraAgent.Hosting.Configuration;

namespace InfraAgent.Policy;

/// <summary>What the policy service is given by its host.</summary>
public sealed record PolicyOptions
{
    /// <summary>Folders with more rules and profiles (<c>Policy:Folders</c>).</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Folders with more prices, which stand instead of those that are built in (<c>Policy:PriceFolders</c>).</summary>
    public IReadOnlyList<string> PriceFolders { get; init; } = [];

    /// <summary>What the environment registry says; null for a name that it does not have.</summary>
    public Func<string, EnvironmentPolicy?> Environments { get; init; } = _ => null;

    /// <summary>The profile of requests and environments that name none.</summary>
    public string DefaultProfile { get; init; } = "baseline";

    /// <summary>Where bundles are unpacked to be looked at, each in a folder of its own (0700).</summary>
    public string ScratchFolder { get; init; } = Path.GetTempPath();

    /// <summary>For all static checks of one bundle together.</summary>
    public TimeSpan AnalysisTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bundles that are analysed at the same time; each runs a tool.</summary>
    public int AnalysisSlots { get; init; } = Math.Max(1, Environment.ProcessorCount);

    /// <summary>Verdicts that are remembered, and for how long: what a tool knows of its providers may change beside its version.</summary>
    public int CachedVerdicts { get; init; } = 1000;
    public TimeSpan CacheLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Bytes of masked changes that are read; a plan beyond it is refused, not passed. A plan of 10,000 resources has about 10 MB.</summary>
    public long MaxPlanBytes { get; init; } = 64 << 20;

    /// <summary>Bytes of one resource in a plan.</summary>
    public int MaxResourceBytes { get; init; } = 4 << 20;

    /// <summary>infracost's API key (<c>Tools:InfracostKey</c>); null where it is not configured.</summary>
    public string? InfracostKey { get; init; }

    /// <summary>As the settings of the process have it.</summary>
    public static PolicyOptions From(AgentOptions options) => new()
    {
        Folders = options.PolicyFolders,
        PriceFolders = options.PriceFolders,
        Environments = name => options.Environments.Find(name) is { } environment
            ? new EnvironmentPolicy(environment.PolicyProfile, environment.ApprovalRequired) { MonthlyBudgetUsd = environment.MonthlyBudgetUsd }
            : null,
        InfracostKey = options.Tools.InfracostKey,
        ScratchFolder = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "policy")).FullName,
    };
}

/// <summary>What an environment asks of every request: at least this profile, and an approval of every plan that changes something.</summary>
public sealed record EnvironmentPolicy(string? LeastProfile, bool ApprovalRequired)
{
    /// <summary>What each deployment may cost a month; null: what its profile says.</summary>
    public decimal? MonthlyBudgetUsd { get; init; }
}
