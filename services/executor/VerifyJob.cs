using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Runs;
using Microsoft.Extensions.Options;

namespace InfraAgent.Executor;

/// <summary>Checks that what was applied is there, and reads its outputs.</summary>
public sealed class VerifyJob(RunWorkspaces workspaces, IEnumerable<IRuntime> runtimes, IOptions<ToolOptions> tools)
    : RunJob<VerifyDeployment>(workspaces, runtimes, tools)
{
    public override string Queue => JobQueues.Executor;
    public override string Step => JobSteps.Verify;
    public override string Phase => "verifying";

    protected override Target TargetOf(VerifyDeployment command) => command.Target;

    protected override async Task<JobResult> RunAsync(JobContext job, VerifyDeployment command, IRuntime runtime, Workspace workspace, CancellationToken cancel)
    {
        var result = await runtime.VerifyAsync(workspace, cancel);
        return NotDone(job, result.Run) ?? JobResult.Of(new DeploymentVerified
        {
            DeploymentId = command.DeploymentId,
            RunId = command.RunId,
            Attempt = command.Attempt,
            Health = result.Degraded is null ? "healthy" : "degraded",
            Reason = result.Degraded,
            Outputs = result.Outputs,
            LogsRef = job.LogsRef,
        });
    }
}
