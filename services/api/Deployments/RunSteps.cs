using System.Text.Json;
using InfraAgent.Api.Status;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using InfraAgent.Hosting.Telemetry;
using MassTransit;

namespace InfraAgent.Api.Deployments;

using static InfraAgent.Contracts.Status;

/// <summary>How runs begin and end. A run ends exactly once: its row gets an outcome, the saga has no live run any more,
/// and <c>run_finished</c> carries the whole summary.</summary>
static class RunSteps
{
    public static EventActivityBinder<DeploymentState, T> BeginRun<T>(this EventActivityBinder<DeploymentState, T> when) where T : class, IDeploymentCommand =>
        when.ThenAsync(async x =>
        {
            var run = x.Admission().Run!;
            if (x.Message is RequestGeneration generation)
                x.Adopt(generation.Body);
            if (x.Saga.ScanId is not null)
                await x.EndScanAsync(RunOutcome.Cancelled, new EventData { Reason = "A run that changes the deployment began; the scan yielded." }, cancelWork: true);

            var saga = x.Saga;
            saga.RunId = run.RunId;
            saga.RunKind = run.Kind;
            saga.RunDigest = run.Digest;
            saga.RunRevision = run.Revision;
            saga.RunActor = run.Actor.Name;
            saga.RunActorVia = run.Actor.Via;
            saga.RunStartedAt = x.NowMs();
            saga.PlanOnly = run.PlanOnly;
            saga.Attempt = 1;
            saga.PlanDigest = null;
            saga.PlanHasChanges = false;
            saga.ApprovedDigest = null;
            saga.ApproveBy = null;
            saga.FourEyes = false;
            saga.ApplyBegan = false;
            if (run.Generates)
                saga.LastRevision = run.Revision!.Value;
            x.AddRun(run);
            await x.LogAsync(EventType.RunAccepted, new EventData
            {
                Kind = run.Kind,
                Status = run.Generates ? InfraAgent.Contracts.Status.Generating : StatusWord.For(saga, Queued),
                Phase = run.Generates ? "generating" : "queued",
                Runtime = saga.Runtime,
                Cloud = saga.Cloud,
                Digest = run.Digest,
            });
        });

    static void Adopt(this BehaviorContext<DeploymentState> x, GenerateRequest body)
    {
        x.Saga.DeploymentId = body.DeploymentId;
        x.Saga.Environment = body.Environment;
        x.Saga.Runtime = body.Runtime;
        x.Saga.Cloud = body.TemplateSpec.GetProperty("cloud").GetString() ?? "";
    }

    static void AddRun(this BehaviorContext<DeploymentState> x, NewRun run) => x.Service<AgentDb>().Add(new RunRow
    {
        RunId = run.RunId,
        DeploymentId = x.Saga.DeploymentId,
        Kind = run.Kind,
        Revision = run.Revision,
        Actor = run.Actor.Name,
        Waivers = Waivers.Write(run.Waivers),
        StartedAt = x.NowMs(),
    });

    public static EventActivityBinder<DeploymentState, T> FinishGenerated<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(x => x.FinishAsync(RunOutcome.Succeeded, Generated));

    public static EventActivityBinder<DeploymentState, T> FinishPlanned<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(x => x.FinishAsync(RunOutcome.Succeeded, Planned));

    public static EventActivityBinder<DeploymentState, BundleRefused> FinishRefused(this EventActivityBinder<DeploymentState, BundleRefused> when) =>
        when.ThenAsync(async x =>
        {
            (await x.RunAsync()).Findings = JsonSerializer.Serialize(x.Message.Findings, Json.Options);
            var revision = await x.RevisionAsync();
            await x.CountViolationsAsync(x.Message.Findings, revision.PolicyProfile);
            // Nobody reads a refused request again, and what is wrong with it may be a secret in it.
            revision.Request = "{}";
            revision.Waivers = null;
            await x.FinishAsync(RunOutcome.Rejected, Rejected, new EventData
            {
                Findings = x.Message.Findings, Reason = "The specification cannot be built as written.",
            });
        });

    public static EventActivityBinder<DeploymentState, T> FinishRejected<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(x => x.FinishAsync(RunOutcome.Rejected, Rejected, new EventData { Reason = "Policy says no; see findings." }));

    public static EventActivityBinder<DeploymentState, RejectPlan> FinishRejectedByPerson(this EventActivityBinder<DeploymentState, RejectPlan> when) =>
        when.ThenAsync(async x =>
        {
            await x.LogAsync(EventType.PlanRejected, new EventData { Digest = x.Message.Body.PlanDigest, Reason = x.Message.Body.Reason }, x.Message.Actor);
            await x.CancelWorkAsync();
            await x.FinishAsync(RunOutcome.Rejected, Rejected, new EventData { Reason = $"{x.Message.Actor.Name} rejected the plan." });
        });

    public static EventActivityBinder<DeploymentState, PlanJudged> FinishWaiverEnded(this EventActivityBinder<DeploymentState, PlanJudged> when) =>
        when.ThenAsync(async x => await x.FinishAsync(RunOutcome.Rejected, Rejected, new EventData
        {
            Reason = $"What would be applied passed its checks by a waiver that ended at {Rfc3339.Text((await x.WaivedUntilAsync())!.Value)}, so it is not applied. Ask again with what was waived mended, or with a waiver that lasts.",
        }));

    public static EventActivityBinder<DeploymentState, StageOverdue> FinishUnapproved(this EventActivityBinder<DeploymentState, StageOverdue> when) =>
        when.ThenAsync(async x =>
        {
            var message = $"Nobody approved the plan before {Rfc3339.Text(x.Message.DueAt)}, so it is not applied. Deploy again and have the new plan approved.";
            await x.LogAsync(EventType.ApprovalExpired, new EventData { Digest = x.Saga.PlanDigest, Reason = message }, Actor.Agent);
            await x.CancelWorkAsync();
            await x.FinishAsync(RunOutcome.Rejected, Rejected, new EventData { Reason = message, Failure = new Failure { Stage = "approval", Message = message, Retryable = true } });
        });

    public static EventActivityBinder<DeploymentState, DeploymentVerified> FinishVerified(this EventActivityBinder<DeploymentState, DeploymentVerified> when) =>
        when.ThenAsync(async x =>
        {
            var healthy = x.Message.Health == "healthy";
            var now = x.Service<TimeProvider>().GetUtcNow();
            x.Saga.ServingRevision = x.Saga.RunRevision;
            if (healthy)
                (await x.RevisionAsync()).HealthyAt = now.ToUnixTimeMilliseconds();
            var word = !healthy ? Degraded : x.Saga.RunKind == RunKind.Rollback ? RolledBack : InfraAgent.Contracts.Status.Healthy;
            await x.FinishAsync(RunOutcome.Succeeded, word, new EventData
            {
                Outputs = x.Message.Outputs,
                Serving = new Serving(x.Saga.RunRevision!.Value, x.Message.Health, now),
                Reason = x.Message.Reason,
                LogsRef = x.Message.LogsRef,
                Condition = new Condition("Healthy", healthy ? "true" : "false", x.Message.Reason ?? "Verified", now),
            });
        });

    public static EventActivityBinder<DeploymentState, T> FinishDestroyed<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(x =>
        {
            x.Saga.ServingRevision = null;
            x.Saga.DeployedRevision = null;
            return x.FinishAsync(RunOutcome.Succeeded, Destroyed, new EventData { ServingEnded = true, Outputs = new Dictionary<string, Output>() });
        });

    public static EventActivityBinder<DeploymentState, StageFailed> FinishFailed(this EventActivityBinder<DeploymentState, StageFailed> when) =>
        when.ThenAsync(x => x.FinishAsync(RunOutcome.Failed, Failed, new EventData { Failure = x.Message.Failure, LogsRef = x.Message.Failure.LogsRef }));

    public static EventActivityBinder<DeploymentState, Fault<T>> FinishFaulted<T>(this EventActivityBinder<DeploymentState, Fault<T>> when, string stage) where T : class =>
        when.ThenAsync(async x =>
        {
            await x.CancelWorkAsync();
            await x.FinishAsync(RunOutcome.Failed, Failed, new EventData { Failure = Faulted(stage, x.Message) });
        });

    public static EventActivityBinder<DeploymentState, Fault<T>> FinishUnknown<T>(this EventActivityBinder<DeploymentState, Fault<T>> when, string stage) where T : class =>
        when.ThenAsync(async x =>
        {
            await x.CancelWorkAsync();
            await x.FinishAsync(RunOutcome.NeedsAttention, NeedsAttention, new EventData { Failure = Faulted(stage, x.Message) });
        });

    public static EventActivityBinder<DeploymentState, StageOverdue> FinishSilent(this EventActivityBinder<DeploymentState, StageOverdue> when, string stage) =>
        when.ThenAsync(x => x.FinishAsync(RunOutcome.Failed, Failed, new EventData
        {
            Failure = new Failure
            {
                Stage = stage, Retryable = true,
                Message = $"The {stage} worker did not answer after {Deadlines.MostResends + 1} requests. See that the service is running and can reach the broker, then ask again.",
            },
        }));

    public static EventActivityBinder<DeploymentState, PlanOutdated> FinishUncertain(this EventActivityBinder<DeploymentState, PlanOutdated> when) =>
        when.ThenAsync(x => x.FinishAsync(RunOutcome.NeedsAttention, NeedsAttention, new EventData
        {
            Failure = new Failure
            {
                Stage = "apply", Retryable = true, LogsRef = x.Message.LogsRef,
                Message = $"The world changed under every one of {Deadlines.MostPlans + 1} plans; the last reason: {x.Message.Reason}. Find out who else changes it, then deploy again.",
            },
        }));

    public static EventActivityBinder<DeploymentState, T> FinishCancelled<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(x =>
        {
            // The executor knows what its run began. Where it is not asked (a plan that came just then, a person who decides) an apply of an
            // earlier attempt may have been lost on its way.
            var changed = x.Message switch
            {
                RunCancelled cancelled => cancelled.Changed,
                PlanOutdated outdated => outdated.ApplyLost || outdated.Attempt > 1,
                _ => x.Saga.ApplyBegan,
            };
            return x.FinishAsync(RunOutcome.Cancelled, Cancelled, new EventData
            {
                Reason = changed
                    ? "Cancelled after the apply had begun: part of the plan may be in the world and in the state. Deploy or roll back to reach a known revision."
                    : "Cancelled before anything was changed.",
                LogsRef = (x.Message as RunCancelled)?.LogsRef,
            }, changed);
        });

    /// <param name="changed">Something of the run may be in the world although it did not succeed.</param>
    static async Task FinishAsync(this BehaviorContext<DeploymentState> x, string outcome, string word, EventData? data = null, bool changed = false)
    {
        data ??= new EventData();
        var saga = x.Saga;
        var run = await x.RunAsync();
        var now = x.NowMs();
        run.FinishedAt = now;
        run.Outcome = outcome;
        run.Status = word;
        run.Failure = data.Failure is null ? run.Failure : JsonSerializer.Serialize(data.Failure, Json.Options);

        var uncertain = outcome is not RunOutcome.Succeeded && (changed || saga.ApplyBegan && outcome is not RunOutcome.Cancelled);
        if (uncertain && saga.ServingRevision is { } serving)
            data = data with { Serving = new Serving(serving, "unknown", DateTimeOffset.FromUnixTimeMilliseconds(now)) };
        await x.LogAsync(EventType.RunFinished, data with
        {
            Kind = saga.RunKind, Status = word, Phase = "finished", Outcome = outcome, DurationMs = now - saga.RunStartedAt,
        });
        saga.RunId = null;
        saga.RunDigest = null;
    }

    // Scans.

    public static EventActivityBinder<DeploymentState, RequestDriftScan> BeginScan(this EventActivityBinder<DeploymentState, RequestDriftScan> when) =>
        when.ThenAsync(async x =>
        {
            var run = x.Admission().Run!;
            x.Saga.ScanId = run.RunId;
            x.Saga.ScanDigest = run.Digest;
            x.Saga.ScanActor = run.Actor.Name;
            x.Saga.ScanActorVia = run.Actor.Via;
            x.Saga.ScanRevision = run.Revision;
            x.Saga.ScanScope = run.Scope is null ? null : JsonSerializer.Serialize(run.Scope, Json.Options);
            x.Saga.ScanStartedAt = x.NowMs();
            x.AddRun(run);
            await x.LogScanAsync(EventType.RunAccepted, new EventData { Kind = run.Kind, Phase = "queued" });
        });

    public static EventActivityBinder<DeploymentState, T> ScanDrift<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(async x =>
        {
            x.Saga.ScanDueAt = x.NowMs() + (long)x.Service<Deadlines>().Executor.TotalMilliseconds;
            await x.Publish(new ScanDrift
            {
                DeploymentId = x.Saga.DeploymentId,
                RunId = x.Saga.ScanId!.Value,
                Target = await x.TargetAsync(x.Saga.ScanRevision),
                Scope = x.Saga.ScanScope is null ? null : JsonSerializer.Deserialize<List<string>>(x.Saga.ScanScope, Json.Options),
            });
        });

    public static EventActivityBinder<DeploymentState, StageOverdue> ScanDriftAgain(this EventActivityBinder<DeploymentState, StageOverdue> when) => when.ScanDrift();

    public static EventActivityBinder<DeploymentState, RunProgressed> ReportScanProgress(this EventActivityBinder<DeploymentState, RunProgressed> when) =>
        when.ThenAsync(x => x.LogScanAsync(EventType.RunProgressed, new EventData { Phase = x.Message.Phase, Position = x.Message.Position, WaitingOn = x.Message.WaitingOn }));

    public static EventActivityBinder<DeploymentState, DriftScanned> FinishScan(this EventActivityBinder<DeploymentState, DriftScanned> when) =>
        when.ThenAsync(async x =>
        {
            var now = DateTimeOffset.FromUnixTimeMilliseconds(x.NowMs());
            var wasDrifted = x.Saga.CurrentState == nameof(DeploymentStateMachine.Drifted);
            var drift = new DriftStatus
            {
                Drifted = x.Message.Drifted, ScannedAt = now, RunId = x.Message.RunId, Resources = x.Message.Resources, LogsRef = x.Message.LogsRef,
            };
            if (x.Message.Drifted)
            {
                var (telemetry, environment, runtime) = (x.Service<AgentTelemetry>(), x.Saga.Environment, x.Saga.Runtime);
                x.Service<AgentDb>().AfterCommit(() => telemetry.DriftDetected(environment, runtime));
                await x.LogScanAsync(EventType.DriftDetected, new EventData { Drift = drift });
            }
            else if (wasDrifted)
            {
                await x.LogScanAsync(EventType.DriftCleared, new EventData { Drift = drift });
            }
            var settles = x.Saga.CurrentState is nameof(DeploymentStateMachine.Healthy) or nameof(DeploymentStateMachine.Degraded) or nameof(DeploymentStateMachine.RolledBack);
            await x.EndScanAsync(RunOutcome.Succeeded, new EventData
            {
                Drift = drift,
                LogsRef = x.Message.LogsRef,
                Status = x.Message.Drifted && settles ? InfraAgent.Contracts.Status.Drifted : !x.Message.Drifted && wasDrifted ? InfraAgent.Contracts.Status.Healthy : null,
                Condition = new Condition("Drifted", x.Message.Drifted ? "true" : "false", x.Message.Drifted ? "ResourcesDiffer" : "AsDeclared", now),
            });
        });

    public static EventActivityBinder<DeploymentState, StageFailed> FinishScanFailed(this EventActivityBinder<DeploymentState, StageFailed> when) =>
        when.ThenAsync(x => x.EndScanAsync(RunOutcome.Failed, new EventData { Failure = x.Message.Failure, LogsRef = x.Message.Failure.LogsRef }));

    public static EventActivityBinder<DeploymentState, RunCancelled> FinishScanCancelled(this EventActivityBinder<DeploymentState, RunCancelled> when) =>
        when.ThenAsync(x => x.EndScanAsync(RunOutcome.Cancelled, new EventData()));

    public static EventActivityBinder<DeploymentState, Fault<ScanDrift>> FinishScanFaulted(this EventActivityBinder<DeploymentState, Fault<ScanDrift>> when) =>
        when.ThenAsync(x => x.EndScanAsync(RunOutcome.Failed, new EventData { Failure = Faulted("drift_scan", x.Message) }));

    static async Task EndScanAsync(this BehaviorContext<DeploymentState> x, string outcome, EventData data, bool cancelWork = false)
    {
        var now = x.NowMs();
        var scan = x.Saga.ScanId!.Value;
        var run = await x.RunAsync(scan);
        run.FinishedAt = now;
        run.Outcome = outcome;
        run.Status = StatusWord.Of(x.Saga);
        run.Failure = data.Failure is null ? null : JsonSerializer.Serialize(data.Failure, Json.Options);
        if (cancelWork)
            await x.Publish(new CancelScan { DeploymentId = x.Saga.DeploymentId, RunId = scan, Reason = data.Reason });
        // A scan that failed is the scan's failure, not the deployment's.
        await x.LogScanAsync(EventType.RunFinished, data with
        {
            Kind = RunKind.DriftScan, Phase = "finished", Outcome = outcome, DurationMs = now - x.Saga.ScanStartedAt, Failure = null,
            Reason = data.Reason ?? data.Failure?.Message,
        });
        x.Saga.ScanId = null;
        x.Saga.ScanDigest = null;
        x.Saga.ScanDueAt = null;
    }

    static Task LogScanAsync(this BehaviorContext<DeploymentState> x, string type, EventData data) =>
        x.Service<EventLog>().AppendAsync(x.Saga, type, data, x.Saga.ScanId, x.Saga.ScanRevision, x.Saga.Scanner, x.CancellationToken);

    static Task CancelWorkAsync(this BehaviorContext<DeploymentState> x) =>
        x.Publish(new CancelRun { DeploymentId = x.Saga.DeploymentId, RunId = x.Saga.RunId!.Value, Attempt = x.Saga.Attempt });

    // An exception's text may hold anything, so only its type leaves; the log of the service has the rest.
    static Failure Faulted<T>(string stage, Fault<T> fault) where T : class => new()
    {
        Stage = stage,
        Retryable = true,
        Message = $"The {stage} worker failed unexpectedly ({fault.Exceptions.FirstOrDefault()?.ExceptionType ?? "unknown"}); fault {fault.FaultId} in its log. Ask again once the cause is mended.",
    };

    public static long NowMs(this PipeContext x) => x.Service<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds();
}
