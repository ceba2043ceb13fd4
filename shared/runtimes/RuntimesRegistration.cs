using InfraAgent.Runtimes.Terraform;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Runtimes;

public static class RuntimesRegistration
{
    /// <summary>All drivers, one line each, and their options (section <c>Tools</c>). Needs an <c>ISecretBox</c>.</summary>
    public static IServiceCollection AddRuntimes(this IServiceCollection services)
    {
        services.AddOptions<ToolOptions>().BindConfiguration(ToolOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IRuntime, TerraformRuntime>();
        return services;
    }
}
