using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using MassTransit;

namespace InfraAgent.Drift;

/// <summary>A scan yields to a run that changes the deployment.</summary>
public sealed class CancelScanConsumer(JobQueue queue) : IConsumer<CancelScan>
{
    public Task Consume(ConsumeContext<CancelScan> context) =>
        queue.CancelAsync(JobQueues.Drift, context.Message, context, context.CancellationToken);
}
