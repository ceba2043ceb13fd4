using InfraAgent.Contracts;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Runs;
using Microsoft.Extensions.Options;

namespace InfraAgent.Drift;

/// <summary>Compares the world with the state, with credentials that can only read and without the state's lock.</summary>
public sealed class ScanJob(RunWorkspaces workspaces, IEnumerable<IRuntime> runtimes, IOptions<ToolOptions> tools)
    : RunJob<ScanDrift>(workspaces, runtimes, tools)
{
    public override string Queue => JobQueues.Drift;
    public override string Step => JobSteps.Scan;
    public override string Stage => "drift_scan";
    public override string Phase => "scanning";
    protected override WorldAccess Access => WorldAccess.Read;

    protected override Target TargetOf(ScanDrift command) => command.Target;

    protected override async Task<JobResult> RunAsync(JobContext job, ScanDrift command, IRuntime runtime, Workspace workspace, CancellationToken cancel)
    {
        var result = await runtime.ScanAsync(workspace, cancel);
        if (NotDone(job, result.Run) is { } failed) return failed;
        var resources = result.Resources.Where(resource => command.Scope is null || command.Scope.Any(wanted => Covers(wanted, resource.Address))).ToList();
        return JobResult.Of(new DriftScanned
        {
            DeploymentId = command.DeploymentId,
            RunId = command.RunId,
            Attempt = command.Attempt,
            Drifted = resources.Count > 0,
            Resources = resources,
            LogsRef = job.LogsRef,
        });
    }

    /// <summary><c>module.network</c> covers all that is in it, <c>aws_subnet.a</c> its instances.</summary>
    static bool Covers(string wanted, string address) =>
        address.StartsWith(wanted, StringComparison.Ordinal) && (address.Length == wanted.Length || address[wanted.Length] is '.' or '[');
}
