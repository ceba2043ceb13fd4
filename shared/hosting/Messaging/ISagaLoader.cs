using InfraAgent.Hosting.Database;
using MassTransit;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Loads a saga, tracked. A service registers its own for a saga whose steps need other rows too: they are then read by the same
/// statement, as they were at the same moment, and <c>FindAsync</c> has them already.</summary>
/// <typeparam name="TSaga">The saga's instance type.</typeparam>
public interface ISagaLoader<TSaga>
    where TSaga : class, ISaga
{
    /// <summary>Null when there is none.</summary>
    Task<TSaga?> LoadAsync(AgentDb db, Guid correlationId, CancellationToken cancel);
}
