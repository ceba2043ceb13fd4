using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Checks;

/// <summary>Checks that are single commands of one tool, each judged by its exit code.</summary>
public abstract partial class CommandChecks(IOptions<ToolOptions> options) : IBundleChecks
{
    const int LongestMessage = 2000;
    const int LongestRendering = 16 << 20;

    // By path and write time: an upgrade under a running service is noticed.
    static readonly ConcurrentDictionary<(string, string, DateTime), string> Versions = new();

    public abstract string Name { get; }

    public bool ChecksAll => true;

    /// <summary>The tool's name in reports.</summary>
    protected abstract string Tool { get; }

    /// <summary>How the tool may be there, the preferred one first: what to look up, words before its arguments, and how it tells its version.</summary>
    private protected abstract IReadOnlyList<(string Executable, IReadOnlyList<string> Prefix, IReadOnlyList<string> Version)> Candidates(ToolOptions options);

    private protected abstract IReadOnlyList<CheckCommand> Commands(Workspace workspace);

    protected abstract string HowToGet { get; }

    public async Task<string?> VersionAsync(CancellationToken cancel)
    {
        var folder = Directory.CreateTempSubdirectory("infra-agent-version-");
        try
        {
            return await FindAsync(new Workspace { Directory = folder.FullName, DeploymentId = "", Environment = "", BundleDigest = "", Log = Stream.Null }, cancel) is { } tool
                ? $"{Tool} {tool.Version}"
                : null;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public async Task<IReadOnlyList<CheckResult>> CheckAsync(Workspace workspace, CancellationToken cancel)
    {
        var commands = Commands(workspace);
        if (await FindAsync(workspace, cancel) is not { } tool)
            return [.. commands.Select(c => NotRun(c, null, HowToGet))];
        var results = new List<CheckResult>();
        foreach (var command in commands)
            results.Add(await RunAsync(command, tool, workspace, cancel));
        return results;
    }

    async Task<CheckResult> RunAsync(CheckCommand command, FoundTool tool, Workspace workspace, CancellationToken cancel)
    {
        using var log = new ToolLog(workspace.Log, new(workspace.Secrets));
        await log.LineAsync($"$ {Tool} {string.Join(' ', command.Arguments)}");
        var said = new TextTail();
        var rendered = new System.Text.StringBuilder();
        var toTell = log.Target(said);
        var run = await ToolProcess.RunAsync(
            new ToolCommand(Tool, tool.Path, [.. tool.Prefix, .. command.Arguments], workspace.Directory, Environment(workspace))
            {
                // What a check prints on success is the rendered bundle: only its words about what is wrong are of use, and those come at the end.
                Output = command.Renders ? CliWrap.PipeTarget.Merge(toTell, CliWrap.PipeTarget.ToDelegate(Keep)) : toTell, Error = log.Target(said),
            },
            options.Value.QuickLimit, cancel);
        cancel.ThrowIfCancellationRequested();
        if (run.Succeeded && rendered.Length >= LongestRendering)
            return NotRun(command, tool, $"What it renders is longer than the {LongestRendering >> 20} MiB that are judged. Split the deployment into smaller ones.");
        if (run.Succeeded)
            return new(Told(command, "passed", tool), []) { Rendered = command.Renders ? rendered.ToString() : null };
        // A tool that was ended says nothing about the bundle.
        if (run is { Killed: true } or { Interrupted: true } or { ExitCode: > 128 })
            return NotRun(command, tool, run.Message ?? $"{Tool} was ended by signal {run.ExitCode - 128}.");
        return new(Told(command, "failed", tool), [new Finding { RuleId = command.Rule, Message = Message(said.Text, run.ExitCode) }]);

        void Keep(string line)
        {
            if (rendered.Length < LongestRendering) rendered.Append(line).Append('\n');
        }
    }

    string Message(string said, int exitCode)
    {
        var lines = Colour().Replace(said, "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var wrong = lines.Where(l => Wrong().IsMatch(l)).ToArray();
        var text = string.Join('\n', wrong.Length > 0 ? wrong : lines.TakeLast(5));
        return text.Length == 0 ? $"{Tool} ended with exit code {exitCode} and said nothing." : text.Length > LongestMessage ? text[..LongestMessage] + "…" : text;
    }

    async Task<FoundTool?> FindAsync(Workspace workspace, CancellationToken cancel)
    {
        foreach (var (executable, prefix, version) in Candidates(options.Value))
        {
            if (ToolLocator.Find(executable) is not { } path)
                continue;
            var written = File.GetLastWriteTimeUtc(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
            var key = (path, string.Join(' ', prefix), written);
            if (Versions.TryGetValue(key, out var known))
                return new(path, prefix, known);
            var said = new System.Text.StringBuilder();
            var run = await ToolProcess.RunAsync(
                new ToolCommand(Tool, path, [.. prefix, .. version], workspace.Directory, Environment(workspace)) { Output = CliWrap.PipeTarget.ToStringBuilder(said) },
                options.Value.QuickLimit, cancel);
            cancel.ThrowIfCancellationRequested();
            if (run.Succeeded && VersionNumber().Match(said.ToString()) is { Success: true } match)
                return new(path, prefix, Versions[key] = match.Value);
        }
        return null;
    }

    // No cluster, registry or daemon has a part in a static check.
    Dictionary<string, string> Environment(Workspace workspace) => new(ToolEnvironment.For(workspace, options.Value)) { ["KUBECONFIG"] = "/dev/null" };

    CheckResult NotRun(CheckCommand command, FoundTool? tool, string reason) => new(Told(command, "not_run", tool) with { Reason = reason }, []);

    Check Told(CheckCommand command, string status, FoundTool? tool) => new() { Name = command.Check, Status = status, Tool = Tool, Version = tool?.Version };

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex VersionNumber();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex Colour();

    [GeneratedRegex(@"^(\[(ERROR|WARNING)\]|Error\b|error:|ERROR\b)")]
    private static partial Regex Wrong();
}
