using System.Collections.Concurrent;
using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;

namespace InfraAgent.Executor.Tests;

/// <summary>A tool that does what the test says, and remembers all that was asked of it.</summary>
public sealed class ScriptedTool
{
    readonly ConcurrentQueue<ToolCall> calls = new();
    readonly ConcurrentBag<TaskCompletionSource> held = [];
    volatile bool released;

    public ScriptedTool() => Handlers =
    [
        new Handler(this, JobQueues.Executor, JobSteps.Plan, "planning"),
        new Handler(this, JobQueues.Executor, JobSteps.Apply, "applying"),
        new Handler(this, JobQueues.Executor, JobSteps.Verify, "verifying"),
        new Handler(this, JobQueues.Drift, JobSteps.Scan, "scanning"),
    ];

    public IReadOnlyList<IJobHandler> Handlers { get; }

    /// <summary>Answers nothing until it is told to; a stop interrupts it, as it does a tool.</summary>
    public bool Hold { get; set; }

    /// <summary>Called in the middle of the work.</summary>
    public Func<JobContext, Task>? Meanwhile { get; set; }

    public IReadOnlyList<ToolCall> Calls => [.. calls];

    /// <summary>Deployments that two calls worked on at once: there must be none.</summary>
    public ConcurrentBag<string> Overlaps { get; } = [];

    public int MostAtOnce { get; private set; }

    public int LeftoversEnded => leftoversEnded;

    public int Interrupted => interrupted;

    readonly Dictionary<string, int> live = [];
    int leftoversEnded;
    int interrupted;

    public void ReleaseAll()
    {
        released = true;
        foreach (var call in held) call.TrySetResult();
    }

    async Task<JobResult> RunAsync(JobContext job, CancellationToken cancel)
    {
        var call = new ToolCall(job.Job.RunId, job.Job.DeploymentId, job.Job.Environment, job.Job.Step, job.Job.LeaseEpoch, job.LeaseFile);
        lock (live)
        {
            live[call.DeploymentId] = live.GetValueOrDefault(call.DeploymentId) + 1;
            if (live[call.DeploymentId] > 1) Overlaps.Add(call.DeploymentId);
            MostAtOnce = Math.Max(MostAtOnce, live.Values.Sum());
        }

        calls.Enqueue(call);
        try
        {
            if (job.Job.Step == JobSteps.Apply) await job.StartingAsync();
            if (Meanwhile is { } meanwhile) await meanwhile(job);
            if (Hold && !released)
            {
                var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                held.Add(gate);
                await gate.Task.WaitAsync(cancel);
            }

            return JobResult.Of(Outcome(job.Job));
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            Interlocked.Increment(ref interrupted);
            return JobResult.Stopped;
        }
        finally
        {
            lock (live) live[call.DeploymentId]--;
        }
    }

    static IRunMessage Outcome(Job job) => job.Step switch
    {
        JobSteps.Plan => new PlanMade
        {
            DeploymentId = job.DeploymentId, RunId = job.RunId, Attempt = job.Attempt, PlanDigest = "sha256:plan", HasChanges = true, Summary = new(1, 0, 0, 0),
            Changes = new ArtifactRef($"{job.DeploymentId}/runs/plan.json", "file:///plan.json", "sha256:changes", 2),
        },
        JobSteps.Apply => new PlanApplied { DeploymentId = job.DeploymentId, RunId = job.RunId, Attempt = job.Attempt, PlanDigest = "sha256:plan" },
        JobSteps.Verify => new DeploymentVerified { DeploymentId = job.DeploymentId, RunId = job.RunId, Attempt = job.Attempt, Health = "healthy" },
        _ => new DriftScanned { DeploymentId = job.DeploymentId, RunId = job.RunId, Attempt = job.Attempt, Drifted = false },
    };

    sealed class Handler(ScriptedTool tool, string queue, string step, string phase) : IJobHandler
    {
        public string Queue => queue;
        public string Step => step;
        public string Stage => step;
        public string Phase => phase;
        public string Span => "infra." + step;

        public Task<JobResult> RunAsync(JobContext job, CancellationToken cancel) => tool.RunAsync(job, cancel);

        public Task EndLeftoversAsync(JobContext job, CancellationToken cancel)
        {
            Interlocked.Increment(ref tool.leftoversEnded);
            return Task.CompletedTask;
        }

        public IRunMessage Lost(JobContext job, string reason) => new PlanOutdated
        {
            DeploymentId = job.Job.DeploymentId, RunId = job.Job.RunId, Attempt = job.Job.Attempt, PlanDigest = "sha256:plan", Reason = reason, ApplyLost = true,
        };

        public Task RecordedAsync(Job job, IRunMessage outcome) => Task.CompletedTask;
    }
}

public sealed record ToolCall(Guid RunId, string DeploymentId, string Environment, string Step, long Epoch, string LeaseFile);
