using InfraAgent.Policy.Analysis;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Rego;
using InfraAgent.Policy.Reports;
using InfraAgent.Policy.Rules;
using InfraAgent.Runtimes.Costs;
using InfraAgent.Runtimes.Rego;
using InfraAgent.Policy.Waivers;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace InfraAgent.Policy;

/// <summary>What the policy service brings to the process that it runs in: its own, or the embedded agent's.</summary>
public static class PolicyService
{
    /// <summary>Reads rules and profiles now, so that a folder that is not there stops the start. The host adds <see cref="JudgeBundleConsumer"/> and
    /// <see cref="JudgePlanConsumer"/> to its bus, an <c>IArtifactStore</c> and the <c>IRuntime</c> drivers to its services.</summary>
    /// <exception cref="PolicyFileException"><c>Policy:Folders</c> names a folder that is not there.</exception>
    public static IServiceCollection AddPolicy(this IServiceCollection services, PolicyOptions? options = null)
    {
        services.AddRules(options ?? new PolicyOptions());
        services.AddSingleton<StaticAnalysis>();
        services.AddSingleton<BundleJudge>();
        return services;
    }

    /// <summary>What describes rules and profiles, and judges by them what nobody deploys; runs no tool. The host has an <c>IArtifactStore</c> and an <c>ISecretBox</c>.</summary>
    /// <exception cref="PolicyFileException">As of <see cref="AddPolicy"/>.</exception>
    public static IServiceCollection AddPolicyCheck(this IServiceCollection services, PolicyOptions options)
    {
        services.AddRules(options);
        services.TryAddSingleton<PolicyCheck>();
        return services;
    }

    static void AddRules(this IServiceCollection services, PolicyOptions options)
    {
        if (services.Any(s => s.ServiceType == typeof(PolicyCatalog))) return;
        var catalog = PolicyCatalog.Load(options.Folders);
        if (catalog.Find(options.DefaultProfile) is null && catalog.Unusable.All(p => p.Key != options.DefaultProfile))
            throw new PolicyFileException($"The default profile '{options.DefaultProfile}' does not exist; known: {string.Join(", ", catalog.ProfileNames)}.");

        services.AddSingleton(options);
        services.AddSingleton(catalog);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(PriceTable.Load(options.PriceFolders));
        services.AddSingleton<ProfileChoice>();
        services.AddSingleton<WaiverAuthority>();
        services.AddSingleton<ReportStore>();
        services.AddSingleton<PlanJudge>();
        services.AddOptions();
        services.TryAddSingleton<RegoTools>();
        services.AddSingleton<RegoJudge>();
        services.TryAddSingleton<InfracostTool>();
        services.AddSingleton<InfracostPricing>();
        services.AddHostedService<PolicyReport>();
        services.AddHostedService<PolicyWarmUp>();
        // Whoever looks after the agent sees it without reading its log; what can be judged is.
        if (catalog.Problems.Count > 0)
            services.AddHealthChecks().AddCheck("policy-files", () => HealthCheckResult.Degraded($"{catalog.Problems.Count} mistakes in Policy:Folders; the log and GET /policy/profiles name them"));
    }

    public static void AddPolicyConsumers(this IRegistrationConfigurator bus)
    {
        bus.AddConsumer<JudgeBundleConsumer>();
        bus.AddConsumer<JudgePlanConsumer>();
    }
}

/// <summary>Says at start what of the policy folders cannot be used.</summary>
sealed class PolicyReport(PolicyCatalog catalog, ILogger<PolicyReport> log) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var problem in catalog.Problems)
            log.LogError("Policy: {Problem}", problem);
        foreach (var (name, problem) in catalog.Unusable)
            log.LogError("Policy: requests by the profile '{Profile}' are refused ({File}:{Line}).", name, problem.File, problem.Line);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
