using System.ComponentModel;
using CliWrap;

namespace InfraAgent.Runtimes;

/// <summary>What a tool printed, whole, and its last words beside it.</summary>
sealed record ToolAnswer(int ExitCode, byte[] Text, string Said);

/// <summary>The tool could not be asked, or its answer says nothing of what it was asked about; the message says why.</summary>
sealed class NoAnswerException(string message) : Exception(message);

/// <summary>Has a tool that only reads files print its answer, within bounds of time and length.</summary>
static class ToolQuestion
{
    const int LongestAnswer = 16 << 20;

    /// <param name="secrets">What of its environment must not be in its last words.</param>
    /// <exception cref="NoAnswerException">It cannot be started, was ended, or says too much.</exception>
    public static async Task<ToolAnswer> AskAsync(ToolCommand command, IReadOnlyCollection<string> secrets, TimeSpan limit, CancellationToken cancel)
    {
        using var output = new MemoryStream();
        using var log = new ToolLog(Stream.Null, new(secrets));
        var said = new TextTail();
        ToolRun run;
        try
        {
            run = await ToolProcess.RunAsync(command with { Output = PipeTarget.Create(KeepAsync), Error = log.Target(said) }, limit, cancel);
        }
        catch (Win32Exception ex)
        {
            throw new NoAnswerException($"{command.Tool} cannot be started: {ex.Message}");
        }
        cancel.ThrowIfCancellationRequested();
        if (run.Killed) throw new NoAnswerException(run.Message!);
        if (run.ExitCode > 128) throw new NoAnswerException($"{command.Tool} was ended by signal {run.ExitCode - 128}.");
        if (output.Length > LongestAnswer) throw new NoAnswerException($"{command.Tool} answers with more than the {LongestAnswer >> 20} MiB that are read.");
        return new(run.ExitCode, output.ToArray(), said.Text.Trim());

        async Task KeepAsync(Stream from, CancellationToken cancelled)
        {
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await from.ReadAsync(buffer, cancelled)) > 0)
                if (output.Length <= LongestAnswer) output.Write(buffer, 0, read);
        }
    }
}
