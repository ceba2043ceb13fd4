using InfraAgent.Contracts;
using InfraAgent.Policy.Plans;
using MassTransit;

namespace InfraAgent.Policy;

/// <summary>Judges a masked plan. Every verdict is an answer; a store that cannot be reached is a fault.</summary>
public sealed class JudgePlanConsumer(PlanJudge judge) : IConsumer<JudgePlan>
{
    public async Task Consume(ConsumeContext<JudgePlan> context) =>
        await context.Publish(await judge.JudgeAsync(context.Message, context.CancellationToken));
}
