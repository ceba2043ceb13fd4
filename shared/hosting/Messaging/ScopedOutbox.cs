using InfraAgent.Hosting.Database;
using MassTransit;
using MassTransit.Clients;
using MassTransit.DependencyInjection;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using MassTransit.Transports;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Outside consumers: <c>IPublishEndpoint</c> and <c>ISendEndpointProvider</c> of a scope write to the scope's <see cref="AgentDb"/>;
/// <c>SaveChangesAsync</c> commits and hands over.</summary>
sealed class ScopedOutboxProvider : IScopedBusContextProvider<IBus>
{
    public ScopedOutboxProvider(IBus bus, AgentDb db, OutboxHub hub, Bind<IBus, IClientFactory> clients, Bind<IBus, IScopedConsumeContextProvider> consuming, IServiceProvider provider) =>
        Context = consuming.Value.HasContext
            ? new ConsumeContextScopedBusContext(consuming.Value.GetContext(), clients.Value)
            : new ScopedOutbox(bus, db, hub, clients.Value, provider);

    public ScopedBusContext Context { get; }

    sealed class ScopedOutbox : ScopedBusContext, OutboxSendContext
    {
        readonly AgentDb _db;
        readonly OutboxHub _hub;
        readonly IServiceProvider _provider;

        public ScopedOutbox(IBus bus, AgentDb db, OutboxHub hub, IClientFactory clients, IServiceProvider provider)
        {
            (_db, _hub, _provider) = (db, hub, provider);
            SendEndpointProvider = new OutboxSendEndpointProvider(this, bus);
            PublishEndpoint = new PublishEndpoint(new OutboxPublishEndpointProvider(this, bus));
            ClientFactory = new ScopedClientFactory(clients, null!);
        }

        public ISendEndpointProvider SendEndpointProvider { get; }
        public IPublishEndpoint PublishEndpoint { get; }
        public IScopedClientFactory ClientFactory { get; }

        public Task AddSend<T>(SendContext<T> context)
            where T : class
        {
            OutboxWriter.Add(_db, _hub, context);
            return Task.CompletedTask;
        }

        public object? GetService(Type serviceType) => _provider.GetService(serviceType);
    }
}
