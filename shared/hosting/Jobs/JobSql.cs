using InfraAgent.Hosting.Database;
using Microsoft.EntityFrameworkCore;

namespace InfraAgent.Hosting.Jobs;

#pragma warning disable EF1002 // What is put into the text is this file's own dialect words; every value is a parameter.

/// <summary>The few statements that must be one step in the database, written for PostgreSQL and SQLite.
/// Every time is the database's own clock, so that replicas need not agree on the hour.</summary>
sealed class JobSql
{
    readonly bool _postgres;
    readonly string _now;

    public JobSql(AgentDb db)
    {
        _postgres = db.Kind == DatabaseKind.PostgreSql;
        _now = db.Clock.Sql;
    }

    /// <summary>Takes the next job that may run: one that was lost by its worker, else the oldest queued one whose deployment and environment have room.</summary>
    public async Task<Job?> ClaimAsync(AgentDb db, string queue, List<string> steps, string worker, JobOptions options, CancellationToken cancel)
    {
        var lease = (long)options.Lease.TotalMilliseconds;
        var grace = (long)options.Grace.TotalMilliseconds;
        var expired = await db.Clock.NowMsAsync(db, cancel) - grace;
        // Most looks find nothing: they cost one read and no lock.
        if (!await db.Set<Job>().AnyAsync(j => j.Queue == queue && steps.Contains(j.Step)
            && (j.State == JobStates.Queued || (j.State == JobStates.Running && j.LeaseUntil < expired)), cancel)) return null;

        List<object> values = [queue, worker, lease, grace];
        // While versions are mixed, a step that only newer workers know waits for one of them.
        var known = string.Join(", ", steps.Select(step =>
        {
            values.Add(step);
            return $"{{{values.Count - 1}}}";
        }));
        var limit = LimitSql(options, values);
        var epoch = $"""coalesce((SELECT max(e."LeaseEpoch") FROM job e WHERE e."DeploymentId" = job."DeploymentId"), 0) + 1""";
        var claim = $$"""
            UPDATE job SET
                "State" = 'running', "Worker" = {1}, "LeaseUntil" = {{_now}} + {2}, "ClaimedAt" = {{_now}}, "Version" = "Version" + 1,
                "LeaseEpoch" = {{(_postgres ? "greatest" : "max")}}({{epoch}}, {{_now}}),
                "Takeovers" = "Takeovers" + CASE WHEN "State" = 'running' THEN 1 ELSE 0 END
            WHERE "JobId" = (
                SELECT j."JobId" FROM job j
                WHERE j."Queue" = {0} AND j."Step" IN ({{known}})
                  AND (j."State" = 'queued' OR (j."State" = 'running' AND j."LeaseUntil" + {3} < {{_now}}))
                  AND NOT EXISTS (SELECT 1 FROM job_queue q WHERE q."Queue" = j."Queue" AND q."Paused")
                  AND NOT EXISTS (SELECT 1 FROM job r WHERE r."Queue" = j."Queue" AND r."DeploymentId" = j."DeploymentId"
                                  AND r."State" = 'running' AND r."JobId" <> j."JobId")
                  {{limit}}
                ORDER BY CASE WHEN j."State" = 'running' THEN 0 ELSE 1 END, j."RunQueuedAt", j."QueuedAt", j."JobId"
                LIMIT 1 {{(_postgres ? "FOR UPDATE OF j SKIP LOCKED" : "")}})
            RETURNING *
            """;
        if (!_postgres) return await db.WriteAsync(async () => One(await db.Set<Job>().FromSqlRaw(claim, [.. values]).AsNoTracking().ToListAsync(cancel)), cancel);

        // The environment's limit counts rows, so claims of one queue must see each other: they take turns. A claim takes a millisecond, a job seconds.
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var turn = await db.Database.BeginTransactionAsync(cancel);
            await db.Database.ExecuteSqlRawAsync("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || '/jobs/' || {0}, 0))", [queue], cancel);
            var claimed = One(await db.Set<Job>().FromSqlRaw(claim, [.. values]).AsNoTracking().ToListAsync(cancel));
            await turn.CommitAsync(cancel);
            return claimed;
        });
    }

    static Job? One(List<Job> jobs) => jobs.Count == 0 ? null : jobs[0];

    static string LimitSql(JobOptions options, List<object> values)
    {
        if (options.EnvironmentLimit is null && options.EnvironmentLimits.Count == 0) return "";
        var cases = string.Join(" ", options.EnvironmentLimits.Select(limit =>
        {
            values.Add(limit.Key);
            values.Add((long)limit.Value);
            return $"WHEN {{{values.Count - 2}}} THEN {{{values.Count - 1}}}";
        }));
        values.Add((long)(options.EnvironmentLimit ?? int.MaxValue));
        var other = $"{{{values.Count - 1}}}";
        var limit = cases.Length == 0 ? other : $"CASE j.\"Environment\" {cases} ELSE {other} END";
        return $"""
            AND (SELECT count(*) FROM job r WHERE r."Queue" = j."Queue" AND r."Environment" = j."Environment"
                 AND r."State" = 'running' AND r."JobId" <> j."JobId") < {limit}
            """;
    }

    /// <summary>Renews the lease. Null when the job is not ours any more; else whether a cancellation was asked for.</summary>
    public async Task<bool?> HeartbeatAsync(AgentDb db, Job job, TimeSpan lease, CancellationToken cancel)
    {
        var rows = await db.WriteAsync(() => db.Database.SqlQueryRaw<bool>($$"""
            UPDATE job SET "LeaseUntil" = {{_now}} + {2}
            WHERE "JobId" = {0} AND "LeaseEpoch" = {1} AND "State" = 'running' RETURNING "CancelRequested" AS "Value"
            """, job.JobId, job.LeaseEpoch, (long)lease.TotalMilliseconds).ToListAsync(cancel), cancel);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Records that the tool may change something from now on. False when the job is not ours any more, or is to be cancelled.</summary>
    public async Task<bool> StartAsync(AgentDb db, Job job, CancellationToken cancel) =>
        await db.WriteAsync(() => db.Database.ExecuteSqlRawAsync($$"""
            UPDATE job SET "Started" = {2}, "StartedAt" = {{_now}}, "Version" = "Version" + 1
            WHERE "JobId" = {0} AND "LeaseEpoch" = {1} AND "State" = 'running' AND NOT "CancelRequested"
            """, [job.JobId, job.LeaseEpoch, true], cancel), cancel) == 1;

    /// <summary>Ends the leases of earlier incarnations of this worker, which are proven dead: their jobs need not wait for lease and grace.</summary>
    public Task<int> ReleaseAsync(AgentDb db, string queue, string worker, string incarnation, CancellationToken cancel) =>
        db.WriteAsync(() => db.Database.ExecuteSqlRawAsync("""
            UPDATE job SET "LeaseUntil" = 0
            WHERE "Queue" = {0} AND "State" = 'running' AND "Worker" LIKE {1} AND "Worker" <> {2}
            """, [queue, worker + "/%", incarnation], cancel), cancel);
}
