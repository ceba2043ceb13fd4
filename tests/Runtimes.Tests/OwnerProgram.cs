using System.Diagnostics;
using System.Globalization;

namespace InfraAgent.Runtimes.Tests;

/// <summary>An executor in small, in a process of its own: runs one tool under the supervisor.
/// <code>WORKSPACE GRACE_MS TOOL [ARGUMENT…]</code></summary>
static class OwnerProgram
{
    static async Task<int> Main(string[] args)
    {
        if (args.Length < 3)
            return 64;
        var run = await ToolProcess.SuperviseAsync(
            new("tool", args[2], args[3..], args[0], new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! }),
            null, TimeSpan.FromMilliseconds(int.Parse(args[1], CultureInfo.InvariantCulture)), CancellationToken.None);
        return run.ExitCode;
    }

    public static Process Start(string workspace, TimeSpan grace, string tool, params string[] arguments) =>
        Process.Start(new ProcessStartInfo(SupervisorProgram.Host,
        [
            typeof(OwnerProgram).Assembly.Location, workspace, ((int)grace.TotalMilliseconds).ToString(CultureInfo.InvariantCulture), tool, .. arguments,
        ]))!;
}
