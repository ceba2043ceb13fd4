using System.Text.Json;
using InfraAgent.Contracts;
using MassTransit;

namespace InfraAgent.Hosting.Jobs;

/// <summary>Writes an outcome into its row and sends it from there, so that the first and the tenth sending are the same.</summary>
static class JobOutcomes
{
    static readonly Dictionary<string, Type> Types = new Type[]
    {
        typeof(PlanMade), typeof(PlanApplied), typeof(PlanOutdated), typeof(DeploymentVerified), typeof(DriftScanned),
        typeof(StageFailed), typeof(RunCancelled),
    }.ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static void Record(Job job, IRunMessage outcome, long now)
    {
        var type = outcome.GetType();
        if (!Types.ContainsKey(type.Name)) throw new ArgumentException($"{type.Name} is not an outcome of a job.", nameof(outcome));
        job.State = JobStates.Done;
        job.DoneAt = now;
        job.OutcomeType = type.Name;
        job.Outcome = JsonSerializer.Serialize(outcome, type, Json.Options);
        job.LeaseUntil = 0;
        job.Version++;
    }

    public static Task PublishAsync(Job job, IPublishEndpoint publish, CancellationToken cancel)
    {
        if (job.OutcomeType is null || job.Outcome is null || !Types.TryGetValue(job.OutcomeType, out var type))
            throw new InvalidOperationException($"Job {job.JobId} has no outcome that this version knows ('{job.OutcomeType}').");
        return publish.Publish(JsonSerializer.Deserialize(job.Outcome, type, Json.Options)!, type, cancel);
    }
}
