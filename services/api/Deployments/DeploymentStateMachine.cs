using InfraAgent.Contracts;
using MassTransit;

namespace InfraAgent.Api.Deployments;

/// <summary>The one decision-maker: one instance per deployment. Read it as a table; the steps are in <see cref="DeploymentSteps"/>
/// and <see cref="RunSteps"/>, the rules for taking a command in <see cref="Admission"/>.</summary>
public sealed class DeploymentStateMachine : MassTransitStateMachine<DeploymentState>
{
    public DeploymentStateMachine()
    {
        InstanceState(x => x.CurrentState);
        SetCompletedWhenFinalized();
        CorrelateCommands();
        CorrelateOutcomes();
        CorrelateFaults();

        WhenEnterAny(x => x.SetDeadline());

        // A command is admitted in any state or refused with the reason; what is not admitted changes nothing.
        Initially(
            When(GenerationRequested).Admit().IfElse(Begins,
                x => x.BeginRun().GenerateBundle().TransitionTo(Generating),
                x => x.Finalize()));
        DuringAny(
            When(GenerationRequested).Admit().If(Begins, x => x.BeginRun().GenerateBundle().TransitionTo(Generating)),
            When(DeploymentRequested).Admit().If(Begins, x => x.IfElse(Generates,
                g => g.BeginRun().GenerateBundle().TransitionTo(Generating),
                p => p.BeginRun().PlanDeployment().TransitionTo(Planning))),
            When(RollbackRequested).Admit().If(Begins, x => x.BeginRun().PlanDeployment().TransitionTo(Planning)),
            When(DestructionRequested).Admit().If(Begins, x => x.BeginRun().PlanDeployment().TransitionTo(Planning)),
            When(DriftScanRequested).Admit().If(Begins, x => x.BeginScan().ScanDrift()),
            When(PlanApprovalGiven).Admit().If(Accepted, x => x.RecordApproval().ApplyPlan().TransitionTo(Applying)),
            When(PlanRejectionGiven).Admit().If(Accepted, x => x.FinishRejectedByPerson().TransitionTo(Rejected)),
            When(CancellationRequested).Admit().If(Accepted, x => x.RecordCancellation().CancelRun().IfElse(ExecutorAtWork,
                w => w.TransitionTo(Cancelling),
                n => n.FinishCancelled().TransitionTo(Cancelled))));

        During(Generating,
            When(BundleGenerated, IsLive).RecordBundle().JudgeBundle().TransitionTo(CheckingBundle),
            When(BundleRefused, IsLive).FinishRefused().TransitionTo(Rejected),
            When(GenerationFaulted, FaultIsLive).FinishFaulted("generate").TransitionTo(Failed),
            When(Overdue, IsOverdue).IfElse(MayResend,
                x => x.CountResend().GenerateBundle().SetDeadline(),
                x => x.FinishSilent("generate").TransitionTo(Failed)));

        During(CheckingBundle,
            When(BundleJudged, IsLive).RecordVerdict().IfElse(x => x.Message.Refused,
                x => x.FinishRejected().TransitionTo(Rejected),
                x => x.IfElse(OnlyGenerates,
                    g => g.FinishGenerated().TransitionTo(Generated),
                    d => d.PlanDeployment().TransitionTo(Planning))),
            When(BundleJudgementFaulted, FaultIsLive).FinishFaulted("check").TransitionTo(Failed),
            When(Overdue, IsOverdue).IfElse(MayResend,
                x => x.CountResend().JudgeBundle().SetDeadline(),
                x => x.FinishSilent("check").TransitionTo(Failed)));

        During(Planning,
            When(Progressed, IsOf("planning")).ReportProgress(),
            When(PlanMade, IsLive).RecordPlan().JudgePlan().TransitionTo(JudgingPlan),
            When(StageFailed, IsLive).FinishFailed().TransitionTo(Failed),
            When(PlanningFaulted, FaultIsLive).FinishFaulted("plan").TransitionTo(Failed),
            When(RunCancelled, IsLive).FinishCancelled().TransitionTo(Cancelled),
            When(Overdue, IsOverdue).CountResend().PlanDeployment().SetDeadline());

        During(JudgingPlan,
            When(PlanJudged, IsLive).RecordPlanVerdict()
                .IfElse(x => x.Message.Refused,
                    x => x.FinishRejected().TransitionTo(Rejected),
                    x => x.IfElse(OnlyPlans,
                        p => p.FinishPlanned().TransitionTo(Planned),
                        g => g.IfElse(NothingToApply,
                            n => n.IfElse(Destroys,
                                d => d.FinishDestroyed().TransitionTo(Destroyed),
                                v => v.VerifyDeployment().TransitionTo(Verifying)),
                            c => c.IfElseAsync(WaiverEndedAsync,
                                e => e.FinishWaiverEnded().TransitionTo(Rejected),
                                a => a.IfElse(NeedsApproval,
                                    w => w.RequestApproval().TransitionTo(AwaitingApproval),
                                    y => y.ApplyPlan().TransitionTo(Applying)))))),
            When(PlanJudgementFaulted, FaultIsLive).FinishFaulted("judge").TransitionTo(Failed),
            When(Overdue, IsOverdue).IfElse(MayResend,
                x => x.CountResend().JudgePlan().SetDeadline(),
                x => x.FinishSilent("judge").TransitionTo(Failed)));

        // Only to have it decided in time: whoever decides is a command, above.
        During(AwaitingApproval,
            When(Overdue, IsOverdue).FinishUnapproved().TransitionTo(Rejected));

        During(Applying,
            When(Progressed, IsOf("applying")).ReportProgress(),
            When(PlanApplied, IsLive).RecordApply().IfElse(Destroys,
                d => d.FinishDestroyed().TransitionTo(Destroyed),
                v => v.VerifyDeployment().TransitionTo(Verifying)),
            When(PlanOutdated, IsLive).RecordOutdated().IfElse(MayPlanAgain,
                x => x.PlanDeployment().TransitionTo(Planning),
                x => x.FinishUncertain().TransitionTo(NeedsAttention)),
            When(StageFailed, IsLive).FinishFailed().TransitionTo(Failed),
            When(ApplyFaulted, FaultIsLive).FinishUnknown("apply").TransitionTo(NeedsAttention),
            When(RunCancelled, IsLive).FinishCancelled().TransitionTo(Cancelled),
            When(Overdue, IsOverdue).CountResend().ApplyPlan().SetDeadline());

        During(Verifying,
            When(Progressed, IsOf("verifying")).ReportProgress(),
            When(Verified, IsLive).FinishVerified()
                .IfElse(x => x.Message.Health != "healthy",
                    x => x.TransitionTo(Degraded),
                    x => x.IfElse(RollsBack, r => r.TransitionTo(RolledBack), h => h.TransitionTo(Healthy))),
            When(StageFailed, IsLive).FinishFailed().TransitionTo(Failed),
            When(VerificationFaulted, FaultIsLive).FinishFaulted("verify").TransitionTo(Failed),
            When(RunCancelled, IsLive).FinishCancelled().TransitionTo(Cancelled),
            When(Overdue, IsOverdue).CountResend().VerifyDeployment().SetDeadline());

        // An outcome that was on its way when the cancel came stands; the executor answers for what it stopped.
        During(Cancelling,
            When(Progressed, IsLive).ReportProgress(),
            When(RunCancelled, IsLive).FinishCancelled().TransitionTo(Cancelled),
            When(PlanMade, IsLive).FinishCancelled().TransitionTo(Cancelled),
            When(PlanApplied, IsLive).RecordApply().IfElse(Destroys,
                d => d.FinishDestroyed().TransitionTo(Destroyed),
                v => v.VerifyDeployment().TransitionTo(Verifying)),
            When(PlanOutdated, IsLive).RecordOutdated().FinishCancelled().TransitionTo(Cancelled),
            When(Verified, IsLive).FinishVerified().IfElse(x => x.Message.Health != "healthy",
                x => x.TransitionTo(Degraded),
                x => x.IfElse(RollsBack, r => r.TransitionTo(RolledBack), h => h.TransitionTo(Healthy))),
            When(StageFailed, IsLive).FinishFailed().TransitionTo(Failed),
            When(Overdue, IsOverdue).CountResend().CancelRun().SetDeadline());

        // A scan runs beside the states above and never blocks them.
        DuringAny(
            When(DriftScanned, IsScan).FinishScan()
                .If(FoundDrift, x => x.TransitionTo(Drifted))
                .If(FoundRecovery, x => x.TransitionTo(Healthy)),
            When(ScanFaulted, x => x.Saga.ScanId == x.Message.Message.RunId).FinishScanFaulted());
        During(Resting,
            When(Progressed, IsScan).ReportScanProgress(),
            When(StageFailed, IsScan).FinishScanFailed(),
            When(RunCancelled, IsScan).FinishScanCancelled(),
            When(Overdue, ScanIsOverdue).ScanDriftAgain());

        // Late and repeated outcomes, by name: what a state no longer, or not yet, waits for.
        Late(BundleGenerated, Generating);
        Late(BundleRefused, Generating);
        Late(GenerationFaulted, Generating);
        Late(BundleJudged, CheckingBundle);
        Late(BundleJudgementFaulted, CheckingBundle);
        Late(PlanMade, Planning, Cancelling);
        Late(PlanningFaulted, Planning);
        Late(PlanJudged, JudgingPlan);
        Late(PlanJudgementFaulted, JudgingPlan);
        Late(PlanApplied, Applying, Cancelling);
        Late(PlanOutdated, Applying, Cancelling);
        Late(ApplyFaulted, Applying);
        Late(Verified, Verifying, Cancelling);
        Late(VerificationFaulted, Verifying);
        Late(CancellationFaulted);
        Late(StageFailed, [Planning, Applying, Verifying, Cancelling, .. Resting]);
        Late(RunCancelled, [Planning, Applying, Verifying, Cancelling, .. Resting]);
        Late(Progressed, [Planning, Applying, Verifying, Cancelling, .. Resting]);
        Late(Overdue, [Generating, CheckingBundle, Planning, JudgingPlan, AwaitingApproval, Applying, Verifying, Cancelling, .. Resting]);
    }

    // Working states: somebody owes an outcome.
    public State Generating { get; } = null!;
    public State CheckingBundle { get; } = null!;
    public State Planning { get; } = null!;
    public State JudgingPlan { get; } = null!;
    public State AwaitingApproval { get; } = null!;
    public State Applying { get; } = null!;
    public State Verifying { get; } = null!;
    public State Cancelling { get; } = null!;

    // Resting states: nothing is live but, perhaps, a scan.
    public State Generated { get; } = null!;
    public State Rejected { get; } = null!;
    public State Planned { get; } = null!;
    public State Healthy { get; } = null!;
    public State Degraded { get; } = null!;
    public State Drifted { get; } = null!;
    public State RolledBack { get; } = null!;
    public State Cancelled { get; } = null!;
    public State Destroyed { get; } = null!;
    public State Failed { get; } = null!;
    public State NeedsAttention { get; } = null!;

    State[] Working => [Generating, CheckingBundle, Planning, JudgingPlan, AwaitingApproval, Applying, Verifying, Cancelling];
    State[] Resting => [Generated, Rejected, Planned, Healthy, Degraded, Drifted, RolledBack, Cancelled, Destroyed, Failed, NeedsAttention];

    public Event<RequestGeneration> GenerationRequested { get; } = null!;
    public Event<RequestDeployment> DeploymentRequested { get; } = null!;
    public Event<RequestRollback> RollbackRequested { get; } = null!;
    public Event<RequestDestruction> DestructionRequested { get; } = null!;
    public Event<RequestDriftScan> DriftScanRequested { get; } = null!;
    public Event<RequestCancellation> CancellationRequested { get; } = null!;
    public Event<ApprovePlan> PlanApprovalGiven { get; } = null!;
    public Event<RejectPlan> PlanRejectionGiven { get; } = null!;
    public Event<StageOverdue> Overdue { get; } = null!;

    public Event<BundleGenerated> BundleGenerated { get; } = null!;
    public Event<BundleRefused> BundleRefused { get; } = null!;
    public Event<BundleJudged> BundleJudged { get; } = null!;
    public Event<RunProgressed> Progressed { get; } = null!;
    public Event<PlanMade> PlanMade { get; } = null!;
    public Event<PlanJudged> PlanJudged { get; } = null!;
    public Event<PlanApplied> PlanApplied { get; } = null!;
    public Event<PlanOutdated> PlanOutdated { get; } = null!;
    public Event<DeploymentVerified> Verified { get; } = null!;
    public Event<StageFailed> StageFailed { get; } = null!;
    public Event<RunCancelled> RunCancelled { get; } = null!;
    public Event<DriftScanned> DriftScanned { get; } = null!;

    public Event<Fault<GenerateBundle>> GenerationFaulted { get; } = null!;
    public Event<Fault<JudgeBundle>> BundleJudgementFaulted { get; } = null!;
    public Event<Fault<PlanDeployment>> PlanningFaulted { get; } = null!;
    public Event<Fault<JudgePlan>> PlanJudgementFaulted { get; } = null!;
    public Event<Fault<ApplyPlan>> ApplyFaulted { get; } = null!;
    public Event<Fault<VerifyDeployment>> VerificationFaulted { get; } = null!;
    public Event<Fault<CancelRun>> CancellationFaulted { get; } = null!;
    public Event<Fault<ScanDrift>> ScanFaulted { get; } = null!;

    static bool Begins<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Admission().Run is not null;
    static bool Accepted<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Admission().Accepted;
    static bool Generates<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Admission().Run!.Generates;
    static bool IsLive<T>(BehaviorContext<DeploymentState, T> x) where T : class, IRunMessage =>
        x.Saga.RunId == x.Message.RunId && (x.Message.Attempt == x.Saga.Attempt || x.Message is RunCancelled);
    static bool FaultIsLive<T>(BehaviorContext<DeploymentState, Fault<T>> x) where T : class, IRunMessage =>
        x.Saga.RunId == x.Message.Message.RunId && x.Saga.Attempt == x.Message.Message.Attempt;
    static bool IsScan<T>(BehaviorContext<DeploymentState, T> x) where T : class, IRunMessage => x.Saga.ScanId == x.Message.RunId;
    // Progress is not ordered with outcomes: what the last stage still says must not be taken for this one.
    static StateMachineCondition<DeploymentState, RunProgressed> IsOf(string phase) => x => IsLive(x) && (x.Message.Phase == phase || x.Message.Phase == "queued");
    static bool IsOverdue(BehaviorContext<DeploymentState, StageOverdue> x) =>
        x.Saga.RunId == x.Message.RunId && x.Saga.CurrentState == x.Message.State && x.Saga.DueAt == x.Message.DueAt;
    static bool ScanIsOverdue(BehaviorContext<DeploymentState, StageOverdue> x) =>
        x.Saga.ScanId == x.Message.RunId && x.Saga.ScanDueAt == x.Message.DueAt;
    static bool MayResend<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Saga.Resends < Deadlines.MostResends;
    static bool MayPlanAgain<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Saga.Attempt <= Deadlines.MostPlans;
    static bool OnlyGenerates<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Saga.RunKind == RunKind.Generate;
    static bool OnlyPlans<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Saga.PlanOnly;
    static bool NothingToApply<T>(BehaviorContext<DeploymentState, T> x) where T : class => !x.Saga.PlanHasChanges;
    static bool Destroys<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Saga.RunKind == RunKind.Destroy;
    static bool RollsBack<T>(BehaviorContext<DeploymentState, T> x) where T : class => x.Saga.RunKind == RunKind.Rollback;
    static bool NeedsApproval(BehaviorContext<DeploymentState, PlanJudged> x) =>
        x.Message.ApprovalRequired && (x.Saga.ApprovedDigest != x.Message.PlanDigest || x.Saga.ApproveBy <= x.NowMs());
    static async Task<bool> WaiverEndedAsync(BehaviorContext<DeploymentState, PlanJudged> x) => (await x.WaivedUntilAsync())?.ToUnixTimeMilliseconds() <= x.NowMs();
    bool ExecutorAtWork<T>(BehaviorContext<DeploymentState, T> x) where T : class =>
        x.Saga.CurrentState is nameof(Planning) or nameof(Applying) or nameof(Verifying);
    bool FoundDrift(BehaviorContext<DeploymentState, DriftScanned> x) =>
        x.Message.Drifted && !x.Saga.IsLive
        && x.Saga.CurrentState is (nameof(Healthy) or nameof(Degraded) or nameof(RolledBack));
    bool FoundRecovery(BehaviorContext<DeploymentState, DriftScanned> x) =>
        !x.Message.Drifted && x.Saga.CurrentState == nameof(Drifted);

    void Late<T>(Event<T> outcome, params State[] expectedIn) where T : class =>
        During([.. Working.Concat(Resting).Except(expectedIn)], Ignore(outcome));

    void CorrelateCommands()
    {
        Command(() => GenerationRequested);
        Command(() => DeploymentRequested);
        Command(() => RollbackRequested);
        Command(() => DestructionRequested);
        Command(() => DriftScanRequested);
        Command(() => CancellationRequested);
        Command(() => PlanApprovalGiven);
        Command(() => PlanRejectionGiven);
        Event(() => Overdue, x => { x.CorrelateById(m => DeploymentKey.From(m.Message.DeploymentId)); x.OnMissingInstance(m => m.Discard()); });
    }

    void Command<T>(System.Linq.Expressions.Expression<Func<Event<T>>> property) where T : class, IDeploymentCommand =>
        Event(property, x =>
        {
            x.CorrelateById(m => DeploymentKey.From(m.Message.DeploymentId));
            x.OnMissingInstance(m => m.Execute(c => c.AnswerNotFound(c.Message)));
        });

    void CorrelateOutcomes()
    {
        Outcome(() => BundleGenerated);
        Outcome(() => BundleRefused);
        Outcome(() => BundleJudged);
        Outcome(() => Progressed);
        Outcome(() => PlanMade);
        Outcome(() => PlanJudged);
        Outcome(() => PlanApplied);
        Outcome(() => PlanOutdated);
        Outcome(() => Verified);
        Outcome(() => StageFailed);
        Outcome(() => RunCancelled);
        Outcome(() => DriftScanned);
    }

    void Outcome<T>(System.Linq.Expressions.Expression<Func<Event<T>>> property) where T : class, IRunMessage =>
        Event(property, x => { x.CorrelateById(m => DeploymentKey.From(m.Message.DeploymentId)); x.OnMissingInstance(m => m.Discard()); });

    void CorrelateFaults()
    {
        Faulted(() => GenerationFaulted);
        Faulted(() => BundleJudgementFaulted);
        Faulted(() => PlanningFaulted);
        Faulted(() => PlanJudgementFaulted);
        Faulted(() => ApplyFaulted);
        Faulted(() => VerificationFaulted);
        Faulted(() => CancellationFaulted);
        Faulted(() => ScanFaulted);
    }

    void Faulted<T>(System.Linq.Expressions.Expression<Func<Event<Fault<T>>>> property) where T : class, IRunMessage =>
        Event(property, x => { x.CorrelateById(m => DeploymentKey.From(m.Message.Message.DeploymentId)); x.OnMissingInstance(m => m.Discard()); });
}
