using System.Diagnostics;
using InfraAgent.Hosting.Security;

namespace InfraAgent.Api.Tests.TerraformState;

/// <summary>The real terraform in a folder of its own, with the environment that the executor gives it.</summary>
sealed class TerraformRun : IDisposable
{
    // The provisioner says that it has begun and waits to be let go: an apply can be held in its middle, without clocks.
    const string Code = """
        terraform {
          backend "http" {}
        }
        variable "text" { type = string }
        resource "terraform_data" "first" {
          input = var.text
        }
        resource "terraform_data" "slow" {
          input            = terraform_data.first.output
          triggers_replace = var.text
          provisioner "local-exec" {
            command = "touch started; while [ ! -e go ]; do sleep 0.05; done"
          }
        }
        output "text" { value = terraform_data.slow.output }
        """;

    readonly string folder = Directory.CreateTempSubdirectory("infra-agent-tf-").FullName;
    readonly Dictionary<string, string> variables;

    public TerraformRun(TestApi api, string deploymentId, string password)
    {
        File.WriteAllText(Path.Combine(folder, "main.tf"), Code);
        File.WriteAllText(Path.Combine(folder, "empty.tfrc"), "");
        variables = new(StateBackend.Variables(api.Url, deploymentId, password))
        {
            ["TF_CLI_CONFIG_FILE"] = Path.Combine(folder, "empty.tfrc"),
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
        };
    }

    public static TerraformRun For(TestApi api, string deploymentId, Guid run, long epoch) => new(api, deploymentId, StateToken.Issue(api.Box, run, deploymentId, epoch));

    public static bool IsInstalled { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(x => File.Exists(Path.Combine(x, "terraform")));

    public bool HasErroredState => File.Exists(Path.Combine(folder, "errored.tfstate"));

    public void LetGo() => File.WriteAllText(Path.Combine(folder, "go"), "");

    /// <summary>The next apply is held again.</summary>
    public void Hold()
    {
        File.Delete(Path.Combine(folder, "go"));
        File.Delete(Path.Combine(folder, "started"));
    }

    /// <summary>Until the slow resource is being made.</summary>
    public async Task WaitUntilStartedAsync(Task run)
    {
        while (!File.Exists(Path.Combine(folder, "started")))
        {
            Assert.False(run.IsCompleted, "terraform ended before its apply began");
            await Task.Delay(20);
        }
    }

    public Task<(int ExitCode, string Output)> ApplyAsync(string text) => RunAsync("apply", "-auto-approve", "-input=false", "-no-color", $"-var=text={text}");

    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("terraform", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var hangs = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var output = process.StandardOutput.ReadToEndAsync(hangs.Token);
        var error = process.StandardError.ReadToEndAsync(hangs.Token);
        try
        {
            await process.WaitForExitAsync(hangs.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return (process.ExitCode, await output + await error);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
