using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Runtimes.Runs;
using MassTransit;

namespace InfraAgent.Drift;

/// <summary>Everything that observes the world.</summary>
public static class DriftService
{
    /// <summary>The queue, its worker and the scan. Needs <c>AddAgentDatabase</c>, the shared services of <c>AgentHost</c> and the bus with <see cref="AddDriftConsumers"/>.</summary>
    public static IServiceCollection AddDrift(this IServiceCollection services, AgentOptions options)
    {
        services.AddOptions<JobOptions>(JobQueues.Drift).BindConfiguration("Drift");
        services.AddJobQueue(JobQueues.Drift, options.DataDirectory, _ => { });
        services.AddRuns(JobQueues.Drift);
        services.AddSingleton<IJobHandler, ScanJob>();
        return services;
    }

    public static void AddDriftConsumers(this IRegistrationConfigurator bus)
    {
        bus.AddConsumer<ScanDriftConsumer>();
        bus.AddConsumer<CancelScanConsumer>();
    }
}
