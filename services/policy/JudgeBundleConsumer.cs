using InfraAgent.Contracts;
using InfraAgent.Policy.Bundles;
using MassTransit;

namespace InfraAgent.Policy;

/// <summary>Judges a bundle. Every verdict is an answer; a store that cannot be reached is a fault.</summary>
public sealed class JudgeBundleConsumer(BundleJudge judge) : IConsumer<JudgeBundle>
{
    public async Task Consume(ConsumeContext<JudgeBundle> context) =>
        await context.Publish(await judge.JudgeAsync(context.Message, context.CancellationToken));
}
