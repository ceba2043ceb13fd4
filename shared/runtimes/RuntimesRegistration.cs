using InfraAgent.Runtimes.Terraform;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfraAgent.Runtimes;

public static class RuntimesRegistration
{
    /// <summary>All drivers, one line each (once, also when several services of a process ask for them), and their options (section <c>Tools</c>). Needs an <c>ISecretBox</c>.</summary>
    public static IServiceCollection AddRuntimes(this IServiceCollection services)
    {
        services.AddOptions<ToolOptions>().BindConfiguration(ToolOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IRuntime, TerraformRuntime>());
        return services;
    }
}
