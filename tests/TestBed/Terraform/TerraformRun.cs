using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace InfraAgent.TestBed.Terraform;

/// <summary>One run of terraform, which a test may interrupt or kill.</summary>
public sealed partial class TerraformRun : IDisposable
{
    /// <summary>Guards against a hang; no test depends on it.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    const int SigInt = 2;

    readonly Process process;
    readonly StringBuilder output = new();

    TerraformRun(Process process)
    {
        this.process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Pid => process.Id;

    /// <summary>Known after <see cref="EndAsync"/>; by a signal, 128 and its number.</summary>
    public int ExitCode { get; private set; } = -1;

    /// <summary>Standard output and error, in the order in which their lines came.</summary>
    public string Output
    {
        get
        {
            lock (output) return output.ToString();
        }
    }

    /// <summary>The lines that are JSON objects, as with <c>-json</c>.</summary>
    public IReadOnlyList<JsonObject> Messages =>
        Output.Split('\n').Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();

    internal static TerraformRun Start(ProcessStartInfo start) => new(Process.Start(start)!);

    /// <summary>Waits until terraform has ended, and all its output is here.</summary>
    /// <param name="atMost">For what is known to take long.</param>
    public async Task<TerraformRun> EndAsync(TimeSpan? atMost = null)
    {
        using var patience = new CancellationTokenSource(atMost ?? Patience);
        await process.WaitForExitAsync(patience.Token);
        ExitCode = process.ExitCode;
        return this;
    }

    /// <summary>SIGINT: terraform finishes what it has begun. A second one makes it quit at once.</summary>
    public void Interrupt()
    {
        if (Signal(process.Id, SigInt) != 0) throw new InvalidOperationException("terraform has ended already; there is nothing to interrupt.");
    }

    /// <summary>SIGKILL, to terraform alone; the provider that it started is left behind.</summary>
    public void Kill() => process.Kill(entireProcessTree: false);

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.Dispose();
    }

    void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (output) output.Append(line.Data).Append('\n');
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int pid, int signal);
}
