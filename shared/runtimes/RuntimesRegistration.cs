using InfraAgent.Runtimes.Checks;
using InfraAgent.Runtimes.Costs;
using InfraAgent.Runtimes.Rego;
using InfraAgent.Runtimes.Terraform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfraAgent.Runtimes;

public static class RuntimesRegistration
{
    /// <summary>All drivers and the static checks of runtimes without one, one line each (once, also when several services of a process ask for them), and their options (section <c>Tools</c>). Needs an <c>ISecretBox</c>.</summary>
    public static IServiceCollection AddRuntimes(this IServiceCollection services)
    {
        services.AddOptions<ToolOptions>().BindConfiguration(ToolOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<TerraformRuntime>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRuntime, TerraformRuntime>(known => known.GetRequiredService<TerraformRuntime>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBundleChecks, TerraformRuntime>(known => known.GetRequiredService<TerraformRuntime>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBundleChecks, HelmChecks>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBundleChecks, KubernetesChecks>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBundleChecks, ComposeChecks>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IBundleChecks, PulumiChecks>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<AddedCheck, TflintCheck>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<AddedCheck, KubeconformCheck>());
        services.TryAddSingleton<RegoTools>();
        services.TryAddSingleton<InfracostTool>();
        return services;
    }
}
