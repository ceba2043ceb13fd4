using InfraAgent.Hosting.Database;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace InfraAgent.Hosting.Jobs;

public static class JobSetup
{
    /// <summary>Adds a worker for one queue. Handlers are registered beside it as <see cref="IJobHandler"/> singletons.</summary>
    /// <param name="dataDirectory">This process's own folder: it keeps the worker's name and the leases.</param>
    public static IServiceCollection AddJobQueue(this IServiceCollection services, string queue, string dataDirectory, Action<JobOptions> configure)
    {
        services.TryAddSingleton(_ => new WorkerIdentity(dataDirectory));
        services.TryAddScoped<JobQueue>();
        services.TryAddSingleton<JobBell>();
        services.AddDatabaseModule<JobTables>();
        services.AddOptions<JobOptions>(queue).Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddKeyedSingleton(queue, (provider, _) =>
            ActivatorUtilities.CreateInstance<JobWorker>(provider, queue, Path.Combine(dataDirectory, "leases")));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<JobWorker>(queue));
        services.AddHealthChecks().Add(new HealthCheckRegistration($"{queue}-queue", provider => provider.GetRequiredKeyedService<JobWorker>(queue), null, ["ready"]));
        return services;
    }
}
