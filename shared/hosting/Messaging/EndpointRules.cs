using InfraAgent.Hosting.Database;
using MassTransit;
using MassTransit.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Hosting.Messaging;

/// <summary>What holds for every endpoint, from the outside in: a database that is away is waited for; a message that failed for good is
/// given up; lost races and failures are tried again (a consumer's definition may add to this); one message, one transaction.</summary>
static class EndpointRules
{
    /// <summary>Set while an in-process receiver is built: its failures go to the caller, not to an error queue.</summary>
    [ThreadStatic]
    static bool _inProcess;

    public static T InProcess<T>(Func<T> build)
    {
        _inProcess = true;
        try
        {
            return build();
        }
        finally
        {
            _inProcess = false;
        }
    }

    public static void Apply(IRegistrationContext context, string name, IReceiveEndpointConfigurator endpoint, MessagingOptions options, bool database)
    {
        endpoint.ConcurrentMessageLimit = options.Concurrency;
        endpoint.PrefetchCount = options.Prefetch;
        if (options.QuorumQueues && endpoint is IRabbitMqReceiveEndpointConfigurator rabbit) rabbit.SetQuorumQueue();

        if (!database)
        {
            endpoint.UseMessageRetry(Failed);
            _ = new CancellationIsFailureObserver(endpoint);
            return;
        }

        var hub = context.GetRequiredService<OutboxHub>();
        ((IPipeConfigurator<ConsumeContext>)endpoint).AddPipeSpecification(new OutboxSchedulerSpecification());
        if (_inProcess)
        {
            endpoint.UseMessageRetry(retry =>
            {
                retry.Handle<Exception>(Failures.IsDatabaseAway);
                retry.Intervals(100, 400, 1000, 2000);
            });
        }
        else
        {
            var log = context.GetRequiredService<ILoggerFactory>().CreateLogger("InfraAgent.Messaging." + name);
            var scopes = context.GetRequiredService<IServiceScopeFactory>();
            endpoint.PublishFaults = false; // ours goes through the outbox
            endpoint.UseMessageRetry(retry =>
            {
                retry.Handle<Exception>(Failures.IsDatabaseAway);
                retry.Incremental(int.MaxValue, TimeSpan.FromMilliseconds(500), TimeSpan.Zero);
            });
            _ = new GiveUpObserver(endpoint, scopes, hub, log);
            if (options.Embedded) endpoint.ConfigureError(error => error.UseFilter(new UnreadableFilter(scopes, hub, log)));
            var counter = new ConsumerObserver(hub, name);
            endpoint.ConnectConsumerConfigurationObserver(counter);
            endpoint.ConnectSagaConfigurationObserver(counter);
            endpoint.UseMessageRetry(Failed);
        }

        endpoint.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(Failures.IsConflict);
            retry.Exponential(20, TimeSpan.FromMilliseconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(10));
        });
        _ = new CancellationIsFailureObserver(endpoint);
        endpoint.ConnectSagaConfigurationObserver(new TurnObserver(context.GetRequiredService<Turns>()));
        var unit = new OutboxConsumePipeSpecificationObserver<AgentDb>(endpoint, context);
        endpoint.ConnectConsumerConfigurationObserver(unit);
        endpoint.ConnectSagaConfigurationObserver(unit);
    }

    static void Failed(IRetryConfigurator retry)
    {
        retry.Ignore<Exception>(ex => Failures.IsDatabaseAway(ex) || ex is ConsumerException);
        retry.Intervals(100, 1000, 5000);
    }

    /// <summary>Learns which endpoints take which messages: embedded, a message is kept until all of them have.</summary>
    sealed class ConsumerObserver(OutboxHub hub, string endpoint) : IConsumerConfigurationObserver, ISagaConfigurationObserver
    {
        public void ConsumerConfigured<TConsumer>(IConsumerConfigurator<TConsumer> configurator)
            where TConsumer : class
        {
        }

        public void ConsumerMessageConfigured<TConsumer, TMessage>(IConsumerMessageConfigurator<TConsumer, TMessage> configurator)
            where TConsumer : class
            where TMessage : class => hub.ConsumerConfigured(endpoint, MessageUrn.ForTypeString<TMessage>());

        public void SagaConfigured<TSaga>(ISagaConfigurator<TSaga> configurator)
            where TSaga : class, ISaga
        {
        }

        public void StateMachineSagaConfigured<TInstance>(ISagaConfigurator<TInstance> configurator, SagaStateMachine<TInstance> stateMachine)
            where TInstance : class, ISaga, SagaStateMachineInstance
        {
        }

        public void SagaMessageConfigured<TSaga, TMessage>(ISagaMessageConfigurator<TSaga, TMessage> configurator)
            where TSaga : class, ISaga
            where TMessage : class => hub.ConsumerConfigured(endpoint, MessageUrn.ForTypeString<TMessage>());
    }
}
