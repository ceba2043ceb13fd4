using InfraAgent.TestBed;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>Stands before the real terraform in an agent's PATH and holds its commands where a test wants them, for as long as it wants:
/// a stage is open because its gate is closed, not because something is slow. What passes is the real binary, under the same process id.</summary>
public sealed class ToolGates : IDisposable
{
    public const string Validate = "validate";
    public const string Plan = "plan";
    public const string Apply = "apply";
    /// <summary>Verifications and scans.</summary>
    public const string Refresh = "refresh";
    /// <summary>In the middle of an apply: after the replicas of <see cref="Requests.Rollout"/>, before their endpoint.</summary>
    public const string Rollout = "rollout";

    readonly TempFolder folder = new();

    public ToolGates()
    {
        Directory.CreateDirectory(folder.File("bin"));
        Directory.CreateDirectory(folder.File("gates"));
        Write("terraform", $$"""
            step=$1
            for word in "$@"; do [ "$word" != -refresh-only ] || step={{Refresh}}; done
            {{Wait}}
            exec {{TerraformFolder.Executable}} "$@"
            """);
        // What a rollout of the local cloud runs.
        Write("sleep", $$"""
            step={{Rollout}}
            {{Wait}}
            echo "$id" >>{{folder.File("rollouts")}}
            """);
    }

    /// <summary>For the agent.</summary>
    public string SearchPath => folder.File("bin") + ":" + Environment.GetEnvironmentVariable("PATH");

    // A gate with something in it is not left for an interrupt. Static analysis has no deployment's state, so its gates are everybody's.
    string Wait => $$"""
        id=${TF_HTTP_ADDRESS##*/}
        gate={{folder.File("gates")}}/$step.$id
        if [ -e "$gate" ]; then
            [ ! -s "$gate" ] || trap '' INT
            echo $$ >"$gate.reached"
            while [ -e "$gate" ]; do /bin/sleep 0.05; done
            trap - INT
        fi
        """;

    /// <param name="step">One of the constants.</param>
    /// <param name="deploymentId">Empty for <see cref="Validate"/>.</param>
    /// <param name="stubborn">Whoever waits at it does not listen to an interrupt.</param>
    public void Close(string step, string deploymentId = "", bool stubborn = false)
    {
        File.Delete(Gate(step, deploymentId) + ".reached");
        File.WriteAllText(Gate(step, deploymentId), stubborn ? "stubborn" : "");
    }

    public void Open(string step, string deploymentId = "") => File.Delete(Gate(step, deploymentId));

    public void OpenAll()
    {
        foreach (var gate in Directory.GetFiles(folder.File("gates")).Where(g => !g.EndsWith(".reached", StringComparison.Ordinal)))
            File.Delete(gate);
    }

    public Task ReachedAsync(string step, string deploymentId = "") =>
        Eventually.True(() => File.Exists(Gate(step, deploymentId) + ".reached"), $"{deploymentId} is at {step}", Patience.Limit);

    /// <summary>Whoever waited at it has ended, without having passed.</summary>
    public Task DesertedAsync(string step, string deploymentId) =>
        Eventually.True(() => !ProcessFinder.Lives(int.Parse(File.ReadAllText(Gate(step, deploymentId) + ".reached"))), $"nobody waits for {step} of {deploymentId}", Patience.Limit);

    /// <summary>How often a rollout took effect.</summary>
    public int Rollouts(string deploymentId) =>
        File.Exists(folder.File("rollouts")) ? File.ReadAllLines(folder.File("rollouts")).Count(id => id == deploymentId) : 0;

    public void Dispose()
    {
        OpenAll();
        folder.Dispose();
    }

    string Gate(string step, string deploymentId) => Path.Combine(folder.File("gates"), $"{step}.{deploymentId}");

    void Write(string name, string script)
    {
        var path = Path.Combine(folder.File("bin"), name);
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}

static class Patience
{
    /// <summary>Only keeps a broken test from hanging; nothing is measured by it.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
}
