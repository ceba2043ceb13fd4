using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Runs;
using Microsoft.Extensions.Options;

namespace InfraAgent.Executor;

/// <summary>Makes the plan. It changes nothing, so a plan whose worker died is simply made again.</summary>
public sealed class PlanJob(RunWorkspaces workspaces, IEnumerable<IRuntime> runtimes, IOptions<ToolOptions> tools, IArtifactStore artifacts, StateHarvest harvest)
    : RunJob<PlanDeployment>(workspaces, runtimes, tools)
{
    public override string Queue => JobQueues.Executor;
    public override string Step => JobSteps.Plan;
    public override string Phase => "planning";

    protected override Target TargetOf(PlanDeployment command) => command.Target;

    protected override async Task<JobResult> RunAsync(JobContext job, PlanDeployment command, IRuntime runtime, Workspace workspace, CancellationToken cancel)
    {
        // Left by an apply of this run whose state could not be stored when its worker stopped: without it the plan would be wrong.
        if (!await harvest.StoreAsync(job.Job, workspace.Directory, cancel)) cancel.ThrowIfCancellationRequested();
        var mode = command.Target.Destroy ? PlanMode.Destroy : PlanMode.Apply;
        var plan = await runtime.PlanAsync(workspace, mode, cancel);
        if (NotDone(job, plan.Run) is { } failed) return failed;
        if (plan.Digest is null || plan.Changes is null) throw new InvalidOperationException($"The {runtime.Name} driver answered success without a plan.");

        if (plan.LockFile is { } locked) await Workspaces.KeepLockFileAsync(command.Target.Bundle, locked, cancel);
        return JobResult.Of(new PlanMade
        {
            DeploymentId = command.DeploymentId,
            RunId = command.RunId,
            Attempt = command.Attempt,
            PlanDigest = plan.Digest,
            HasChanges = plan.HasChanges,
            Summary = plan.Summary,
            Changes = await StoreAsync(job.Job, plan.Changes, cancel),
            LogsRef = job.LogsRef,
        });
    }

    async Task<ArtifactRef> StoreAsync(Job job, byte[] changes, CancellationToken cancel)
    {
        var path = $"{job.DeploymentId}/runs/{job.RunId:D}/plan-{job.Attempt}";
        try
        {
            return await artifacts.PutAsync(path + ".json", changes, cancel);
        }
        catch (ArtifactConflictException)
        {
            // A worker that died after it had stored its plan, and the world moved on before this one was made. Nobody was told of the other.
            return await artifacts.PutAsync($"{path}-{job.LeaseEpoch}.json", changes, cancel);
        }
    }
}
