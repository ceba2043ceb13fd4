using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using MassTransit;

namespace InfraAgent.Drift;

public sealed class ScanDriftConsumer(JobQueue queue) : IConsumer<ScanDrift>
{
    public Task Consume(ConsumeContext<ScanDrift> context) => queue.EnqueueAsync(
        JobQueues.Drift, JobSteps.Scan, context.Message.Target.Environment, context.Message, context, context.CancellationToken);
}
