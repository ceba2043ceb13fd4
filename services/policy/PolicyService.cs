using InfraAgent.Policy.Analysis;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Cost;
using InfraAgent.Policy.Plans;
using InfraAgent.Policy.Reports;
using InfraAgent.Policy.Rules;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfraAgent.Policy;

/// <summary>What the policy service brings to the process that it runs in: its own, or the embedded agent's.</summary>
public static class PolicyService
{
    /// <summary>Reads rules and profiles now, so that a file that is wrong stops the start. The host adds <see cref="JudgeBundleConsumer"/> and
    /// <see cref="JudgePlanConsumer"/> to its bus, an <c>IArtifactStore</c> and the <c>IRuntime</c> drivers to its services.</summary>
    /// <exception cref="PolicyFileException">A file of <c>Policy:Folders</c> cannot be used; the message says which, where and why.</exception>
    public static IServiceCollection AddPolicy(this IServiceCollection services, PolicyOptions? options = null)
    {
        services.AddRules(options ?? new PolicyOptions());
        services.AddSingleton<StaticAnalysis>();
        services.AddSingleton<BundleJudge>();
        services.TryAddSingleton(TimeProvider.System);
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
        if (catalog.Find(options.DefaultProfile) is null)
            throw new PolicyFileException($"The default profile '{options.DefaultProfile}' does not exist; known: {string.Join(", ", catalog.ProfileNames)}.");

        services.AddSingleton(options);
        services.AddSingleton(catalog);
        services.AddSingleton(PriceTable.Load(options.PriceFolders));
        services.AddSingleton<ProfileChoice>();
        services.AddSingleton<ReportStore>();
        services.AddSingleton<PlanJudge>();
    }

    public static void AddPolicyConsumers(this IRegistrationConfigurator bus)
    {
        bus.AddConsumer<JudgeBundleConsumer>();
        bus.AddConsumer<JudgePlanConsumer>();
    }
}
