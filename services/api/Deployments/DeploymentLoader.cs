using System.Runtime.CompilerServices;
using InfraAgent.Api.Status;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Messaging;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace InfraAgent.Api.Deployments;

/// <summary>A deployment's saga with the rows that nearly every step reads or writes: its status, its run, its run's revision.</summary>
public sealed class DeploymentLoader : ISagaLoader<DeploymentState>
{
    // A compiled query belongs to one model, and a process may have several (tests do).
    static readonly ConditionalWeakTable<IModel, Func<AgentDb, Guid, CancellationToken, Task<Loaded?>>> Queries = [];

    public async Task<DeploymentState?> LoadAsync(AgentDb db, Guid correlationId, CancellationToken cancel) =>
        (await Queries.GetValue(db.Model, _ => Compile())(db, correlationId, cancel))?.Saga;

    static Func<AgentDb, Guid, CancellationToken, Task<Loaded?>> Compile() => EF.CompileAsyncQuery((AgentDb db, Guid id, CancellationToken cancel) => (
        from saga in db.Set<DeploymentState>().Where(s => s.CorrelationId == id)
        from status in db.Set<StatusRow>().Where(s => s.DeploymentId == saga.DeploymentId).DefaultIfEmpty()
        from run in db.Set<RunRow>().Where(r => r.RunId == saga.RunId).DefaultIfEmpty()
        from revision in db.Set<RevisionRow>().Where(r => r.DeploymentId == saga.DeploymentId && r.Number == saga.RunRevision).DefaultIfEmpty()
        select new Loaded { Saga = saga, Status = status, Run = run, Revision = revision }).FirstOrDefault());

    /// <summary>Naming the rows here is what makes the context track them.</summary>
    sealed class Loaded
    {
        public required DeploymentState Saga { get; init; }
        public StatusRow? Status { get; init; }
        public RunRow? Run { get; init; }
        public RevisionRow? Revision { get; init; }
    }
}
