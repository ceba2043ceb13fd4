using System.Text.Json;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Costs;

/// <summary>What infracost answers: the JSON of <c>infracost breakdown</c>, an object, or why there is none.</summary>
public sealed record InfracostAnswer
{
    public JsonElement Json { get; init; }

    /// <summary>Null when it answered.</summary>
    public string? Failure { get; init; }
}

/// <summary>Has plans priced by <c>infracost</c>, where it is configured (<c>Tools:Infracost</c>): it asks a pricing service, so it is never used only because it is there.</summary>
public sealed class InfracostTool(IOptions<ToolOptions> options)
{
    const int LongestReason = 1000;

    // Of its own settings, the one that says where prices come from.
    const string Endpoint = "INFRACOST_PRICING_API_ENDPOINT";

    public bool IsConfigured => options.Value.Infracost is { Length: > 0 };

    /// <summary>Never throws for what the tool does.</summary>
    /// <param name="plan">As <c>terraform show -json</c> has it, without secrets.</param>
    /// <param name="key">Its API key. Handed over by the environment alone, and redacted from what it says.</param>
    /// <param name="folder">An empty folder for this alone; what is left in it is the caller's to remove.</param>
    /// <param name="limit">After which it is killed.</param>
    /// <param name="cancel">Throws.</param>
    public async Task<InfracostAnswer> AskAsync(ReadOnlyMemory<byte> plan, string key, string folder, TimeSpan limit, CancellationToken cancel)
    {
        if (ToolLocator.Find(options.Value.Infracost!) is not { } path) return Failed($"there is no program '{options.Value.Infracost}'. Install infracost there, or mend Tools:Infracost.");
        await File.WriteAllBytesAsync(Path.Combine(folder, "plan.json"), plan, cancel);
        var workspace = new Workspace { Directory = folder, DeploymentId = "", Environment = "", BundleDigest = "", Log = Stream.Null };
        var environment = ToolEnvironment.For(workspace, options.Value);
        environment["INFRACOST_API_KEY"] = key;
        environment["INFRACOST_CURRENCY"] = "USD";
        // The estimate is nobody's but the caller's.
        environment["INFRACOST_ENABLE_CLOUD"] = "false";
        environment["INFRACOST_SKIP_UPDATE_CHECK"] = "true";
        if (Environment.GetEnvironmentVariable(Endpoint) is { Length: > 0 } endpoint) environment[Endpoint] = endpoint;
        try
        {
            var answer = await ToolQuestion.AskAsync(
                new ToolCommand("infracost", path, ["breakdown", "--path", "plan.json", "--format", "json", "--no-color"], folder, environment), [key], limit, cancel);
            if (answer.ExitCode != 0) return Failed(answer.Said.Length > 0 ? answer.Said : $"it ended with exit code {answer.ExitCode} and said nothing.");
            return JsonElement.Parse(answer.Text) is { ValueKind: JsonValueKind.Object } json ? new() { Json = json } : Failed("its answer is no JSON object.");
        }
        catch (NoAnswerException ex)
        {
            return Failed(ex.Message);
        }
        catch (JsonException)
        {
            return Failed("its answer is no JSON object.");
        }

        InfracostAnswer Failed(string why)
        {
            // Where the folder is is this machine's business.
            why = why.Replace(folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal).Replace(folder, ".", StringComparison.Ordinal);
            return new() { Failure = why.Length > LongestReason ? why[..LongestReason] + "…" : why };
        }
    }
}
