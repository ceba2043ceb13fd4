using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Runtimes.Runs;
using MassTransit;

namespace InfraAgent.Executor;

/// <summary>Everything that changes the world: plan, apply, verify, cancel.</summary>
public static class ExecutorService
{
    /// <summary>The queue, its worker and the steps. Needs <c>AddAgentDatabase</c>, the shared services of <c>AgentHost</c> and the bus with <see cref="AddExecutorConsumers"/>.</summary>
    public static IServiceCollection AddExecutor(this IServiceCollection services, AgentOptions options)
    {
        services.AddOptions<JobOptions>(JobQueues.Executor).BindConfiguration("Executor");
        services.AddJobQueue(JobQueues.Executor, options.DataDirectory, jobs =>
        {
            foreach (var environment in options.Environments.Declared)
                if (environment.Concurrency is { } limit) jobs.EnvironmentLimits.TryAdd(environment.Name, limit);
        });
        services.AddRuns(JobQueues.Executor);
        services.AddHttpClient();
        services.AddSingleton<StateHarvest>();
        services.AddSingleton<IJobHandler, PlanJob>();
        services.AddSingleton<IJobHandler, ApplyJob>();
        services.AddSingleton<IJobHandler, VerifyJob>();
        return services;
    }

    public static void AddExecutorConsumers(this IRegistrationConfigurator bus)
    {
        bus.AddConsumer<PlanDeploymentConsumer>();
        bus.AddConsumer<ApplyPlanConsumer>();
        bus.AddConsumer<VerifyDeploymentConsumer>();
        bus.AddConsumer<CancelRunConsumer>();
    }
}
