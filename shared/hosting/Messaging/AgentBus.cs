using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Messaging;

public static class AgentBus
{
    /// <summary>The process's database, where it has one, and its place on the bus, as configured.</summary>
    public static IServiceCollection AddAgentBus(this IServiceCollection services, AgentOptions options, Action<IBusRegistrationConfigurator> handlers)
    {
        if (options.Database is { } database)
        {
            try
            {
                services.AddAgentDatabase(database);
            }
            catch (ArgumentException wrong)
            {
                throw new Configuration.ConfigurationException("ConnectionStrings:Database", wrong.Message);
            }
        }
        return services.AddAgentMessaging(
            new MessagingOptions { Broker = options.Broker?.OriginalString ?? "inmemory:", Instance = options.Instance, QuorumQueues = options.QuorumQueues }, handlers);
    }
}
