using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Rego;

/// <summary>Asks Rego policies about documents: by <c>opa</c>, or where that is not installed by <c>conftest</c>. Policies are the operator's; what they look at
/// is anybody's, and reaches the tool as a file and never as a word of its command line.</summary>
public sealed class RegoTools(IOptions<ToolOptions> options)
{
    public const string HowToGet =
        "Install opa (https://www.openpolicyagent.org/docs/#running-opa) or conftest (https://www.conftest.dev/install/) where policy is judged, put it into PATH or name it by Tools:Opa or Tools:Conftest, and repeat the request.";

    /// <summary>The tool that would be asked; null where neither is installed.</summary>
    public string? Installed => Find()?.Tool.Name;

    /// <summary>Never throws for what a tool or a policy does.</summary>
    /// <param name="documents">Each a JSON object; the policy is asked about each by itself.</param>
    /// <param name="folder">An empty folder for this alone; what is left in it is the caller's to remove.</param>
    public async Task<RegoAnswer> AskAsync(RegoPolicy policy, IReadOnlyList<ReadOnlyMemory<byte>> documents, string folder, TimeSpan limit, CancellationToken cancel)
    {
        if (Find() is not var (tool, path)) return new() { Tool = "opa", Failure = "Neither opa nor conftest is installed. " + HowToGet };
        if (documents.Count == 0) return new() { Tool = tool.Name };
        var workspace = new Workspace { Directory = folder, DeploymentId = "", Environment = "", BundleDigest = "", Log = Stream.Null };
        var question = new RegoQuestion(policy, documents, folder, (arguments, cancelled) => RunAsync(tool, path, arguments, workspace, limit, cancelled));
        try
        {
            return new() { Tool = tool.Name, Messages = await tool.AskAsync(question, cancel) };
        }
        catch (NoAnswerException ex)
        {
            return new() { Tool = tool.Name, Failure = Cleaned(ex.Message) };
        }

        // Where the folders are is this machine's business.
        string Cleaned(string text) => text.Replace(policy.Directory + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(policy.Directory, ".", StringComparison.Ordinal)
            .Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
    }

    (RegoTool Tool, string Path)? Find() =>
        ToolLocator.Find(options.Value.Opa) is { } opa ? (OpaTool.Instance, opa) : ToolLocator.Find(options.Value.Conftest) is { } conftest ? (ConftestTool.Instance, conftest) : null;

    Task<ToolAnswer> RunAsync(RegoTool tool, string path, IReadOnlyList<string> arguments, Workspace workspace, TimeSpan limit, CancellationToken cancel) =>
        ToolQuestion.AskAsync(new ToolCommand(tool.Name, path, arguments, workspace.Directory, ToolEnvironment.For(workspace, options.Value)), [], limit, cancel);
}
