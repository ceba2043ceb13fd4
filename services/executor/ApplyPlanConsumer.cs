using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using MassTransit;

namespace InfraAgent.Executor;

public sealed class ApplyPlanConsumer(JobQueue queue) : IConsumer<ApplyPlan>
{
    public Task Consume(ConsumeContext<ApplyPlan> context) => queue.EnqueueAsync(
        JobQueues.Executor, JobSteps.Apply, context.Message.Target.Environment, context.Message, context, context.CancellationToken);
}
