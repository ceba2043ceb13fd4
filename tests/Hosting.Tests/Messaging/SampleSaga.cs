using InfraAgent.Contracts;
using MassTransit;

namespace InfraAgent.Hosting.Tests.Messaging;

public sealed class RunState : SagaStateMachineInstance, ISagaVersion
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public string DeploymentId { get; set; } = "";
    public int Pokes { get; set; }
    /// <summary>Numbers of the pokes in the order in which they came.</summary>
    public string PokeOrder { get; set; } = "";
    public string? Failure { get; set; }
    public Guid? TimeoutToken { get; set; }
    public int Version { get; set; }
}

public sealed class RunStateMachine : MassTransitStateMachine<RunState>
{
    public RunStateMachine()
    {
        InstanceState(x => x.CurrentState);
        Event(() => Started, x => x.CorrelateById(m => DeploymentKey.From(m.Message.DeploymentId)));
        Event(() => StepDone, x => x.CorrelateById(m => DeploymentKey.From(m.Message.DeploymentId)));
        Event(() => StepFailed, x => x.CorrelateById(m => DeploymentKey.From(m.Message.Message.DeploymentId)));
        Event(() => Poked, x => x.CorrelateById(m => DeploymentKey.From(m.Message.DeploymentId)));
        Schedule(() => Timeout, x => x.TimeoutToken, s => s.Received = e => e.CorrelateById(m => DeploymentKey.From(m.Message.DeploymentId)));

        Initially(
            When(Started)
                .Then(x => x.Saga.DeploymentId = x.Message.DeploymentId)
                .Then(x => Reply(x, "started"))
                .If(x => x.Message.TimeoutMs > 0, x => x.Schedule(Timeout, c => new RunTimeout { DeploymentId = c.Saga.DeploymentId }, c => TimeSpan.FromMilliseconds(c.Message.TimeoutMs)))
                .Publish(x => new DoStep { DeploymentId = x.Saga.DeploymentId, RunId = x.Saga.CorrelationId, Step = 1 })
                .TransitionTo(Working));

        During(Working,
            Ignore(StepDone, x => x.Message.Step is < 1 or > 2),
            When(StepDone, x => x.Message.Step == 1)
                .Publish(x => new DoStep { DeploymentId = x.Saga.DeploymentId, RunId = x.Saga.CorrelationId, Step = 2 }),
            When(StepDone, x => x.Message.Step == 2)
                .Unschedule(Timeout)
                .Publish(x => new RunEnded { DeploymentId = x.Saga.DeploymentId, Outcome = "done" })
                .TransitionTo(Done),
            When(StepFailed)
                .Then(x => x.Saga.Failure = x.Message.Exceptions[0].Message)
                .Unschedule(Timeout)
                .TransitionTo(Failed),
            When(Timeout.Received)
                .TransitionTo(TimedOut));

        During([Working, Done, Failed, TimedOut], When(Started).Then(x => Reply(x, "joined")));
        During([Done, Failed, TimedOut], Ignore(StepDone), Ignore(StepFailed), Ignore(Timeout.Received));

        DuringAny(
            When(Poked)
                .Then(x =>
                {
                    if (x.Message.Refuse) throw new InvalidOperationException("Poke refused.");
                    x.Saga.Pokes++;
                    x.Saga.PokeOrder += x.Message.Number + " ";
                }));
    }

    public State Working { get; } = null!;
    public State Done { get; } = null!;
    public State Failed { get; } = null!;
    public State TimedOut { get; } = null!;

    public Event<StartRun> Started { get; } = null!;
    public Event<StepDone> StepDone { get; } = null!;
    public Event<Fault<DoStep>> StepFailed { get; } = null!;
    public Event<Poke> Poked { get; } = null!;
    public Schedule<RunState, RunTimeout> Timeout { get; } = null!;

    static void Reply(BehaviorContext<RunState> context, string text)
    {
        if (context.TryGetPayload<Answer>(out var answer)) answer.Text = text;
    }
}
