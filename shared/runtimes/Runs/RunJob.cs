using System.Diagnostics;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Environments;
using InfraAgent.Hosting.Jobs;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Runs;

/// <summary>What the steps that run a tool on a bundle have in common: the driver, the workspace, and how a tool's end becomes an outcome.</summary>
public abstract class RunJob<TCommand>(RunWorkspaces workspaces, IEnumerable<IRuntime> runtimes, IOptions<ToolOptions> tools) : IJobHandler
    where TCommand : class, IRunMessage
{
    readonly Dictionary<string, IRuntime> drivers = runtimes.DistinctBy(runtime => runtime.Name).ToDictionary(runtime => runtime.Name, StringComparer.Ordinal);

    public abstract string Queue { get; }
    public abstract string Step { get; }
    public virtual string Stage => Step;
    public abstract string Phase { get; }
    public virtual string Span => "infra." + Stage;
    protected virtual WorldAccess Access => WorldAccess.Write;
    protected RunWorkspaces Workspaces => workspaces;

    protected abstract Target TargetOf(TCommand command);

    protected abstract Task<JobResult> RunAsync(JobContext job, TCommand command, IRuntime runtime, Workspace workspace, CancellationToken cancel);

    public async Task<JobResult> RunAsync(JobContext job, CancellationToken cancel)
    {
        var command = job.Job.ReadCommand<TCommand>();
        var target = TargetOf(command);
        Activity.Current?.SetTag("runtime", target.Runtime);
        if (!drivers.TryGetValue(target.Runtime, out var runtime))
            return Failed(job, $"Runtime '{target.Runtime}' has no driver here; known: {string.Join(", ", drivers.Keys.Order(StringComparer.Ordinal))}.", retryable: false);

        RunWorkspace workspace;
        try
        {
            workspace = await workspaces.OpenAsync(job, target, Access, cancel);
        }
        catch (Exception refused) when (refused is ArtifactCorruptException or CredentialMissingException or InvalidDataException or ArgumentException)
        {
            // These say what is wrong without saying a secret.
            return Failed(job, refused.Message, retryable: true);
        }

        await using (workspace)
        {
            return await RunAsync(job, command, runtime, workspace.Tool, cancel);
        }
    }

    public virtual async Task EndLeftoversAsync(JobContext job, CancellationToken cancel) =>
        await LeftoverSessions.EndAsync(workspaces.DirectoryOf(job.Job.RunId), tools.Value.Grace, cancel);

    public virtual IRunMessage Lost(JobContext job, string reason) =>
        throw new NotSupportedException($"The step '{Step}' changes nothing, so it cannot be lost.");

    public virtual Task RecordedAsync(Job job, IRunMessage outcome)
    {
        if (Ends(outcome)) workspaces.Remove(job.RunId);
        return Task.CompletedTask;
    }

    /// <summary>The run needs its folder no more. When it does go on, the folder is made anew.</summary>
    protected static bool Ends(IRunMessage outcome) => outcome is StageFailed or RunCancelled or DeploymentVerified or DriftScanned;

    /// <summary>Null when the tool did what it was asked to.</summary>
    protected JobResult? NotDone(JobContext job, ToolRun run)
    {
        if (run.Succeeded) return null;
        if (run.Interrupted || job.Stop != JobStop.No) return JobResult.Stopped;
        var message = run switch
        {
            { Missing: true } => run.Message ?? $"{run.Tool} is not installed here.",
            { Lost: true } => $"The end of {run.Tool} was not seen; nothing of it is running any more.",
            { Killed: true } => $"{run.Tool} took too long and was killed.",
            _ => string.IsNullOrWhiteSpace(run.Message) ? $"{run.Tool} ended with exit code {run.ExitCode}." : run.Message,
        };
        return JobResult.Of(Failure(job, new Failure
        {
            Stage = Stage,
            Message = message,
            Tool = run.Tool,
            ExitCode = run.Missing || run.Lost ? null : run.ExitCode,
            LogsRef = job.LogsRef,
            Retryable = true,
            ToolMissing = run.Missing,
        }));
    }

    protected JobResult Failed(JobContext job, string message, bool retryable) =>
        JobResult.Of(Failure(job, new Failure { Stage = Stage, Message = message, LogsRef = job.LogsRef, Retryable = retryable }));

    protected static StageFailed Failure(JobContext job, Failure failure) =>
        new() { DeploymentId = job.Job.DeploymentId, RunId = job.Job.RunId, Attempt = job.Job.Attempt, Failure = failure };
}
