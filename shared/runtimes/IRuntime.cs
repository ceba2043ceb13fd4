using InfraAgent.Contracts;

namespace InfraAgent.Runtimes;

/// <summary>One driver per tool. A driver knows its tool's commands, exit codes and quirks; it decides nothing about runs.</summary>
public interface IRuntime : IBundleChecks
{
    /// <summary>Makes a plan and keeps it, sealed, in the workspace.</summary>
    Task<PlanResult> PlanAsync(Workspace workspace, PlanMode mode, CancellationToken cancel);

    /// <summary>Applies the plan with this digest and no other: the one kept in the workspace, else a new one if its digest is equal.
    /// <paramref name="starting"/> is awaited just before the tool may change anything; when it throws, nothing is changed.</summary>
    Task<ApplyResult> ApplyAsync(Workspace workspace, PlanMode mode, string planDigest, Func<Task> starting, CancellationToken cancel);

    /// <summary>After an apply: reads what is there, outputs and whether it is what the code says. What the apply itself has brought about in
    /// attributes that the code leaves open becomes part of the state; the world is not changed.</summary>
    Task<VerifyResult> VerifyAsync(Workspace workspace, CancellationToken cancel);

    /// <summary>Compares the world with the state; changes nothing. Takes no state lock, so it disturbs nobody.</summary>
    Task<ScanResult> ScanAsync(Workspace workspace, CancellationToken cancel);
}

public enum PlanMode { Apply, Destroy }

/// <summary>A folder with the bundle's files in it (mode 0700), and what the tool is given beside them.</summary>
public sealed record Workspace
{
    public required string Directory { get; init; }
    public required string DeploymentId { get; init; }
    public required string Environment { get; init; }
    public required string BundleDigest { get; init; }
    /// <summary>Bound to a kept plan when given: a plan of another run in the same folder is not used.</summary>
    public Guid? RunId { get; init; }
    /// <summary>Environment variables for the tool alone: state backend, credentials. Their values are redacted from all output
    /// when listed in <see cref="Secrets"/>.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();
    public IReadOnlyList<string> Secrets { get; init; } = [];
    /// <summary>Receives the tool's redacted output.</summary>
    public required Stream Log { get; init; }
    /// <summary>Called with finished/total while applying, coalesced by the driver.</summary>
    public Action<int, int>? Progress { get; init; }
    /// <summary>Lease that the supervisor watches beside the pipe: a file whose first line is the monotonic deadline in milliseconds
    /// (Stopwatch time base); null for work without a lease.</summary>
    public string? LeaseFile { get; init; }
}

/// <summary>How a tool run ended. <c>Interrupted</c>: it was asked to stop before it had ended. <c>Missing</c>: the tool is not installed.</summary>
public sealed record ToolRun(string Tool, int ExitCode, TimeSpan RunTime, bool Interrupted = false, bool Missing = false)
{
    /// <summary>Redacted last words of the tool, for the failure's message.</summary>
    public string? Message { get; init; }
    /// <summary>It did not end within the grace period (or its time limit) and was killed.</summary>
    public bool Killed { get; init; }
    /// <summary>Its end was not seen: the exit code says nothing, only that nothing of it is running any more.</summary>
    public bool Lost { get; init; }
    /// <summary>Why the log is not complete; null when it is.</summary>
    public string? LogFailure { get; init; }
    public bool Succeeded => ExitCode == 0 && !Interrupted && !Missing && !Killed && !Lost;
}

public sealed record CheckResult(Check Check, IReadOnlyList<Finding> Findings)
{
    /// <summary>The bundle as it will be rolled out, as YAML, where a check rendered it.</summary>
    public string? Rendered { get; init; }
}

/// <summary><c>Changes</c>: the canonical, masked changes as UTF-8 JSON; null when the run failed.</summary>
public sealed record PlanResult(ToolRun Run)
{
    public string? Digest { get; init; }
    public bool HasChanges { get; init; }
    public PlanSummary Summary { get; init; } = new(0, 0, 0, 0);
    public byte[]? Changes { get; init; }
    /// <summary>Terraform's dependency lock file as it is after init; null when the bundle needs no providers. Keep the one of a revision's first
    /// plan and put it into later workspaces of that revision as <c>.terraform.lock.hcl</c>: it is then used read-only.</summary>
    public byte[]? LockFile { get; init; }
}

/// <summary><c>Outdated</c>: the plan is another one now, nothing was applied. <c>Started</c>: the tool may have changed something.</summary>
public sealed record ApplyResult(ToolRun Run)
{
    public bool Started { get; init; }
    public bool Outdated { get; init; }
    public string? ActualDigest { get; init; }
    /// <summary>The state that the tool could not store and left in the workspace; it holds secrets in clear.</summary>
    public byte[]? ErroredState { get; init; }
}

public sealed record VerifyResult(ToolRun Run)
{
    /// <summary>Null when everything is as declared.</summary>
    public string? Degraded { get; init; }
    public IReadOnlyDictionary<string, Output> Outputs { get; init; } = new Dictionary<string, Output>();
}

public sealed record ScanResult(ToolRun Run)
{
    public IReadOnlyList<DriftedResource> Resources { get; init; } = [];
    public bool Drifted => Resources.Count > 0;
}
