using MassTransit;
using MassTransit.Configuration;

namespace InfraAgent.Hosting.Messaging;

/// <summary>One turn at a time for each key, first come first served; over all endpoints and in-process dispatches of the process.</summary>
sealed class Turns
{
    readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    public async Task<Turn> TakeAsync(string key, CancellationToken cancel)
    {
        Turn? turn;
        lock (_turns)
        {
            if (!_turns.TryGetValue(key, out turn)) _turns[key] = turn = new Turn(this, key);
            turn.Users++;
        }
        try
        {
            await turn.Free.WaitAsync(cancel);
            return turn;
        }
        catch
        {
            Forget(turn);
            throw;
        }
    }

    void Forget(Turn turn)
    {
        lock (_turns)
            if (--turn.Users == 0) _turns.Remove(turn.Key);
    }

    public sealed class Turn(Turns turns, string key) : IDisposable
    {
        internal string Key { get; } = key;
        internal int Users { get; set; }
        internal SemaphoreSlim Free { get; } = new(1, 1);

        public void Dispose()
        {
            Free.Release();
            turns.Forget(this);
        }
    }
}

/// <summary>Messages about the same deployment reach a saga one after the other: they would only lose the race for its version.
/// Between processes the version decides.</summary>
sealed class TurnFilter<T>(Turns turns) : IFilter<ConsumeContext<T>>
    where T : class
{
    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        if (OrderKey<T>.Of(context.Message) is not { } key)
        {
            await next.Send(context);
            return;
        }
        using var turn = await turns.TakeAsync(key, context.CancellationToken);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("turn");
}

sealed class TurnObserver(Turns turns) : ISagaConfigurationObserver
{
    public void SagaConfigured<TSaga>(ISagaConfigurator<TSaga> configurator)
        where TSaga : class, ISaga
    {
    }

    public void StateMachineSagaConfigured<TInstance>(ISagaConfigurator<TInstance> configurator, SagaStateMachine<TInstance> stateMachine)
        where TInstance : class, ISaga, SagaStateMachineInstance
    {
    }

    public void SagaMessageConfigured<TSaga, TMessage>(ISagaMessageConfigurator<TSaga, TMessage> configurator)
        where TSaga : class, ISaga
        where TMessage : class => configurator.Message(message => message.UseFilter(new TurnFilter<TMessage>(turns)));
}
