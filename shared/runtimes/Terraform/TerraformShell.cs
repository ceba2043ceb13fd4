using System.Text;
using System.Text.RegularExpressions;
using CliWrap;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>One binary in one workspace: the environment, the log, the two ways of running a command.</summary>
sealed partial class TerraformShell : IDisposable
{
    readonly Workspace workspace;
    readonly ToolOptions options;
    readonly TerraformBinary binary;
    readonly Dictionary<string, string> environment;

    public TerraformShell(Workspace workspace, ToolOptions options, TerraformBinary binary)
    {
        this.workspace = workspace;
        this.options = options;
        this.binary = binary;
        Log = new(workspace.Log, new(workspace.Secrets));
        environment = ToolEnvironment.For(workspace, options);
        environment["TF_IN_AUTOMATION"] = "1";
        environment["TF_INPUT"] = "0";
        environment["CHECKPOINT_DISABLE"] = "1";
        // Always ours: neither the host's settings nor the lack of them may change what a bundle does.
        var settings = Path.Combine(AgentFolder.Make(workspace.Directory), "terraform.rc");
        File.WriteAllText(settings, Settings(options.ProviderMirror));
        environment["TF_CLI_CONFIG_FILE"] = settings;
    }

    public ToolLog Log { get; }

    public TerraformBinary Binary => binary;

    public string Tool => binary.Product;

    /// <summary>A command that may have effects or hold locks, with <c>-json</c> lines as its output.</summary>
    public async Task<ToolRun> SuperviseAsync(TerraformEvents events, IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        await SayAsync(arguments);
        var tail = new TextTail();
        var run = await ToolProcess.SuperviseAsync(Command(arguments) with { Output = events.Target, Error = Log.Target(tail) }, workspace.LeaseFile, options.Grace, cancel);
        return Told(run, events.LastError ?? LastError(tail.Text));
    }

    /// <summary>The same for a command with plain output.</summary>
    public async Task<ToolRun> SuperviseAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        await SayAsync(arguments);
        var output = new TextTail();
        var error = new TextTail();
        var run = await ToolProcess.SuperviseAsync(Command(arguments) with { Output = Log.Target(output), Error = Log.Target(error) }, workspace.LeaseFile, options.Grace, cancel);
        return Told(run, LastError(error.Text) ?? LastError(output.Text));
    }

    /// <summary>A command that only reads; its output is the caller's and may hold secrets, so it is not logged.</summary>
    public async Task<(ToolRun Run, MemoryStream Output)> ReadAsync(IReadOnlyList<string> arguments, CancellationToken cancel)
    {
        await SayAsync(arguments);
        var output = new MemoryStream();
        var error = new TextTail();
        var run = await ToolProcess.RunAsync(Command(arguments) with { Output = PipeTarget.ToStream(output), Error = Log.Target(error) }, options.QuickLimit, cancel);
        output.Position = 0;
        return (Told(run, LastError(error.Text)), output);
    }

    public void Dispose() => Log.Dispose();

    ToolCommand Command(IReadOnlyList<string> arguments) => new(Tool, binary.Path, arguments, workspace.Directory, environment);

    Task SayAsync(IReadOnlyList<string> arguments) => Log.LineAsync($"$ {Tool} {string.Join(' ', arguments)}");

    ToolRun Told(ToolRun run, string? lastError) => run with
    {
        Message = run.Message ?? (run.ExitCode == 0 ? null : lastError ?? Ending(run)),
        LogFailure = Log.Failure,
    };

    string Ending(ToolRun run) => run switch
    {
        { Killed: true } => $"{Tool} was interrupted, did not stop in time and was killed.",
        { Interrupted: true } => $"{Tool} was interrupted.",
        { ExitCode: > 128 } => $"{Tool} was ended by signal {run.ExitCode - 128}.",
        _ => $"{Tool} ended with exit code {run.ExitCode} and said nothing.",
    };

    /// <summary>The last <c>Error:</c> block of plain output, without its frame.</summary>
    public static string? LastError(string text)
    {
        var clean = Frame().Replace(text, "");
        var at = clean.LastIndexOf("Error: ", StringComparison.Ordinal);
        return at >= 0 ? TerraformEvents.Cut(clean[at..]) : clean.Trim() is { Length: > 0 } rest ? TerraformEvents.Cut(rest) : null;
    }

    [GeneratedRegex(@"\x1b\[[0-9;]*m|^[╷│╵] ?", RegexOptions.Multiline)]
    private static partial Regex Frame();

    static string Settings(string? mirror)
    {
        var text = new StringBuilder("disable_checkpoint = true\n");
        if (mirror is not null)
        {
            var quoted = "\"" + System.Text.Json.JsonEncodedText.Encode(mirror).ToString().Replace("${", "$${", StringComparison.Ordinal).Replace("%{", "%%{", StringComparison.Ordinal) + "\"";
            // Only the mirror: what is not in it is not to be had.
            text.Append(mirror.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                ? $"provider_installation {{\n  network_mirror {{\n    url = {quoted}\n  }}\n}}\n"
                : $"provider_installation {{\n  filesystem_mirror {{\n    path = {quoted}\n  }}\n}}\n");
        }
        return text.ToString();
    }
}
