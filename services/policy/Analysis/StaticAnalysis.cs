using InfraAgent.Contracts;
using InfraAgent.Hosting;
using InfraAgent.Runtimes;
using InfraAgent.Runtimes.Checks;

namespace InfraAgent.Policy.Analysis;

/// <summary>The tool's own checks of a bundle's code, without credentials. Equal code is checked once per tool version.</summary>
public sealed class StaticAnalysis : IDisposable
{
    readonly Dictionary<string, IBundleChecks> runtimes;
    readonly IReadOnlyList<AddedCheck> added;
    readonly IArtifactStore artifacts;
    readonly PolicyOptions options;
    readonly TimeProvider time;
    readonly VerdictCache cache;
    readonly SemaphoreSlim slots;
    readonly CancellationTokenSource stopping = new();

    public StaticAnalysis(IEnumerable<IBundleChecks> runtimes, IEnumerable<AddedCheck> added, IArtifactStore artifacts, PolicyOptions options, TimeProvider time)
    {
        this.runtimes = runtimes.ToDictionary(r => r.Name, StringComparer.Ordinal);
        this.added = [.. added];
        this.artifacts = artifacts;
        this.options = options;
        this.time = time;
        cache = new VerdictCache(options.CachedVerdicts, options.CacheLifetime, time);
        slots = new SemaphoreSlim(options.AnalysisSlots);
    }

    /// <summary>One result per check; a check that could not be made is <c>not_run</c> with its reason, never passed.</summary>
    public async Task<IReadOnlyList<CheckResult>> AnalyseAsync(JudgeBundle command, CancellationToken cancel)
    {
        if (!runtimes.TryGetValue(command.Runtime, out var runtime))
            return NotRun(null, $"There is no driver for the runtime '{command.Runtime}'; known: {string.Join(", ", runtimes.Keys.Order(StringComparer.Ordinal))}.");

        var version = string.Join('\n', added.Where(a => a.Concerns(command.Runtime)).Select(a => a.Identity).Prepend(await runtime.VersionAsync(cancel)));
        return await cache.GetAsync($"{runtime.Name}\n{version}\n{(runtime.ChecksAll ? command.Bundle.Digest : command.Bundle.CodeDigest)}", () => CheckAsync(runtime, command), cancel);
    }

    async Task<IReadOnlyList<CheckResult>> CheckAsync(IBundleChecks runtime, JudgeBundle command)
    {
        await slots.WaitAsync(stopping.Token);
        try
        {
            using var limit = new CancellationTokenSource(options.AnalysisTimeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping.Token);
            using var folder = await BundleFolder.UnpackAsync(command.Bundle, artifacts, options.ScratchFolder, both.Token);
            try
            {
                var workspace = new Workspace
                {
                    Directory = folder.Path,
                    DeploymentId = command.DeploymentId,
                    Environment = command.Environment,
                    BundleDigest = command.Bundle.Digest,
                    Log = Stream.Null,
                };
                var results = await runtime.CheckAsync(workspace, both.Token);
                if (results.Count == 0) results = NotRun(runtime.Name, "The driver made no check.");
                var more = new List<CheckResult>();
                foreach (var check in added.Where(a => a.Concerns(runtime.Name)))
                    more.Add(await check.CheckAsync(workspace, results.FirstOrDefault(r => r.Rendered is not null)?.Rendered, both.Token));
                return [.. results.Concat(more).Select(r => WithoutFolder(r, folder.Path))];
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !stopping.IsCancellationRequested)
            {
                return NotRun(runtime.Name, $"It did not end within {options.AnalysisTimeout.TotalSeconds:0} s and was stopped.");
            }
        }
        finally
        {
            slots.Release();
        }
    }

    // The folder is this machine's business and differs each time: a verdict is shared by all deployments of the same code.
    static CheckResult WithoutFolder(CheckResult result, string folder)
    {
        string? Clean(string? text) => text?.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, ".", StringComparison.Ordinal);
        return result with
        {
            Check = result.Check with { Reason = Clean(result.Check.Reason) },
            Findings = [.. result.Findings.Select(f => f with { Message = Clean(f.Message)!, File = Clean(f.File), Remediation = Clean(f.Remediation) })],
            Rendered = Clean(result.Rendered),
        };
    }

    static IReadOnlyList<CheckResult> NotRun(string? tool, string reason) =>
        [new CheckResult(new Check { Name = "static_analysis", Status = "not_run", Tool = tool, Reason = reason }, [])];

    public void Dispose()
    {
        stopping.Cancel();
        stopping.Dispose();
    }
}
