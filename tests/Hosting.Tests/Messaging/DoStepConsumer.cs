using InfraAgent.Hosting.Database;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace InfraAgent.Hosting.Tests.Messaging;

/// <summary>Works with a database and without. The deployment's name says how it behaves: <c>stuck-…</c> never answers, <c>poison-…</c> always
/// throws, <c>impatient-…</c> throws a cancellation of its own, <c>slow-…</c> takes a while.</summary>
public sealed class DoStepConsumer(IServiceProvider provider) : IConsumer<DoStep>
{
    public async Task Consume(ConsumeContext<DoStep> context)
    {
        var command = context.Message;
        if (command.DeploymentId.StartsWith("stuck", StringComparison.Ordinal)) return;
        if (command.DeploymentId.StartsWith("poison", StringComparison.Ordinal)) throw new InvalidOperationException("The step cannot be done.");
        if (command.DeploymentId.StartsWith("impatient", StringComparison.Ordinal)) throw new TaskCanceledException("The request took too long.");
        if (command.DeploymentId.StartsWith("slow", StringComparison.Ordinal)) await Task.Delay(20, context.CancellationToken);

        if (provider.GetService<AgentDb>() is { } db)
            db.Add(new Effect { DeploymentId = command.DeploymentId, Step = command.Step, At = DateTimeOffset.UtcNow });
        await context.Publish(new StepDone { DeploymentId = command.DeploymentId, RunId = command.RunId, Step = command.Step });
    }
}
