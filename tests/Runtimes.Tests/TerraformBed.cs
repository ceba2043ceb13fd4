using System.Text;
using InfraAgent.Runtimes.Terraform;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Tests;

/// <summary>Real terraform in workspaces of a temporary folder. The state is a local file outside of the workspaces, or a backend's.</summary>
sealed class TerraformBed : IDisposable
{
    readonly TempFolder folder = new();
    int workspaces;

    public TerraformBed(ToolOptions? options = null) => Runtime = new(Options.Create(options ?? new ToolOptions()), Box);

    public TestBox Box { get; } = new();
    public TerraformRuntime Runtime { get; }
    public Dictionary<string, string> Variables { get; } = [];
    public List<string> Secrets { get; } = [];
    public List<(int Done, int Total)> Progress { get; } = [];
    public MemoryStream Log { get; } = new();
    public string LogText => Encoding.UTF8.GetString(Log.ToArray());
    public string StateFile => folder["world.tfstate"];

    public string Path(string name) => folder[name];

    /// <summary>A fresh workspace, as for a new run.</summary>
    public async Task<Workspace> WorkspaceAsync(string main, string? values = null, string bundleDigest = "sha256:b1", Guid? run = null)
    {
        var directory = folder[$"w{++workspaces}"];
        var files = new Dictionary<string, ReadOnlyMemory<byte>> { ["main.tf"] = Encoding.UTF8.GetBytes(main) };
        if (values is not null)
            files["env/dev.tfvars.json"] = Encoding.UTF8.GetBytes(values);
        await WorkspaceFolder.MaterialiseAsync(directory, files, default);
        return new()
        {
            Directory = directory, DeploymentId = "web-1", Environment = "dev", BundleDigest = bundleDigest, RunId = run,
            Variables = new Dictionary<string, string>(Variables), Secrets = [.. Secrets], Log = Log,
            Progress = (done, total) => Progress.Add((done, total)),
        };
    }

    /// <summary>The settings block of code whose state lies outside of the workspaces.</summary>
    public string LocalBackend => $$"""
        terraform {
          backend "local" {
            path = "{{StateFile}}"
          }
        }

        """;

    public async Task<ApplyResult> PlanAndApplyAsync(Workspace workspace, PlanMode mode = PlanMode.Apply)
    {
        var plan = await Runtime.PlanAsync(workspace, mode, default);
        Assert.True(plan.Run.Succeeded, plan.Run.Message + LogText);
        return await Runtime.ApplyAsync(workspace, mode, plan.Digest!, () => Task.CompletedTask, default);
    }

    public void Dispose() => folder.Dispose();
}
