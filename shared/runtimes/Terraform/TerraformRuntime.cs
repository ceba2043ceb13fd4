using System.Buffers;
using System.Security.Cryptography;
using InfraAgent.Contracts;
using InfraAgent.Hosting;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>Terraform and OpenTofu. Exit codes and quirks end here.</summary>
public sealed class TerraformRuntime(IOptions<ToolOptions> options, ISecretBox box) : IRuntime
{
    const string LockFile = ".terraform.lock.hcl";
    static readonly SearchValues<char> NameCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    readonly ToolOptions options = options.Value;

    public string Name => "terraform";

    /// <summary>The binary's path and age: what changes when it is upgraded, without starting it.</summary>
    public Task<string?> VersionAsync(CancellationToken cancel) =>
        Task.FromResult(ToolLocator.Find(options.Terraform) is { } path ? $"{path} {TerraformBinary.Written(path):O}" : null);

    public async Task<IReadOnlyList<CheckResult>> CheckAsync(Workspace workspace, CancellationToken cancel)
    {
        var (shell, problem) = await OpenAsync(workspace, cancel);
        if (shell is null)
            return TerraformChecks.NotRun(problem!.Message!);
        using (shell)
            return await new TerraformChecks(shell, shell.Binary).RunAsync(cancel);
    }

    public async Task<PlanResult> PlanAsync(Workspace workspace, PlanMode mode, CancellationToken cancel)
    {
        var (shell, problem) = await OpenAsync(workspace, cancel);
        if (shell is null)
            return new(problem!);
        using (shell)
        {
            var file = new PlanFile(workspace, mode, box);
            file.Clear(keptToo: true);
            try
            {
                var made = await MakeAsync(shell, workspace, mode, file, cancel);
                if (made.Document is not { } document)
                    return new(made.Run);
                await file.KeepAsync(made.Digest!);
                return new(made.Run)
                {
                    Digest = made.Digest, HasChanges = document.HasChanges, Summary = document.Summary, Changes = document.Changes,
                    LockFile = await ReadLockFileAsync(workspace),
                };
            }
            finally
            {
                file.Clear(keptToo: false);
            }
        }
    }

    public async Task<ApplyResult> ApplyAsync(Workspace workspace, PlanMode mode, string planDigest, Func<Task> starting, CancellationToken cancel)
    {
        var (shell, problem) = await OpenAsync(workspace, cancel);
        if (shell is null)
            return new(problem!);
        using (shell)
        {
            var file = new PlanFile(workspace, mode, box);
            file.Clear(keptToo: false);
            try
            {
                if (await file.TakeAsync(planDigest))
                {
                    var init = await InitAsync(shell, workspace, cancel);
                    if (!init.Succeeded)
                        return new(init);
                }
                else
                {
                    await shell.Log.LineAsync("No kept plan can be used; planning again to compare.");
                    var made = await MakeAsync(shell, workspace, mode, file, cancel);
                    if (made.Document is null)
                        return new(made.Run);
                    if (made.Digest != planDigest)
                        return new(made.Run) { Outdated = true, ActualDigest = made.Digest };
                }
                if (cancel.IsCancellationRequested)
                    return new(Stopped(shell));
                await starting();
                return await ApplyFileAsync(shell, workspace, mode, file, cancel);
            }
            finally
            {
                file.Clear(keptToo: false);
            }
        }
    }

    public async Task<VerifyResult> VerifyAsync(Workspace workspace, CancellationToken cancel)
    {
        var (run, document) = await RefreshAsync(workspace, SettleAsync, cancel);
        return document is null ? new(run) : new(run) { Outputs = document.Outputs, Degraded = Degraded(document) };
    }

    // What the apply made shows up in others of its resources only now. Unless the state learns of it, every scan would call it drift.
    async Task<(ToolRun Run, PlanDocument? Document)> SettleAsync(TerraformShell shell, Workspace workspace, PlanFile file, ToolRun refresh, PlanDocument document, CancellationToken cancel)
    {
        if (!document.OnlyEchoes)
            return (refresh, document);
        await shell.Log.LineAsync("The apply shows up in attributes of other resources; the state takes them over.");
        var run = await shell.SuperviseAsync(new TerraformEvents(shell.Log, null), ["apply", "-input=false", "-no-color", "-json", file.Path], cancel);
        run = run with { RunTime = refresh.RunTime + run.RunTime };
        if (run.Succeeded)
            return (run, document with { Drift = [] });
        WorkspaceFolder.RemoveErroredState(workspace.Directory); // the world was not changed, so it tells nothing that a refresh does not
        // Stopped by us: it is done again. Else everything is there, and only the state does not say all of it.
        return run.Interrupted || cancel.IsCancellationRequested ? (run, null) : (refresh, document);
    }

    public async Task<ScanResult> ScanAsync(Workspace workspace, CancellationToken cancel)
    {
        var (run, document) = await RefreshAsync(workspace, null, cancel);
        return document is null ? new(run) : new(run) { Resources = document.Drift };
    }

    static string? Degraded(PlanDocument document)
    {
        var reasons = new List<string>();
        if (document.Tainted.Count > 0)
            reasons.Add($"left half made by an apply: {List(document.Tainted)}");
        if (document.Drift.Count > 0)
            reasons.Add($"not as in the state: {List([.. document.Drift.Select(resource => resource.Address)])}");
        return reasons.Count == 0 ? null : string.Join("; ", reasons);

        static string List(IReadOnlyList<string> addresses) =>
            addresses.Count <= 5 ? string.Join(", ", addresses) : $"{string.Join(", ", addresses.Take(5))} and {addresses.Count - 5} more";
    }

    async Task<ApplyResult> ApplyFileAsync(TerraformShell shell, Workspace workspace, PlanMode mode, PlanFile file, CancellationToken cancel)
    {
        var events = new TerraformEvents(shell.Log, workspace.Progress);
        var run = await shell.SuperviseAsync(events, ["apply", "-input=false", "-no-color", "-json", file.Path], cancel);
        if (run.Succeeded || !events.Stale || events.Changing)
            return new(run) { Started = true, ErroredState = WorkspaceFolder.ReadErroredState(workspace.Directory) };

        // The state moved on after the plan was made; terraform noticed before it did anything. What would it be now?
        var made = await MakeAsync(shell, workspace, mode, file, cancel);
        return new(run) { Outdated = true, ActualDigest = made.Digest };
    }

    // Decided from what the plan says has changed outside of terraform, never from an exit code: 1.11 answers 2 with "No changes" as soon
    // as a resource holds a configured number.
    async Task<(ToolRun Run, PlanDocument? Document)> RefreshAsync(
        Workspace workspace, Func<TerraformShell, Workspace, PlanFile, ToolRun, PlanDocument, CancellationToken, Task<(ToolRun, PlanDocument?)>>? then, CancellationToken cancel)
    {
        var (shell, problem) = await OpenAsync(workspace, cancel);
        if (shell is null)
            return (problem!, null);
        using (shell)
        {
            var file = new PlanFile(workspace, PlanMode.Apply, box);
            file.Clear(keptToo: false);
            try
            {
                var (run, document) = await ShowAfterAsync(shell, workspace, PlanMode.Apply, file, ["-refresh-only", "-lock=false"], cancel);
                return then is null || document is null ? (run, document) : await then(shell, workspace, file, run, document, cancel);
            }
            finally
            {
                file.Clear(keptToo: false);
            }
        }
    }

    async Task<(ToolRun Run, PlanDocument? Document, string? Digest)> MakeAsync(TerraformShell shell, Workspace workspace, PlanMode mode, PlanFile file, CancellationToken cancel)
    {
        var (run, document) = await ShowAfterAsync(shell, workspace, mode, file, mode == PlanMode.Destroy ? ["-destroy"] : [], cancel);
        if (document is null)
            return (run, null, null);
        try
        {
            var (lineage, serial) = file.ReadLineage();
            return (run, document, PlanFile.DigestOf(workspace, mode, lineage, serial, document.Changes));
        }
        catch (InvalidDataException ex)
        {
            return (run with { ExitCode = 1, Message = ex.Message }, null, null);
        }
    }

    async Task<(ToolRun Run, PlanDocument? Document)> ShowAfterAsync(
        TerraformShell shell, Workspace workspace, PlanMode mode, PlanFile file, string[] kind, CancellationToken cancel)
    {
        var init = await InitAsync(shell, workspace, cancel);
        if (!init.Succeeded)
            return (init, null);
        if (Values(workspace, out var values) is { } refusal)
            return (new(shell.Tool, 1, TimeSpan.Zero) { Message = refusal }, null);
        var plan = await shell.SuperviseAsync(
            new TerraformEvents(shell.Log, null),
            ["plan", "-input=false", "-no-color", "-json", "-out=" + file.Path, .. kind, .. values], cancel);
        if (!plan.Succeeded)
            return (plan, null);
        if (cancel.IsCancellationRequested)
            return (Stopped(shell), null);
        var (show, output) = await shell.ReadAsync(["show", "-json", "-no-color", file.Path], cancel);
        try
        {
            return show.Succeeded
                ? (plan with { RunTime = plan.RunTime + show.RunTime }, PlanDocument.Read(output.GetBuffer().AsMemory(0, (int)output.Length), mode, workspace.DeploymentId, shell.Log.Redactor, box))
                : (show, null);
        }
        catch (InvalidDataException ex)
        {
            return (new(shell.Tool, 1, plan.RunTime) { Message = ex.Message }, null);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(output.GetBuffer());
        }
    }

    // Once in a workspace. A lock file that was there before is a revision's own and is not changed any more.
    async Task<ToolRun> InitAsync(TerraformShell shell, Workspace workspace, CancellationToken cancel)
    {
        if (cancel.IsCancellationRequested)
            return Stopped(shell);
        var done = Path.Combine(AgentFolder.Of(workspace.Directory), "initialised");
        var mark = $"{workspace.BundleDigest} {shell.Binary.Path} {shell.Binary.Version}";
        if (File.Exists(done) && await File.ReadAllTextAsync(done, CancellationToken.None) == mark)
            return new(shell.Tool, 0, TimeSpan.Zero);
        File.Delete(done);
        string[] readOnly = File.Exists(Path.Combine(workspace.Directory, LockFile)) ? ["-lockfile=readonly"] : [];
        var run = await shell.SuperviseAsync(["init", "-input=false", "-no-color", .. readOnly], cancel);
        if (run.Succeeded)
            await File.WriteAllTextAsync(done, mark, CancellationToken.None);
        return run;
    }

    // Missing values would silently become the code's defaults.
    static string? Values(Workspace workspace, out string[] arguments)
    {
        var file = $"env/{workspace.Environment}.tfvars.json";
        var there = File.Exists(Path.Combine(workspace.Directory, file));
        arguments = there ? ["-var-file=" + file] : [];
        return there || !Directory.Exists(Path.Combine(workspace.Directory, "env")) ? null
            : $"The bundle has no values for the environment '{workspace.Environment}': '{file}' is missing. Generate the bundle for this environment.";
    }

    static async Task<byte[]?> ReadLockFileAsync(Workspace workspace)
    {
        var path = Path.Combine(workspace.Directory, LockFile);
        return File.Exists(path) ? await File.ReadAllBytesAsync(path) : null;
    }

    static ToolRun Stopped(TerraformShell shell) => new(shell.Tool, 130, TimeSpan.Zero, Interrupted: true) { Message = $"{shell.Tool} was interrupted." };

    async Task<(TerraformShell? Shell, ToolRun? Problem)> OpenAsync(Workspace workspace, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        if (workspace.Environment is "" || workspace.Environment.AsSpan().ContainsAnyExcept(NameCharacters))
            throw new ArgumentException($"'{workspace.Environment}' is no environment's name: lower-case letters, digits and '-' only.", nameof(workspace));
        try
        {
            return await TerraformBinary.FindAsync(workspace, options, cancel) is { } binary
                ? (new(workspace, options, binary), null)
                : (null, new("terraform", 127, TimeSpan.Zero, Missing: true) { Message = TerraformBinary.HowToGet(options.Terraform) });
        }
        catch (InvalidDataException ex)
        {
            return (null, new("terraform", 126, TimeSpan.Zero, Missing: true) { Message = ex.Message });
        }
    }
}
