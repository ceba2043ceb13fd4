using InfraAgent.Api.Amqp;
using InfraAgent.Api.Auth;
using InfraAgent.Api.Database;
using InfraAgent.Api.Deployments;
using InfraAgent.Api.Description;
using InfraAgent.Api.Endpoints;
using InfraAgent.Api.Files;
using InfraAgent.Api.Status;
using InfraAgent.Api.TerraformState;
using InfraAgent.Generator;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using InfraAgent.Policy;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfraAgent.Api;

/// <summary>The API service's parts: edges, saga, status and events.</summary>
public static class ApiService
{
    /// <exception cref="ConfigurationException">What is said to it is wrong.</exception>
    public static void AddApi(this IServiceCollection services, AgentOptions options, IConfiguration configuration)
    {
        services.AddDatabaseModule<ApiDatabase>();
        services.AddApiKeys(options);
        services.AddTerraformState(configuration);
        services.AddApiDescription();
        var catalog = new Lazy<ModuleCatalog>(() => GeneratorService.LoadCatalog(options.CatalogFolders));
        services.TryAddSingleton(_ => catalog.Value);
        PinnedProviders.Check(options.Environments, catalog);
        services.AddPolicyCheck(PolicyOptions.From(options));
        services.AddScoped<IDeploymentDirectory, DeploymentDirectory>();
        services.AddSingleton<EventSignal>();
        services.AddSingleton(new EventRelaying(options.Broker is not null));
        services.AddSingleton(ReadDeadlines(configuration));
        services.AddSingleton(new PublicAddress(options.PublicUrl));
        services.AddSingleton<ISagaLoader<DeploymentState>, DeploymentLoader>();
        services.AddScoped<Admission>();
        services.AddScoped<EventLog>();
        services.AddScoped<StatusReader>();
        services.AddScoped<DeploymentGate>();
        services.AddScoped<CommandHandling>();
        services.AddScoped<OutcomeAnswers>();
        services.AddSingleton<OutcomeWaiter>();
        services.AddHostedService(provider => provider.GetRequiredService<OutcomeWaiter>());
        services.AddHostedService<OverdueSweep>();
        services.AddHostedService<ForgetAnswers>();
        if (options.Broker is { } broker)
        {
            services.AddSingleton(new AmqpNames(options.Instance, options.QuorumQueues));
            services.AddSingleton<RelayLeadership>();
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<EventRelay>(provider, broker));
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<AmqpEdge>(provider, broker));
        }
    }

    /// <summary>The saga, for the process's bus.</summary>
    public static void AddApiSaga(this IBusRegistrationConfigurator bus) =>
        bus.AddSagaStateMachine<DeploymentStateMachine, DeploymentState>();

    public static void MapApi(this WebApplication app)
    {
        app.UseErrorAnswers();
        app.UseApiKeys();
        app.MapCommands();
        app.MapQueries();
        app.MapEvents();
        app.MapFiles();
        app.MapCatalog();
        app.MapPolicy();
        app.MapDeadMessages();
        app.MapTerraformState();
        app.MapApiDescription();
    }

    static Deadlines ReadDeadlines(IConfiguration configuration)
    {
        var defaults = new Deadlines();
        return new Deadlines
        {
            PureWorker = configuration.GetValue("Saga:WorkerDeadline", defaults.PureWorker),
            Executor = configuration.GetValue("Saga:ExecutorDeadline", defaults.Executor),
            Sweep = configuration.GetValue("Saga:Sweep", defaults.Sweep),
        };
    }
}
