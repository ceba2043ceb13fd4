using System.Text.Json;
using InfraAgent.Api.Edge;
using InfraAgent.Api.Status;
using InfraAgent.Api.TerraformState;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Api.Deployments;

using static InfraAgent.Contracts.Status;

/// <summary>What the table does while a run is under way: take commands, send worker commands, write down outcomes.</summary>
static class DeploymentSteps
{
    const string BundleReport = "bundle", PlanReport = "plan";

    public static T Service<T>(this PipeContext context) where T : notnull =>
        context.TryGetPayload<IServiceProvider>(out var provider)
            ? provider.GetRequiredService<T>()
            : context.GetPayload<IServiceScope>().ServiceProvider.GetRequiredService<T>();

    public static Admission Admission(this PipeContext context) => context.Service<Admission>();

    public static EventActivityBinder<DeploymentState, T> Admit<T>(this EventActivityBinder<DeploymentState, T> when) where T : class, IDeploymentCommand =>
        when.ThenAsync(x => x.TryGetPayload<AnswerSlot>(out _) ? x.DecideAsync(x.Message) : x.DecideFromBusAsync(x.Message)).Then(x => x.Answer(x.Admission().Answer!));

    static Task DecideAsync(this BehaviorContext<DeploymentState> x, IDeploymentCommand message) => message switch
    {
        RequestGeneration command => x.Admission().GenerateAsync(x.Saga, command, x.CancellationToken),
        RequestDeployment command => x.Admission().DeployAsync(x.Saga, command, x.CancellationToken),
        RequestRollback command => x.Admission().RollbackAsync(x.Saga, command, x.CancellationToken),
        RequestDestruction command => x.Admission().DestroyAsync(x.Saga, command, x.CancellationToken),
        RequestDriftScan command => x.Admission().ScanAsync(x.Saga, command, x.CancellationToken),
        RequestCancellation command => x.Admission().CancelAsync(x.Saga, command, x.CancellationToken),
        ApprovePlan command => x.Admission().ApproveAsync(x.Saga, command, x.CancellationToken),
        RejectPlan command => x.Admission().RejectAsync(x.Saga, command, x.CancellationToken),
        _ => throw new InvalidOperationException($"{message.GetType().Name} is not a command of the saga."),
    };

    // No edge has seen it: it is held against the same rules here, and only then compared and decided.
    static Task DecideFromBusAsync(this BehaviorContext<DeploymentState> x, IDeploymentCommand message)
    {
        var (command, problem, word) = BusCommands.Read(message);
        if (command is not null)
            return x.DecideAsync(command);
        x.Service<ILogger<Admission>>().LogWarning("A {Command} that came over the bus is refused: {Reason}", word, problem!.Detail);
        x.Admission().Refuse(message, word, problem);
        return Task.CompletedTask;
    }

    public static Task AnswerNotFound<T>(this ConsumeContext<T> context, T command) where T : class, IDeploymentCommand
    {
        context.Answer(new Answer { Refusal = Problems.NotFound($"Deployment '{command.DeploymentId}' is not known here. POST /generate makes it.") });
        return Task.CompletedTask;
    }

    static void Answer(this PipeContext context, Answer answer)
    {
        // A command that came as a message has nobody waiting for its answer.
        if (context.TryGetPayload<AnswerSlot>(out var slot))
            slot.Answer = answer;
    }

    public static EventActivityBinder<DeploymentState> SetDeadline(this EventActivityBinder<DeploymentState> enter) =>
        enter.Then(x => { x.Saga.Resends = 0; SetDue(x, x.Saga); });

    public static EventActivityBinder<DeploymentState, T> SetDeadline<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.Then(x => SetDue(x, x.Saga));

    static void SetDue(PipeContext context, DeploymentState saga) =>
        saga.DueAt = saga.CurrentState == nameof(DeploymentStateMachine.AwaitingApproval) ? saga.ApproveBy
            : context.Service<Deadlines>().For(saga.CurrentState, saga.Resends) is { } time
            ? context.Service<TimeProvider>().GetUtcNow().ToUnixTimeMilliseconds() + (long)time.TotalMilliseconds
            : null;

    public static EventActivityBinder<DeploymentState, T> CountResend<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.Then(x => x.Saga.Resends++);

    // Worker commands. Each is built from the saga and the revision's row alone, so that sending it again is the same command.

    public static EventActivityBinder<DeploymentState, T> GenerateBundle<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(async x =>
        {
            var revision = await x.RevisionAsync();
            var request = JsonSerializer.Deserialize<GenerateRequest>(revision.Request, Json.Options)!;
            await x.Publish(new GenerateBundle
            {
                DeploymentId = x.Saga.DeploymentId,
                RunId = x.Saga.RunId!.Value,
                Attempt = x.Saga.Attempt,
                Revision = revision.Number,
                Environment = request.Environment,
                Runtime = request.Runtime,
                TemplateSpec = request.TemplateSpec,
                Parameters = request.Parameters,
                Labels = request.Labels,
                Standards = revision.ReadStandards(),
                RequestDigest = revision.ContentDigest,
            });
        });

    public static EventActivityBinder<DeploymentState, T> JudgeBundle<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(async x =>
        {
            var revision = await x.RevisionAsync();
            var request = JsonSerializer.Deserialize<GenerateRequest>(revision.Request, Json.Options)!;
            var status = await x.Service<StatusReader>().TrackedAsync(x.Saga.DeploymentId, x.CancellationToken);
            await x.Publish(new JudgeBundle
            {
                DeploymentId = x.Saga.DeploymentId,
                RunId = x.Saga.RunId!.Value,
                Attempt = x.Saga.Attempt,
                Revision = revision.Number,
                Environment = revision.Environment,
                Runtime = revision.Runtime,
                PolicyProfile = revision.PolicyProfile,
                TemplateSpec = request.TemplateSpec,
                Parameters = request.Parameters,
                Labels = request.Labels,
                Bundle = revision.ReadBundle(),
                Waivers = await x.WaiversAsync(),
                Requester = x.Saga.Requester,
                Cost = request.Cost,
                PreviousReport = status.Reports.GetValueOrDefault(BundleReport),
            });
        });

    public static EventActivityBinder<DeploymentState, T> PlanDeployment<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(async x =>
        {
            if (x.Saga.CurrentState != nameof(DeploymentStateMachine.Planning))
            {
                await x.LogAsync(EventType.RunProgressed, new EventData { Status = StatusWord.For(x.Saga, Queued), Phase = "queued" });
                // From now on the state is this run's: what an earlier one still writes is a stray, and a lock it left may be taken over.
                await StateEpochs.BeginAsync(x.Service<AgentDb>(), x.Saga.DeploymentId, x.Saga.RunId!.Value, 0, x.CancellationToken);
            }
            await x.Publish(new PlanDeployment
            {
                DeploymentId = x.Saga.DeploymentId, RunId = x.Saga.RunId!.Value, Attempt = x.Saga.Attempt, Target = await x.TargetAsync(),
            });
        });

    public static EventActivityBinder<DeploymentState, T> JudgePlan<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(async x =>
        {
            var revision = await x.RevisionAsync();
            var request = JsonSerializer.Deserialize<GenerateRequest>(revision.Request, Json.Options)!;
            var status = await x.Service<StatusReader>().TrackedAsync(x.Saga.DeploymentId, x.CancellationToken);
            await x.Publish(new JudgePlan
            {
                DeploymentId = x.Saga.DeploymentId,
                RunId = x.Saga.RunId!.Value,
                Attempt = x.Saga.Attempt,
                Environment = revision.Environment,
                Runtime = revision.Runtime,
                PolicyProfile = revision.PolicyProfile,
                PlanDigest = x.Saga.PlanDigest!,
                Changes = status.Plan!.Changes,
                Destroy = x.Saga.RunKind == RunKind.Destroy,
                Bundle = revision.ReadBundle(),
                TemplateSpec = request.TemplateSpec,
                Cost = request.Cost,
                Waivers = await x.WaiversAsync(),
                Requester = x.Saga.Requester,
                PreviousReport = status.Reports.GetValueOrDefault(PlanReport),
            });
        });

    public static EventActivityBinder<DeploymentState, T> ApplyPlan<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(async x =>
        {
            if (x.Saga.CurrentState != nameof(DeploymentStateMachine.Applying))
            {
                x.Saga.ApplyBegan = true;
                x.Saga.DeployedRevision = x.Saga.RunRevision;
                await x.LogAsync(EventType.ApplyStarted, new EventData
                {
                    Status = StatusWord.For(x.Saga, Applying), Phase = "queued", Digest = x.Saga.PlanDigest,
                });
            }
            await x.Publish(new ApplyPlan
            {
                DeploymentId = x.Saga.DeploymentId, RunId = x.Saga.RunId!.Value, Attempt = x.Saga.Attempt,
                Target = await x.TargetAsync(), PlanDigest = x.Saga.PlanDigest!,
            });
        });

    public static EventActivityBinder<DeploymentState, T> VerifyDeployment<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(async x =>
        {
            if (x.Saga.CurrentState != nameof(DeploymentStateMachine.Verifying))
                await x.LogAsync(EventType.RunProgressed, new EventData { Status = StatusWord.For(x.Saga, Verifying), Phase = "queued" });
            // A plan without changes deploys too: what is in the world is this revision.
            x.Saga.DeployedRevision = x.Saga.RunRevision;
            await x.Publish(new VerifyDeployment
            {
                DeploymentId = x.Saga.DeploymentId, RunId = x.Saga.RunId!.Value, Attempt = x.Saga.Attempt, Target = await x.TargetAsync(),
            });
        });

    public static EventActivityBinder<DeploymentState, T> CancelRun<T>(this EventActivityBinder<DeploymentState, T> when) where T : class =>
        when.ThenAsync(x => x.Publish(new CancelRun { DeploymentId = x.Saga.DeploymentId, RunId = x.Saga.RunId!.Value, Attempt = x.Saga.Attempt }));

    // Outcomes on the way.

    public static EventActivityBinder<DeploymentState, BundleGenerated> RecordBundle(this EventActivityBinder<DeploymentState, BundleGenerated> when) =>
        when.ThenAsync(async x =>
        {
            var revision = await x.RevisionAsync();
            revision.Bundle = JsonSerializer.Serialize(x.Message.Bundle, Json.Options);
            await x.LogAsync(EventType.BundleGenerated, new EventData
            {
                Phase = "checking", Digest = x.Message.Bundle.Digest, Artifacts = x.Message.Bundle.Files,
                // Not before: the generator is who looks for secrets in them.
                Labels = JsonSerializer.Deserialize<GenerateRequest>(revision.Request, Json.Options)!.Labels,
            });
        });

    public static EventActivityBinder<DeploymentState, BundleJudged> RecordVerdict(this EventActivityBinder<DeploymentState, BundleJudged> when) =>
        when.ThenAsync(async x =>
        {
            var run = await x.RunAsync();
            run.Findings = JsonSerializer.Serialize(x.Message.Findings, Json.Options);
            run.Checks = JsonSerializer.Serialize(x.Message.Checks, Json.Options);
            // Incomplete: a check could not be made here (its tool is missing). It is listed as not run, and the executor needs the tool anyway.
            if (!x.Message.Refused)
            {
                var revision = await x.RevisionAsync();
                revision.Usable = true;
                revision.WaivedUntil = x.Message.WaivedUntil?.ToUnixTimeMilliseconds();
                x.Saga.Revision = x.Saga.RunRevision;
            }
            await x.CountViolationsAsync(x.Message.Findings, x.Message.Profile);
            await x.AuditWaiversAsync(x.Message.Waivers);
            await x.LogAsync(EventType.BundleJudged, new EventData
            {
                Verdict = x.Message.Verdict, Refused = x.Message.Refused ? true : null, Checks = x.Message.Checks, Findings = x.Message.Findings, Waivers = Used(x.Message.Waivers),
                Reports = Reported(BundleReport, x.Message.Report), Costs = Estimated(BundleReport, x.Message.Cost, x.Saga.RunRevision),
            });
        });

    static IReadOnlyList<WaiverUse>? Used(IReadOnlyList<WaiverUse> uses) => uses.Count == 0 ? null : uses;

    static Dictionary<string, CostEstimate>? Estimated(string stage, CostEstimate? cost, int? revision) => cost is null ? null : new() { [stage] = cost with { Revision = revision } };

    static Dictionary<string, ArtifactRef>? Reported(string stage, ArtifactRef? report) => report is null ? null : new() { [stage] = report };

    public static EventActivityBinder<DeploymentState, RunProgressed> ReportProgress(this EventActivityBinder<DeploymentState, RunProgressed> when) =>
        when.ThenAsync(x => x.LogAsync(
            x.Message.Phase == "applying" && x.Message.Done is not null ? EventType.ApplyProgressed : EventType.RunProgressed,
            new EventData
            {
                // Queued, planning and so on are status words too; a cancel or an apply that was announced keeps its word.
                Status = x.Saga.CurrentState == nameof(DeploymentStateMachine.Planning) ? StatusWord.For(x.Saga, x.Message.Phase) : null,
                Phase = x.Message.Phase,
                Position = x.Message.Position,
                WaitingOn = x.Message.WaitingOn,
                Done = x.Message.Done,
                Total = x.Message.Total,
            }));

    public static EventActivityBinder<DeploymentState, PlanMade> RecordPlan(this EventActivityBinder<DeploymentState, PlanMade> when) =>
        when.ThenAsync(async x =>
        {
            x.Saga.PlanDigest = x.Message.PlanDigest;
            x.Saga.PlanHasChanges = x.Message.HasChanges;
            (await x.RunAsync()).PlanDigest = x.Message.PlanDigest;
            // The same plan again is still the one that was approved.
            var known = (await x.Service<StatusReader>().TrackedAsync(x.Saga.DeploymentId, x.CancellationToken)).Plan;
            var approved = x.Saga.ApprovedDigest == x.Message.PlanDigest && known?.Digest == x.Message.PlanDigest ? known : null;
            await x.LogAsync(EventType.PlanMade, new EventData
            {
                Status = StatusWord.For(x.Saga, InfraAgent.Contracts.Status.Planning),
                Phase = "judging",
                Digest = x.Message.PlanDigest,
                LogsRef = x.Message.LogsRef,
                Plan = new PlanStatus
                {
                    Digest = x.Message.PlanDigest, Summary = x.Message.Summary, Revision = x.Saga.RunRevision!.Value, Changes = x.Message.Changes,
                    ApprovalRequired = approved is not null, ApprovalExpiresAt = approved?.ApprovalExpiresAt, FourEyes = approved?.FourEyes ?? false,
                    ApprovedBy = approved?.ApprovedBy, ApprovedAt = approved?.ApprovedAt,
                },
            });
        });

    public static EventActivityBinder<DeploymentState, PlanJudged> RecordPlanVerdict(this EventActivityBinder<DeploymentState, PlanJudged> when) =>
        when.ThenAsync(async x =>
        {
            var run = await x.RunAsync();
            run.Findings = JsonSerializer.Serialize(x.Message.Findings, Json.Options);
            await x.CountViolationsAsync(x.Message.Findings, x.Message.Profile);
            await x.AuditWaiversAsync(x.Message.Waivers);
            var status = await x.Service<StatusReader>().TrackedAsync(x.Saga.DeploymentId, x.CancellationToken);
            await x.LogAsync(EventType.PlanJudged, new EventData
            {
                Verdict = x.Message.Verdict, Refused = x.Message.Refused ? true : null, Digest = x.Message.PlanDigest, Checks = x.Message.Checks, Findings = x.Message.Findings, Waivers = Used(x.Message.Waivers),
                Reports = Reported(PlanReport, x.Message.Report),
                Costs = Estimated(PlanReport, x.Message.Cost, x.Saga.RunRevision), Plan = x.Message.Cost is { } cost ? status.Plan! with { Cost = cost.Summary } : null,
            });
        });

    public static EventActivityBinder<DeploymentState, PlanJudged> RequestApproval(this EventActivityBinder<DeploymentState, PlanJudged> when) =>
        when.ThenAsync(async x =>
        {
            var status = await x.Service<StatusReader>().TrackedAsync(x.Saga.DeploymentId, x.CancellationToken);
            var end = x.Service<TimeProvider>().GetUtcNow() + x.Message.ApproveWithin;
            // What passed by a waiver is not applied without it.
            if (await x.WaivedUntilAsync() is { } waived && !(end < waived))
                end = waived;
            x.Saga.ApproveBy = end?.ToUnixTimeMilliseconds();
            x.Saga.FourEyes = x.Message.FourEyes;
            await x.LogAsync(EventType.ApprovalRequested, new EventData
            {
                Status = AwaitingApproval, Phase = AwaitingApproval, Digest = x.Message.PlanDigest,
                Plan = status.Plan! with
                {
                    ApprovalRequired = true, FourEyes = x.Message.FourEyes, ApprovedBy = null, ApprovedAt = null,
                    ApprovalExpiresAt = x.Saga.ApproveBy is { } by ? DateTimeOffset.FromUnixTimeMilliseconds(by) : null,
                },
            });
        });

    public static EventActivityBinder<DeploymentState, ApprovePlan> RecordApproval(this EventActivityBinder<DeploymentState, ApprovePlan> when) =>
        when.ThenAsync(async x =>
        {
            x.Saga.ApprovedDigest = x.Message.Body.PlanDigest;
            var status = await x.Service<StatusReader>().TrackedAsync(x.Saga.DeploymentId, x.CancellationToken);
            await x.LogAsync(EventType.PlanApproved, new EventData
            {
                Digest = x.Message.Body.PlanDigest,
                Reason = x.Message.Body.Reason,
                Plan = status.Plan! with { ApprovalRequired = true, ApprovedBy = x.Message.Actor, ApprovedAt = x.Service<TimeProvider>().GetUtcNow() },
            }, x.Message.Actor);
        });

    public static EventActivityBinder<DeploymentState, RequestCancellation> RecordCancellation(this EventActivityBinder<DeploymentState, RequestCancellation> when) =>
        when.ThenAsync(x => x.LogAsync(EventType.CancelRequested, new EventData
        {
            Status = x.Saga.CurrentState is nameof(DeploymentStateMachine.Planning) or nameof(DeploymentStateMachine.Applying) or nameof(DeploymentStateMachine.Verifying)
                ? Cancelling : null,
            Reason = x.Message.Body.Reason,
        }, x.Message.Actor));

    public static EventActivityBinder<DeploymentState, PlanApplied> RecordApply(this EventActivityBinder<DeploymentState, PlanApplied> when) =>
        when.ThenAsync(x => x.LogAsync(EventType.PlanApplied, new EventData { Digest = x.Message.PlanDigest, LogsRef = x.Message.LogsRef }));

    public static EventActivityBinder<DeploymentState, PlanOutdated> RecordOutdated(this EventActivityBinder<DeploymentState, PlanOutdated> when) =>
        when.ThenAsync(async x =>
        {
            await x.LogAsync(EventType.PlanOutdated, new EventData
            {
                Digest = x.Message.PlanDigest, Reason = x.Message.Reason, LogsRef = x.Message.LogsRef, Attempt = x.Saga.Attempt,
            });
            x.Saga.Attempt++;
        });
}
