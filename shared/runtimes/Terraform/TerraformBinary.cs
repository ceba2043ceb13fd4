using System.Collections.Concurrent;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>The binary that is installed: <c>Product</c> is <c>terraform</c> or <c>tofu</c>.</summary>
sealed record TerraformBinary(string Path, string Product, string Version)
{
    // By path and write time: an upgrade under a running service is noticed.
    static readonly ConcurrentDictionary<(string, DateTime), TerraformBinary> Known = new();

    public static string HowToGet(string named) =>
        $"Terraform is not installed: no executable '{named}' was found. Install Terraform (https://developer.hashicorp.com/terraform/install) or OpenTofu (https://opentofu.org/docs/intro/install), "
        + "put it into PATH or name it by Tools:Terraform, and repeat the request.";

    public static DateTime Written(string path) => File.GetLastWriteTimeUtc(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);

    /// <summary>Null when there is none; the message of the exception when there is one that does not work.</summary>
    /// <exception cref="InvalidDataException">What it answers is not Terraform's version.</exception>
    public static async Task<TerraformBinary?> FindAsync(Workspace workspace, ToolOptions options, CancellationToken cancel)
    {
        if (ToolLocator.Find(options.Terraform) is not { } path)
            return null;
        var key = (path, Written(path));
        if (Known.TryGetValue(key, out var known))
            return known;

        var output = new System.Text.StringBuilder();
        var run = await ToolProcess.RunAsync(
            new("terraform", path, ["version"], workspace.Directory, new Dictionary<string, string>(ToolEnvironment.For(workspace, options)) { ["CHECKPOINT_DISABLE"] = "1", ["TF_CLI_CONFIG_FILE"] = "/dev/null" })
            {
                Output = CliWrap.PipeTarget.ToStringBuilder(output),
            },
            options.QuickLimit, cancel);
        cancel.ThrowIfCancellationRequested();
        var words = output.ToString().Split('\n')[0].Split(' ');
        if (!run.Succeeded || words is not [var product, ['v', .. var version], ..] || product is not ("Terraform" or "OpenTofu"))
            throw new InvalidDataException($"'{path}' does not answer as Terraform or OpenTofu does to 'version' (exit code {run.ExitCode}); name another by Tools:Terraform.");
        var found = new TerraformBinary(path, product == "OpenTofu" ? "tofu" : "terraform", version.Trim());
        Known[key] = found;
        return found;
    }
}
