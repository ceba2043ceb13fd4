using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using MassTransit;

namespace InfraAgent.Executor;

public sealed class VerifyDeploymentConsumer(JobQueue queue) : IConsumer<VerifyDeployment>
{
    public Task Consume(ConsumeContext<VerifyDeployment> context) => queue.EnqueueAsync(
        JobQueues.Executor, JobSteps.Verify, context.Message.Target.Environment, context.Message, context, context.CancellationToken);
}
