using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Text;
using CliWrap;

namespace InfraAgent.Runtimes;

/// <summary>One start of a tool. <c>Environment</c> is all that it sees: nothing is inherited.</summary>
sealed record ToolCommand(string Tool, string Executable, IReadOnlyList<string> Arguments, string WorkspaceDirectory, IReadOnlyDictionary<string, string> Environment)
{
    public PipeTarget Output { get; init; } = PipeTarget.Null;
    public PipeTarget Error { get; init; } = PipeTarget.Null;
}

/// <summary>Starts tools and sees them end. Arguments are a list on all the way; no shell is ever involved.</summary>
static class ToolProcess
{
    // What is left to read when nothing of the session runs any more. Only a process that escaped can hold the pipe longer.
    static readonly TimeSpan PipeLimit = TimeSpan.FromSeconds(10);

    /// <summary>For commands with effects: in a session under the supervisor. When <paramref name="cancel"/> comes the tool gets one SIGINT,
    /// its grace period, then SIGKILL with all its children. Returns when nothing of it runs any more, and never throws for a cancel.</summary>
    public static async Task<ToolRun> SuperviseAsync(ToolCommand command, string? leaseFile, TimeSpan grace, CancellationToken cancel)
    {
        SupervisorProgram.Require();
        var session = Path.Combine(AgentFolder.Make(command.WorkspaceDirectory, "sessions"), Guid.NewGuid().ToString("N"));
        var environment = new Dictionary<string, string>(command.Environment)
        {
            [SessionRecord.MarkVariable] = Path.GetFileName(session),
            // For the supervisor's runtime alone, which starts sooner so and leaves no diagnostics socket; it hands on all but these.
            ["DOTNET_EnableDiagnostics"] = "0",
            ["DOTNET_LTTng"] = "0",
        };
        string[] arguments =
        [
            SupervisorProgram.Assembly, session, leaseFile ?? "-", ((long)grace.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), command.Executable,
            .. command.Arguments,
        ];
        using var asked = new CancellationTokenSource();
        var exited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var abandon = new CancellationTokenSource();
        using var registration = cancel.Register(() => asked.Cancel());

        CommandTask<CommandResult> execution;
        try
        {
            execution = Wrap(command, SupervisorProgram.Host, arguments, environment)
                .WithStandardInputPipe(PipeSource.Create((stdin, ended) => HoldPipeAsync(stdin, exited, asked.Token, ended)))
                .ExecuteAsync(abandon.Token, CancellationToken.None);
        }
        catch (Win32Exception ex)
        {
            throw new InvalidOperationException($"'{SupervisorProgram.Host}' cannot be started to supervise {command.Tool}: {ex.Message}", ex);
        }
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await Task.WhenAny(exited.Task, execution.Task);

        var record = SessionRecord.Read(session);
        if (!record.Ended)
            await LeftoverSessions.EndAsync(record, grace, CancellationToken.None);
        abandon.CancelAfter(PipeLimit);
        try
        {
            await execution;
        }
        catch (OperationCanceledException)
        {
            // The pipe was abandoned; how the tool ended is known from the record.
        }
        File.Delete(session);
        return record.Ended
            ? new(command.Tool, record.ExitCode, clock.Elapsed, record.Interrupted) { Killed = record.Killed }
            : new(command.Tool, 137, clock.Elapsed) { Lost = true, Message = $"The supervisor of {command.Tool} was killed; what was left of the run was ended, how {command.Tool} itself ended was not seen." };
    }

    /// <summary>For commands that only read files: no supervisor, a time limit instead, and the whole tree is killed at its end.</summary>
    public static async Task<ToolRun> RunAsync(ToolCommand command, TimeSpan limit, CancellationToken cancel)
    {
        using var kill = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        kill.CancelAfter(limit);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            var result = await Wrap(command, command.Executable, command.Arguments, command.Environment).ExecuteAsync(kill.Token);
            return new(command.Tool, result.ExitCode, result.RunTime);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return new(command.Tool, 130, clock.Elapsed, Interrupted: true);
        }
        catch (OperationCanceledException)
        {
            return new(command.Tool, 124, clock.Elapsed)
            {
                Killed = true, Message = $"{command.Tool} {command.Arguments[0]} did not end within {limit.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s and was killed.",
            };
        }
    }

    static Command Wrap(ToolCommand command, string executable, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        Cli.Wrap(executable)
            .WithArguments(arguments)
            .WithWorkingDirectory(command.WorkspaceDirectory)
            .WithEnvironmentVariables(Only(environment))
            .WithStandardOutputPipe(command.Output)
            .WithStandardErrorPipe(command.Error)
            .WithValidation(CommandResultValidation.None);

    // A child inherits what it is not denied by name: the service's own credentials must not reach a tool.
    static Dictionary<string, string?> Only(IReadOnlyDictionary<string, string> environment)
    {
        var only = new Dictionary<string, string?>();
        foreach (DictionaryEntry own in Environment.GetEnvironmentVariables())
            only[(string)own.Key] = null;
        foreach (var (name, value) in environment)
            only[name] = value;
        return only;
    }

    // Our end of the pipe stays open while the supervisor lives: that it closes is how our death is noticed.
    static async Task HoldPipeAsync(Stream stdin, TaskCompletionSource exited, CancellationToken asked, CancellationToken ended)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(asked, ended);
        await Task.Delay(Timeout.Infinite, either.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (!ended.IsCancellationRequested)
        {
            try
            {
                await stdin.WriteAsync("interrupt\n"u8.ToArray(), ended);
                await stdin.FlushAsync(ended);
            }
            catch (Exception ex) when (ex is IOException or OperationCanceledException)
            {
                // It ended at this very moment.
            }
            await Task.Delay(Timeout.Infinite, ended).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        // CliWrap cancels this token when the process has exited, while its output may still be held open by what it left behind.
        exited.TrySetResult();
    }
}
