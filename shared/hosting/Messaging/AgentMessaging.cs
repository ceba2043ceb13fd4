using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using MassTransit.DependencyInjection;
using MassTransit.Middleware;
using MassTransit.RabbitMqTransport;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace InfraAgent.Hosting.Messaging;

public static class AgentMessaging
{
    /// <summary>Connects the process to the bus. Call it once, after <c>AddAgentDatabase</c> where the process has a database: then every
    /// consumed message is one transaction with inbox and outbox, sagas are kept, and <see cref="ISagaDispatcher{TSaga}"/> works. Without a
    /// database consumers run at least once: consume, publish confirmed, acknowledge. One endpoint per consumer, named in kebab case after
    /// it, and one per saga, named after its state (<c>DeploymentState</c> → <c>deployment</c>), all prefixed with the instance.</summary>
    /// <param name="services">Where everything is registered.</param>
    /// <param name="options">Broker and limits.</param>
    /// <param name="handlers"><c>AddConsumer</c>, <c>AddSagaStateMachine</c>.</param>
    public static IServiceCollection AddAgentMessaging(this IServiceCollection services, MessagingOptions options, Action<IBusRegistrationConfigurator> handlers)
    {
        options.Validate();
        MessageJson.Configure();
        var database = services.Any(s => s.ServiceType == typeof(DatabaseSettings));
        services.AddSingleton(options);
        services.AddSingleton<BusReadiness>();
        if (database)
        {
            services.AddDatabaseModule<MessagingTables>();
            services.AddSingleton<OutboxHub>();
            services.AddSingleton<OutboxStore>();
            services.AddSingleton<Turns>();
            services.AddSingleton(typeof(ISagaDispatcher<>), typeof(SagaDispatcher<>));
            services.TryAddSingleton(typeof(ISagaLoader<>), typeof(SagaById<>));
        }
        if (database && options.Embedded) services.AddHostedService<EmbeddedOwner>();

        services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry(); // an agent tells nobody about its users
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(options.Instance, includeNamespace: false));
            if (database)
            {
                x.AddScoped<IOutboxContextFactory<AgentDb>, ConsumeUnitFactory>();
                x.ReplaceScoped<IScopedBusContextProvider<IBus>, ScopedOutboxProvider>();
                x.SetSagaRepositoryProvider(new AgentSagaRepositories());
                x.AddDelayedMessageScheduler();
            }
            x.AddConfigureEndpointsCallback((context, name, endpoint) => EndpointRules.Apply(context, name, endpoint, options, database));
            handlers(x);
            if (options.Embedded) x.UsingInMemory((context, bus) => Configure(bus, context, options));
            else x.UsingRabbitMq((context, bus) =>
            {
                ConfigureHost(bus, options);
                Configure(bus, context, options);
            });
        });
        if (database) services.AddHostedService<OutboxSender>();
        return services;
    }

    static void Configure<TEndpoint>(IBusFactoryConfigurator<TEndpoint> bus, IBusRegistrationContext context, MessagingOptions options)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        // Exchanges belong to message types: without the prefix two agents on one virtual host would get each other's messages.
        bus.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(bus.MessageTopology.EntityNameFormatter, options.Instance + "."));
        bus.Publish<IRunMessage>(topology => topology.Exclude = true);
        bus.UseConsumeFilter(typeof(StageScopeFilter<>), context);
        bus.ConfigureEndpoints(context);
    }

    static void ConfigureHost(IRabbitMqBusFactoryConfigurator bus, MessagingOptions options)
    {
        var address = options.BrokerAddress();
        var user = address.UserInfo.Split(':', 2);
        var virtualHost = Uri.UnescapeDataString(address.AbsolutePath.TrimStart('/'));
        var port = address.Port > 0 ? address.Port : address.Scheme == "amqps" ? 5671 : 5672;
        bus.Host(address.Host, (ushort)port, virtualHost.Length == 0 ? "/" : virtualHost, host =>
        {
            host.Username(user[0].Length > 0 ? Uri.UnescapeDataString(user[0]) : "guest");
            host.Password(user.Length > 1 ? Uri.UnescapeDataString(user[1]) : "guest");
            if (address.Scheme == "amqps") host.UseSsl(tls => tls.ServerName = address.Host);
        });
    }
}
