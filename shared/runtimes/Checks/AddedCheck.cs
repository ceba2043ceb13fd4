using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Checks;

/// <summary>
/// A check by a tool that no bundle needs: who has it gets what it finds, and who has not sees that it was not run, with a verdict that does not wait for it.
/// A tool that is there and gives no answer is <c>not_run</c> like any other, never passed.
/// </summary>
public abstract partial class AddedCheck(IOptions<ToolOptions> options)
{
    const int LongestText = 2000;

    /// <summary>The check's name in reports, and the tool's.</summary>
    public abstract string Name { get; }

    public abstract bool Concerns(string runtime);

    /// <summary>Changes with the tool that would be asked and with what it is asked by; cheap to ask again and again.</summary>
    public string Identity => ToolLocator.Find(Executable(options.Value)) is { } path ? $"{Name} {path} {Terraform.TerraformBinary.Written(path):O} {Setting(options.Value)}" : $"{Name} -";

    /// <param name="workspace">The bundle's folder.</param>
    /// <param name="rendered">What the runtime's own checks rendered; null where there is nothing.</param>
    /// <param name="cancel">Throws.</param>
    public async Task<CheckResult> CheckAsync(Workspace workspace, string? rendered, CancellationToken cancel)
    {
        if (ToolLocator.Find(Executable(options.Value)) is not { } path) return NotRun(HowToGet, optional: true);
        if (Needless(options.Value, rendered) is { } needless) return NotRun(needless, optional: true);
        var version = await VersionAsync(path, workspace, cancel);
        try
        {
            return Told(await AskAsync(arguments => RunAsync(path, arguments, workspace, cancel), options.Value, workspace, rendered, cancel), version);
        }
        catch (NoAnswerException ex)
        {
            return Told(NotRun(ex.Message, optional: false), version);
        }
    }

    private protected abstract string Executable(ToolOptions options);

    private protected abstract string HowToGet { get; }

    private protected abstract IReadOnlyList<string> VersionArguments { get; }

    /// <summary>Beside the executable, what its answer depends on.</summary>
    private protected virtual string? Setting(ToolOptions options) => null;

    /// <summary>Why there is nothing to ask the tool; null where there is.</summary>
    private protected virtual string? Needless(ToolOptions options, string? rendered) => null;

    private protected virtual IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string>();

    /// <exception cref="NoAnswerException">The answer says nothing about the bundle.</exception>
    private protected abstract Task<CheckResult> AskAsync(Func<IReadOnlyList<string>, Task<ToolAnswer>> ask, ToolOptions options, Workspace workspace, string? rendered, CancellationToken cancel);

    private protected CheckResult Judged(IReadOnlyList<Finding> findings, string? reason = null) =>
        new(new Check { Name = Name, Status = findings.Any(f => f.Severity == "error") ? "failed" : "passed", Tool = Name, Reason = reason }, findings);

    private protected NoAnswerException Failed(ToolAnswer answer, string? why = null) =>
        new($"{Name}: {Cut(why ?? (answer.Said.Length > 0 ? answer.Said : $"it ended with exit code {answer.ExitCode} and said nothing that can be read."))}");

    private protected JsonElement Json(ToolAnswer answer)
    {
        try
        {
            return JsonElement.Parse(answer.Text) is { ValueKind: JsonValueKind.Object } json ? json : throw Failed(answer);
        }
        catch (JsonException)
        {
            throw Failed(answer);
        }
    }

    private protected static string? Text(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private protected static int? Number(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private protected static JsonElement Member(JsonElement item, string name) => item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) ? value : default;

    /// <summary>Null where it is no list.</summary>
    private protected static IReadOnlyList<JsonElement>? Items(JsonElement item, string name) => Member(item, name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : null;

    private protected static string Cut(string text) => text.Length > LongestText ? text[..LongestText] + "…" : text;

    CheckResult NotRun(string reason, bool optional) => new(new Check { Name = Name, Status = "not_run", Tool = Name, Reason = reason, Optional = optional ? true : null }, []);

    static CheckResult Told(CheckResult result, string? version) => result with { Check = result.Check with { Version = version } };

    async Task<string?> VersionAsync(string path, Workspace workspace, CancellationToken cancel)
    {
        try
        {
            var answer = await RunAsync(path, VersionArguments, workspace, cancel);
            return VersionNumber().Match(System.Text.Encoding.UTF8.GetString(answer.Text)) is { Success: true } match ? match.Value : null;
        }
        catch (NoAnswerException)
        {
            return null; // what is asked of it next says what is wrong
        }
    }

    Task<ToolAnswer> RunAsync(string path, IReadOnlyList<string> arguments, Workspace workspace, CancellationToken cancel)
    {
        var environment = ToolEnvironment.For(workspace, options.Value);
        foreach (var (name, value) in Variables) environment[name] = value;
        return ToolQuestion.AskAsync(new ToolCommand(Name, path, arguments, workspace.Directory, environment), workspace.Secrets, options.Value.QuickLimit, cancel);
    }

    [GeneratedRegex(@"\d+\.\d+\.\d+")]
    private static partial Regex VersionNumber();
}
