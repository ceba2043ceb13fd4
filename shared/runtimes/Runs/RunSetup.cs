using InfraAgent.Hosting.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Runs;

public static class RunSetup
{
    /// <summary>Drivers and workspaces, once in a process. Needs <c>AgentOptions</c>, the stores and the key ring.</summary>
    /// <param name="queue">Whose <see cref="JobOptions.WorkspaceRetention"/> counts.</param>
    public static IServiceCollection AddRuns(this IServiceCollection services, string queue)
    {
        services.AddRuntimes();
        if (services.Any(service => service.ServiceType == typeof(RunWorkspaces))) return services;
        services.AddSingleton<RunWorkspaces>();
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<RunWorkspaceSweep>(
            provider, provider.GetRequiredService<IOptionsMonitor<JobOptions>>().Get(queue).WorkspaceRetention));
        return services;
    }
}
