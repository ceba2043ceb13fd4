using System.Runtime.CompilerServices;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InfraAgent.Hosting.Messaging;

/// <summary>The saga alone.</summary>
sealed class SagaById<TSaga> : ISagaLoader<TSaga>
    where TSaga : class, ISaga
{
    // A compiled query belongs to one model, and a process may have several (tests do).
    static readonly ConditionalWeakTable<IModel, Func<AgentDb, Guid, CancellationToken, Task<TSaga?>>> ById = [];

    public Task<TSaga?> LoadAsync(AgentDb db, Guid correlationId, CancellationToken cancel) => ById.GetValue(db.Model, _ =>
        EF.CompileAsyncQuery((AgentDb db, Guid id, CancellationToken cancel) => db.Set<TSaga>().FirstOrDefault(saga => saga.CorrelationId == id)))(db, correlationId, cancel);
}
