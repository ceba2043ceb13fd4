using InfraAgent.Hosting.Database;
using MassTransit;
using MassTransit.Configuration;
using MassTransit.Context;
using MassTransit.Saga;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Messaging;

/// <summary>Every saga of the process is kept in <see cref="AgentDb"/>.</summary>
sealed class AgentSagaRepositories : ISagaRepositoryRegistrationProvider
{
    public void Configure<TSaga>(ISagaRegistrationConfigurator<TSaga> configurator)
        where TSaga : class, ISaga =>
        configurator.Repository(r => r.RegisterSagaRepository<TSaga, AgentDb, SagaConsumeContextFactory<AgentDb, TSaga>, AgentSagaContextFactory<TSaga>>());
}

/// <summary>Optimistic: load, run, raise the version; the enclosing unit saves. No lock is held while a saga runs.</summary>
sealed class AgentSagaContextFactory<TSaga>(AgentDb db, ISagaConsumeContextFactory<AgentDb, TSaga> contexts, ISagaLoader<TSaga> loader) : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga
{
    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class => next.Send(new AgentSagaContext<TSaga, T>(db, context, contexts, loader));

    public async Task SendQuery<T>(ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class
    {
        var found = await db.Set<TSaga>().Where(query.FilterExpression).ToListAsync(context.CancellationToken);
        await next.Send(new LoadedSagaRepositoryQueryContext<TSaga, T>(new AgentSagaContext<TSaga, T>(db, context, contexts, loader), found));
    }

    public void Probe(ProbeContext context) => context.Add("persistence", "AgentDb");
}

sealed class AgentSagaContext<TSaga, T>(AgentDb db, ConsumeContext<T> context, ISagaConsumeContextFactory<AgentDb, TSaga> contexts, ISagaLoader<TSaga> loader)
    : ConsumeContextScope<T>(context), SagaRepositoryContext<TSaga, T>
    where TSaga : class, ISaga
    where T : class
{
    readonly ConsumeContext<T> _context = context;

    public Task<SagaConsumeContext<TSaga, T>> Add(TSaga instance) => Wrap(instance, SagaConsumeContextMode.Add);

    // Whether a saga is new is decided by loading it and settled by its primary key on saving.
    public Task<SagaConsumeContext<TSaga, T>> Insert(TSaga instance) => Task.FromResult<SagaConsumeContext<TSaga, T>>(null!);

    public async Task<SagaConsumeContext<TSaga, T>> Load(Guid correlationId)
    {
        var saga = await loader.LoadAsync(db, correlationId, _context.CancellationToken);
        return saga is null ? null! : await Wrap(saga, SagaConsumeContextMode.Load);
    }

    public Task Save(SagaConsumeContext<TSaga> context)
    {
        db.Add(context.Saga);
        return CommitAsync();
    }

    public Task Update(SagaConsumeContext<TSaga> context)
    {
        // A message that the saga ignored changes and sends nothing: then there is nothing that another message could contradict.
        if (context.Saga is ISagaVersion versioned && DecidedSomething()) versioned.Version++;
        return CommitAsync();
    }

    public Task Delete(SagaConsumeContext<TSaga> context)
    {
        db.Remove(context.Saga);
        return CommitAsync();
    }

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context)
    {
        db.Entry(context.Saga).State = EntityState.Unchanged;
        return Task.CompletedTask;
    }

    public Task<SagaConsumeContext<TSaga, TOther>> CreateSagaConsumeContext<TOther>(ConsumeContext<TOther> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where TOther : class => contexts.CreateSagaConsumeContext(db, consumeContext, instance, mode);

    bool DecidedSomething() => db.ChangeTracker.Entries().Any(entry => entry is { State: not EntityState.Unchanged, Entity: not InboxMessage });

    Task CommitAsync() => _context.TryGetPayload<IConsumeUnit>(out _) ? Task.CompletedTask : db.SaveChangesAsync(CancellationToken);

    Task<SagaConsumeContext<TSaga, T>> Wrap(TSaga saga, SagaConsumeContextMode mode) => contexts.CreateSagaConsumeContext(db, _context, saga, mode);
}
