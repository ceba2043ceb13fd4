using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Hosting.Configuration;
using InfraAgent.Hosting.Environments;
using InfraAgent.Hosting.Jobs;
using InfraAgent.Hosting.Security;
using Microsoft.Extensions.Logging;

namespace InfraAgent.Runtimes.Runs;

/// <summary>What a tool may do with the credentials and the state it is given.</summary>
public enum WorldAccess { Write, Read }

/// <summary>Folders of runs on this worker: <c>{DataDirectory}/runs/{run_id}</c>. A plan is kept there for its apply; a worker that has no such folder
/// makes one from the bundle, and the driver plans again and compares.</summary>
public sealed class RunWorkspaces(
    AgentOptions options, AgentAddresses addresses, ISecretBox box, EnvironmentRegistry environments, IArtifactStore artifacts, ILogStore logs, ILogger<RunWorkspaces> log)
{
    const string LockFileName = ".terraform.lock.hcl";
    readonly string root = Path.Combine(options.DataDirectory, "runs");

    /// <summary>Makes, or finds again, the folder of the job's run with exactly the bundle's files in it, and opens the job's log.</summary>
    /// <exception cref="ArtifactCorruptException">The bundle is not what was generated.</exception>
    /// <exception cref="CredentialMissingException">The environment refers to a credential that this worker does not have.</exception>
    public async Task<RunWorkspace> OpenAsync(JobContext job, Target target, WorldAccess access, CancellationToken cancel)
    {
        var environment = environments.Find(target.Environment) ?? throw new InvalidDataException(
            $"The environment '{target.Environment}' is not in this worker's registry; give all services the same Environments:File.");
        // Resolved only now, handed over by environment only, and kept nowhere.
        var password = StatePassword(job.Job, access);
        var secrets = new List<string> { password };
        var variables = new Dictionary<string, string>(StateBackend.Variables(addresses.State, job.Job.DeploymentId, password), StringComparer.Ordinal);
        foreach (var (name, reference) in access == WorldAccess.Write ? environment.WriteCredentials : environment.ReadCredentials)
        {
            var value = reference.Resolve();
            variables[name] = value;
            secrets.Add(value);
        }

        var directory = await MaterialiseAsync(job.Job.RunId, target.Bundle, cancel);
        var output = await logs.OpenAppendAsync(job.LogsRef, cancel);
        return new RunWorkspace(new Workspace
        {
            Directory = directory,
            DeploymentId = job.Job.DeploymentId,
            Environment = target.Environment,
            BundleDigest = target.Bundle.Digest,
            RunId = job.Job.RunId,
            Variables = variables,
            Secrets = secrets,
            Log = output,
            Progress = job.Progress,
            LeaseFile = job.LeaseFile,
        });
    }

    /// <summary>Where the tool of a run works on this host.</summary>
    public string DirectoryOf(Guid runId) => Path.Combine(FolderOf(runId), "workspace");

    /// <summary>Keeps the versions that a revision's first plan chose, so that later ones choose the same. The first to come stays.</summary>
    public async Task KeepLockFileAsync(BundleRef bundle, byte[] content, CancellationToken cancel)
    {
        try
        {
            await artifacts.PutAsync(LockFileOf(bundle), content, cancel);
        }
        catch (ArtifactConflictException)
        {
            log.LogDebug("{Bundle} has a dependency lock file already", bundle.Path);
        }
    }

    /// <summary>Removes a run's folder. A state that could not be stored is never removed with it.</summary>
    public void Remove(Guid runId)
    {
        var folder = FolderOf(runId);
        if (!Directory.Exists(folder)) return;
        if (WorkspaceFolder.ReadErroredState(DirectoryOf(runId)) is not null)
        {
            log.LogWarning("{Folder} is kept: it holds a state that could not be stored", folder);
            return;
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Removes folders that nothing has touched for <paramref name="age"/> and that no job uses (<paramref name="inUse"/>).</summary>
    public void Sweep(TimeSpan age, Func<Guid, bool> inUse)
    {
        if (!Directory.Exists(root)) return;
        foreach (var folder in new DirectoryInfo(root).EnumerateDirectories())
        {
            if (!Guid.TryParseExact(folder.Name, "D", out var runId) || inUse(runId) || DateTime.UtcNow - folder.LastWriteTimeUtc < age) continue;
            try
            {
                Remove(runId);
            }
            catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
            {
                log.LogWarning("{Folder} could not be removed: {Error}", folder.FullName, busy.Message);
            }
        }
    }

    /// <summary>What the job shows to the state backend: as good as its lease, or for reading alone.</summary>
    public string StatePassword(Job job, WorldAccess access) => access == WorldAccess.Write
        ? StateToken.Issue(box, job.RunId, job.DeploymentId, job.LeaseEpoch)
        : StateToken.IssueForReading(box, job.RunId, job.DeploymentId, DateTimeOffset.UtcNow);

    string FolderOf(Guid runId) => Path.Combine(root, runId.ToString("D"));

    static string LockFileOf(BundleRef bundle) => $"{bundle.Path}/{LockFileName}";

    async Task<string> MaterialiseAsync(Guid runId, BundleRef bundle, CancellationToken cancel)
    {
        var directory = DirectoryOf(runId);
        // Written last: a folder without it was left half made.
        var mark = Path.Combine(FolderOf(runId), "bundle-digest");
        if (File.Exists(mark) && await File.ReadAllTextAsync(mark, cancel) == bundle.Digest && Directory.Exists(directory))
        {
            // Of the age that the sweep looks at.
            Directory.SetLastWriteTimeUtc(FolderOf(runId), DateTime.UtcNow);
            return directory;
        }

        AgentFolder.Private(root);
        AgentFolder.Private(FolderOf(runId));
        File.Delete(mark);
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
        var files = new List<KeyValuePair<string, ReadOnlyMemory<byte>>>();
        foreach (var file in bundle.Files)
        {
            if (!file.Path.StartsWith(bundle.Path + "/", StringComparison.Ordinal))
                throw new InvalidDataException($"The bundle '{bundle.Path}' names the file '{file.Path}', which is outside of it.");
            files.Add(new(file.Path[(bundle.Path.Length + 1)..], await artifacts.GetAsync(file, cancel)));
        }

        if (!files.Exists(file => file.Key == LockFileName) && await artifacts.OpenAsync(LockFileOf(bundle), cancel) is { } kept)
        {
            await using (kept)
            {
                var content = new byte[kept.Length];
                await kept.ReadExactlyAsync(content, cancel);
                files.Add(new(LockFileName, content));
            }
        }

        await WorkspaceFolder.MaterialiseAsync(directory, files, cancel);
        await File.WriteAllTextAsync(mark, bundle.Digest, cancel);
        return directory;
    }
}

/// <summary>A workspace with its log open.</summary>
public sealed class RunWorkspace(Workspace tool) : IAsyncDisposable
{
    public Workspace Tool => tool;

    public ValueTask DisposeAsync() => tool.Log.DisposeAsync();
}
