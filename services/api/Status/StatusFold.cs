using InfraAgent.Contracts;

namespace InfraAgent.Api.Status;

/// <summary>Status is a pure function of the events: <c>Apply(Apply(null, e1), e2)…</c> gives the document again at any time.</summary>
public static class StatusFold
{
    public static DeploymentStatus Apply(DeploymentStatus? status, DeploymentEvent happened, EventData data)
    {
        var next = status ?? First(happened, data);
        if (happened.Type == EventType.RunAccepted)
            next = Accept(next, happened, data);

        next = next with
        {
            Sequence = happened.Sequence,
            UpdatedAt = happened.Time,
            Checks = data.Checks is null ? next.Checks : Merge(next.Checks, data.Checks),
            Findings = data.Findings is null ? next.Findings : [.. next.Findings, .. data.Findings],
            Reports = data.Reports is null ? next.Reports : Merge(next.Reports, data.Reports),
            Costs = data.Costs is null ? next.Costs : Merge(next.Costs, data.Costs),
            Plan = data.Plan ?? next.Plan,
            Outputs = data.Outputs ?? next.Outputs,
            Artifacts = data.Artifacts ?? next.Artifacts,
            Labels = data.Labels ?? next.Labels,
            Drift = data.Drift ?? next.Drift,
            Failure = data.Failure ?? next.Failure,
            Serving = data.ServingEnded == true ? null : data.Serving ?? next.Serving,
            Conditions = data.Condition is { } condition ? Set(next.Conditions, condition) : next.Conditions,
        };

        if (happened.Type == EventType.BundleJudged && data.Verdict != Verdict.Fail && data.Refused != true)
            next = next with { Revision = happened.Revision };
        if (happened.RunId is { } runId)
            next = Progress(next, runId, happened, data);
        if (data.Status is { } word)
            next = next with { Status = word, Timestamps = Stamp(next.Timestamps, word, happened.Time) };
        return next;
    }

    static DeploymentStatus First(DeploymentEvent happened, EventData data) => new()
    {
        DeploymentId = happened.DeploymentId,
        Environment = happened.Environment,
        Runtime = data.Runtime ?? "",
        Cloud = data.Cloud ?? "",
        Status = InfraAgent.Contracts.Status.Accepted,
        CreatedAt = happened.Time,
        UpdatedAt = happened.Time,
        Sequence = 0,
        Timestamps = new Dictionary<string, DateTimeOffset> { [InfraAgent.Contracts.Status.Accepted] = happened.Time },
    };

    static DeploymentStatus Accept(DeploymentStatus status, DeploymentEvent happened, EventData data)
    {
        var run = new RunStatus
        {
            RunId = happened.RunId!.Value,
            Kind = data.Kind!,
            Phase = data.Phase ?? data.Status ?? "queued",
            Revision = happened.Revision,
            Actor = happened.Actor,
            StartedAt = happened.Time,
        };
        if (run.Kind == RunKind.DriftScan)
            return status with { Scan = run };

        // What the last run found says nothing about this one.
        status = status with { Run = run, Failure = null, Findings = [] };
        return status with
        {
            Environment = happened.Environment,
            Runtime = data.Runtime ?? status.Runtime,
            Cloud = data.Cloud ?? status.Cloud,
            Plan = run.Kind == RunKind.Generate ? status.Plan : null,
            Costs = run.Kind == RunKind.Generate ? status.Costs : status.Costs.Where(c => c.Key != "plan").ToDictionary(),
            Checks = run.Kind is RunKind.Generate ? [] : status.Checks,
        };
    }

    static DeploymentStatus Progress(DeploymentStatus status, Guid runId, DeploymentEvent happened, EventData data)
    {
        if (status.Scan?.RunId == runId)
            return happened.Type == EventType.RunFinished
                ? status with { Scan = null }
                : status with { Scan = Advance(status.Scan, happened, data) };
        return status.Run?.RunId == runId ? status with { Run = Advance(status.Run, happened, data) } : status;
    }

    static RunStatus Advance(RunStatus run, DeploymentEvent happened, EventData data)
    {
        var moved = data.Phase is not null && data.Phase != run.Phase;
        return run with
        {
            Phase = data.Phase ?? run.Phase,
            Revision = happened.Revision ?? run.Revision,
            Position = data.Position,
            WaitingOn = data.WaitingOn,
            Done = data.Done ?? (moved ? null : run.Done),
            Total = data.Total ?? (moved ? null : run.Total),
            LogsRef = data.LogsRef ?? run.LogsRef,
            Outcome = data.Outcome ?? run.Outcome,
            FinishedAt = happened.Type == EventType.RunFinished ? happened.Time : run.FinishedAt,
        };
    }

    static Dictionary<string, DateTimeOffset> Stamp(IReadOnlyDictionary<string, DateTimeOffset> stamps, string word, DateTimeOffset at) =>
        new(stamps) { [word] = at };

    static IReadOnlyList<Check> Merge(IReadOnlyList<Check> known, IReadOnlyList<Check> made) =>
        [.. known.Where(k => made.All(m => m.Name != k.Name)), .. made];

    static SortedDictionary<string, T> Merge<T>(IReadOnlyDictionary<string, T> known, IReadOnlyDictionary<string, T> made)
    {
        var stages = new SortedDictionary<string, T>(known.ToDictionary(), StringComparer.Ordinal);
        foreach (var (stage, value) in made) stages[stage] = value;
        return stages;
    }

    static IReadOnlyList<Condition> Set(IReadOnlyList<Condition> known, Condition set) =>
        [.. known.Where(k => k.Type != set.Type), set];
}
