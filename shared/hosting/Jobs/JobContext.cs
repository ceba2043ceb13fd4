namespace InfraAgent.Hosting.Jobs;

/// <summary>A claimed job, as its handler sees it.</summary>
public sealed class JobContext
{
    readonly string stage;
    readonly Func<Task> starting;
    readonly Action<int, int> progress;

    internal JobContext(Job job, string stage, string leaseFile, Func<Task> starting, Action<int, int> progress)
    {
        Job = job;
        this.stage = stage;
        LeaseFile = leaseFile;
        Started = job.Started;
        this.starting = starting;
        this.progress = progress;
    }

    /// <summary>The row as it was claimed.</summary>
    public Job Job { get; }

    /// <summary>For the tool's supervisor; renewed only when the database renewed the lease.</summary>
    public string LeaseFile { get; }

    /// <summary>Where the output goes: <c>{deployment_id}/{run_id}/{stage}-{attempt}.log</c>.</summary>
    public string LogsRef => $"{Job.DeploymentId}/{Job.RunId:D}/{stage}-{Job.Attempt}.log";

    /// <summary>The worker that had it before died.</summary>
    public bool TakenOver => Job.Takeovers > 0;

    /// <summary>The tool may have changed something.</summary>
    public bool Started { get; private set; }

    public JobStop Stop { get; internal set; }

    /// <summary>Await it just before the tool may change anything: records durably that it may have.</summary>
    /// <exception cref="OperationCanceledException">It could not be recorded, or the job must stop: change nothing.</exception>
    public async Task StartingAsync()
    {
        await starting();
        Started = true;
    }

    /// <summary>Resources done of all; told on at most once per interval.</summary>
    public void Progress(int done, int total) => progress(done, total);
}
