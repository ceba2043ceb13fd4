using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Hosting.Telemetry;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Runs;
using Microsoft.Extensions.Options;

namespace InfraAgent.Executor;

/// <summary>Applies the judged plan and no other. An apply that had begun and whose end nobody saw is never replayed: the run plans and judges again.</summary>
public sealed class ApplyJob(RunWorkspaces workspaces, IEnumerable<IRuntime> runtimes, IOptions<ToolOptions> tools, StateHarvest harvest, AgentTelemetry telemetry)
    : RunJob<ApplyPlan>(workspaces, runtimes, tools)
{
    /// <summary>An apply that is lost this often is losing its workers itself.</summary>
    const int MostAttempts = 5;

    public override string Queue => JobQueues.Executor;
    public override string Step => JobSteps.Apply;
    public override string Phase => "applying";

    protected override Target TargetOf(ApplyPlan command) => command.Target;

    protected override async Task<JobResult> RunAsync(JobContext job, ApplyPlan command, IRuntime runtime, Workspace workspace, CancellationToken cancel)
    {
        var mode = command.Target.Destroy ? PlanMode.Destroy : PlanMode.Apply;
        var result = await runtime.ApplyAsync(workspace, mode, command.PlanDigest, job.StartingAsync, cancel);
        var stored = result.ErroredState is null || await harvest.StoreAsync(job.Job, workspace.Directory, cancel);

        if (result.Outdated) return JobResult.Of(Outdated(job, $"the plan is another one now ({result.ActualDigest ?? "unknown"})", lost: false));
        // An interrupt that came too late to matter leaves exit code 0: everything is applied.
        if (result is { Started: true, Run: { ExitCode: 0, Missing: false, Killed: false, Lost: false } } && stored)
        {
            return JobResult.Of(new PlanApplied
            {
                DeploymentId = command.DeploymentId, RunId = command.RunId, Attempt = command.Attempt, PlanDigest = command.PlanDigest, LogsRef = job.LogsRef,
            });
        }

        if (!stored)
        {
            return job.Stop != JobStop.No
                ? JobResult.Stopped
                : Failed(job, "The state backend refused the tool's last state; it is kept in the run's workspace on the worker. The service's log names the folder and the reason.", retryable: false);
        }

        // Ended by a signal that we did not send, or unseen: what it had done is not known.
        if (job.Started && job.Stop == JobStop.No && result.Run is { Interrupted: false } run && (run.Lost || run.Killed || run.ExitCode > 128))
            return JobResult.Of(Lost(job, $"{run.Tool} was killed while it was applying"));
        return NotDone(job, result.Run)!;
    }

    public override async Task EndLeftoversAsync(JobContext job, CancellationToken cancel)
    {
        await base.EndLeftoversAsync(job, cancel);
        await harvest.StoreAsync(job.Job, Workspaces.DirectoryOf(job.Job.RunId), cancel);
    }

    public override IRunMessage Lost(JobContext job, string reason) => job.Job.Attempt < MostAttempts
        ? Outdated(job, reason, lost: true)
        : Failure(job, new Failure
        {
            Stage = Stage,
            Message = $"The apply was lost {job.Job.Attempt} times, the last time because {reason}. Some of its changes may have been made.",
            LogsRef = job.LogsRef,
            Retryable = true,
        });

    public override async Task RecordedAsync(Job job, IRunMessage outcome)
    {
        var word = outcome switch
        {
            PlanApplied => "succeeded",
            PlanOutdated { ApplyLost: true } => "lost",
            RunCancelled => "cancelled",
            StageFailed => "failed",
            _ => null,
        };
        if (word is not null && job is { StartedAt: { } started, DoneAt: { } done })
            telemetry.ApplyFinished(job.Environment, job.ReadCommand<ApplyPlan>().Target.Runtime, word, TimeSpan.FromMilliseconds(done - started));
        await base.RecordedAsync(job, outcome);
    }

    static PlanOutdated Outdated(JobContext job, string reason, bool lost) => new()
    {
        DeploymentId = job.Job.DeploymentId,
        RunId = job.Job.RunId,
        Attempt = job.Job.Attempt,
        PlanDigest = job.Job.ReadCommand<ApplyPlan>().PlanDigest,
        Reason = reason,
        ApplyLost = lost,
        LogsRef = job.LogsRef,
    };
}
