using System.Text.Json;
using InfraAgent.Contracts;
using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Checks;

/// <summary>Code for Terraform by tflint's own rules, in every folder of it: <c>STATIC004</c>. Fetches no plugins. As hard as tflint says, and no harder: what it calls no error is none here.</summary>
public sealed class TflintCheck(IOptions<ToolOptions> options) : AddedCheck(options)
{
    public override string Name => "tflint";

    public override bool Concerns(string runtime) => runtime == "terraform";

    private protected override string Executable(ToolOptions options) => options.Tflint;

    private protected override string HowToGet => "tflint is not installed. Who wants its findings installs it (https://github.com/terraform-linters/tflint) where policy is judged, in PATH or named by Tools:Tflint.";

    private protected override IReadOnlyList<string> VersionArguments => ["--version"];

    // It asks for news of itself otherwise.
    private protected override IReadOnlyDictionary<string, string> Variables => new Dictionary<string, string> { ["TFLINT_DISABLE_VERSION_CHECK"] = "1" };

    private protected override async Task<CheckResult> AskAsync(Func<IReadOnlyList<string>, Task<ToolAnswer>> ask, ToolOptions options, Workspace workspace, string? rendered, CancellationToken cancel)
    {
        // 0 nothing found, 2 something found, 1 it could not look at all of it; findings are in the answer in any case.
        var answer = await ask(["--recursive", "--format", "json", "--no-color"]);
        var json = Json(answer);
        if (Items(json, "errors") is [var error, ..]) throw Failed(answer, Text(error, "message") ?? Text(error, "summary"));
        if (answer.ExitCode is not (0 or 2) || Items(json, "issues") is not { } issues) throw Failed(answer);
        return Judged([.. issues.Select(i => Found(answer, i))]);
    }

    Finding Found(ToolAnswer answer, JsonElement issue)
    {
        var (rule, range) = (Member(issue, "rule"), Member(issue, "range"));
        if (Text(issue, "message") is not { } message || Text(rule, "name") is not { } name) throw Failed(answer, "its answer has an issue without 'message' or 'rule.name'.");
        var start = Member(range, "start");
        return new Finding
        {
            RuleId = "STATIC004", Message = $"{Cut(message)} ({name})", File = Text(range, "filename") is { Length: > 0 } file ? file : null,
            Line = Number(start, "line") is > 0 and var line ? line : null, Column = Number(start, "column") is > 0 and var column ? column : null,
            Severity = Text(rule, "severity") switch { "error" => "error", "warning" => "warning", _ => "note" },
            Remediation = Text(rule, "link") is { Length: > 0 } link ? $"See {link}." : null,
        };
    }
}
