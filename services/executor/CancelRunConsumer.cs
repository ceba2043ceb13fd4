using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using MassTransit;

namespace InfraAgent.Executor;

public sealed class CancelRunConsumer(JobQueue queue) : IConsumer<CancelRun>
{
    public Task Consume(ConsumeContext<CancelRun> context) =>
        queue.CancelAsync(JobQueues.Executor, context.Message, context, context.CancellationToken);
}
