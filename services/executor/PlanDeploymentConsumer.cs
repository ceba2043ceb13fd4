using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using MassTransit;

namespace InfraAgent.Executor;

public sealed class PlanDeploymentConsumer(JobQueue queue) : IConsumer<PlanDeployment>
{
    public Task Consume(ConsumeContext<PlanDeployment> context) => queue.EnqueueAsync(
        JobQueues.Executor, JobSteps.Plan, context.Message.Target.Environment, context.Message, context, context.CancellationToken);
}
