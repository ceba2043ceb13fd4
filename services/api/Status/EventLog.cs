using System.Text.Json;
using InfraAgent.Api.Deployments;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Logs;

namespace InfraAgent.Api.Status;

/// <summary>Appends to a deployment's event log and folds the status row, both tracked in the saga's own context: they are
/// committed with the saga or not at all.</summary>
public sealed class EventLog(AgentDb db, EventSignal signal, EventRelaying relaying, TimeProvider clock, ILogger<EventLog> log)
{
    bool signals;
    DeploymentStatus? folded;
    StatusRow? row;

    /// <param name="actor">Who caused it; the live run's requester when null.</param>
    public async Task AppendAsync(
        DeploymentState saga, string type, EventData data, Guid? runId, int? revision, Actor? actor, CancellationToken cancel)
    {
        if (!signals)
        {
            var deploymentId = saga.DeploymentId;
            db.AfterCommit(() => signal.Pulse(deploymentId));
            signals = true;
        }

        if (runId is { } run && (type is EventType.RunFinished or EventType.ApprovalRequested))
            await TellWaitersAsync(saga.DeploymentId, run, type, cancel);

        var time = Now();
        var happened = new DeploymentEvent
        {
            Id = Guid.CreateVersion7(time),
            Sequence = ++saga.Sequence,
            Type = type,
            Time = time,
            DeploymentId = saga.DeploymentId,
            Environment = saga.Environment,
            RunId = runId,
            Revision = revision,
            Actor = actor ?? Actor.Agent,
            Data = JsonSerializer.SerializeToElement(data, Json.Options),
        };
        db.Add(new EventRow
        {
            DeploymentId = happened.DeploymentId,
            Sequence = happened.Sequence,
            EventId = happened.Id,
            Type = type,
            Environment = happened.Environment,
            Body = JsonSerializer.Serialize(happened, Json.Options),
            At = time.ToUnixTimeMilliseconds(),
            Relayed = !relaying.Relays,
        });
        await FoldAsync(happened, data, cancel);
        if (type != EventType.ApplyProgressed && log.IsEnabled(LogLevel.Information))
            db.AfterCommit(() => Tell(happened, data));
    }

    async Task TellWaitersAsync(string deploymentId, Guid runId, string type, CancellationToken cancel)
    {
        // The step that ends a run has both rows at hand; they are what will be committed.
        var run = type == EventType.RunFinished ? await db.FindAsync<RunRow>([runId], cancel) : null;
        var revision = run?.Revision is { } number ? await db.FindAsync<RevisionRow>([deploymentId, number], cancel) : null;
        db.AfterCommit(() => signal.End(runId, run is null ? null : new EndedRun(run, revision)));
    }

    void Tell(DeploymentEvent happened, EventData data)
    {
        using var scope = log.BeginStage(happened.DeploymentId, happened.Environment, data.Phase ?? data.Status ?? "", happened.RunId);
        var said = string.Join(": ", new[] { data.Status ?? data.Verdict ?? data.Phase, data.Failure?.Message ?? data.Reason }.Where(word => word is not null));
        log.LogInformation("{Sequence} {Event} {Said}", happened.Sequence, happened.Type, said);
    }

    async Task FoldAsync(DeploymentEvent happened, EventData data, CancellationToken cancel)
    {
        if (row?.DeploymentId != happened.DeploymentId)
        {
            row = happened.Sequence == 1 ? null : await db.FindAsync<StatusRow>([happened.DeploymentId], cancel);
            folded = row is null ? null : JsonSerializer.Deserialize<DeploymentStatus>(row.Document, Json.Options);
        }
        folded = StatusFold.Apply(folded, happened, data);
        if (row is null)
        {
            row = new StatusRow
            {
                DeploymentId = folded.DeploymentId, Environment = "", Status = "", Sequence = 0,
                CreatedAt = folded.CreatedAt.ToUnixTimeMilliseconds(), UpdatedAt = 0, Document = "",
            };
            db.Add(row);
        }
        row.Environment = folded.Environment;
        row.Status = folded.Status;
        row.Sequence = folded.Sequence;
        row.UpdatedAt = folded.UpdatedAt.ToUnixTimeMilliseconds();
        row.Document = JsonSerializer.Serialize(folded, Json.Options);
    }

    // Milliseconds are what both databases and JSON keep exactly.
    DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}

/// <summary>Whether events leave through a broker; without one there is nobody to send them to, now or later.</summary>
public sealed record EventRelaying(bool Relays);
