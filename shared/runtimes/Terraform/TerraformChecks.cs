using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;

namespace InfraAgent.Runtimes.Terraform;

/// <summary>
/// fmt, init without a backend, validate. Rule ids: <c>STATIC001</c> not in canonical format, <c>STATIC002</c> modules or providers do not
/// fit together, <c>STATIC003</c> not valid. A check that could not be made is <c>not_run</c> with its reason, never passed.
/// </summary>
sealed partial class TerraformChecks(TerraformShell shell, TerraformBinary binary)
{
    public const string Format = "terraform_fmt";
    public const string Init = "terraform_init";
    public const string Validate = "terraform_validate";

    public static IReadOnlyList<CheckResult> NotRun(string reason) =>
        [.. new[] { Format, Init, Validate }.Select(name => new CheckResult(new() { Name = name, Status = "not_run", Tool = "terraform", Reason = reason }, []))];

    public async Task<IReadOnlyList<CheckResult>> RunAsync(CancellationToken cancel)
    {
        var format = await FormatAsync(cancel);
        var (init, _) = await shell.ReadAsync(["init", "-backend=false", "-input=false", "-no-color"], cancel);
        cancel.ThrowIfCancellationRequested();
        var validate = await ValidateAsync(init, cancel);
        return [format, InitResult(init), validate];
    }

    async Task<CheckResult> FormatAsync(CancellationToken cancel)
    {
        // 0 as it should be, 3 files are listed, 2 something cannot be read.
        var (run, output) = await shell.ReadAsync(["fmt", "-check", "-recursive", "-diff=false", "-no-color"], cancel);
        cancel.ThrowIfCancellationRequested();
        var files = Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return run.ExitCode switch
        {
            0 => Passed(Format),
            3 => Failed(Format, files.Select(file => new Finding
            {
                RuleId = "STATIC001", Message = $"'{file}' is not in canonical format.", File = file, Remediation = $"Run '{binary.Product} fmt {file}'.",
            })),
            2 => Failed(Format, [At("STATIC001", run.Message ?? "A file cannot be read.")]),
            _ => NotRun(Format, run.Message),
        };
    }

    // Init also fails where there is no way to a registry. That says nothing about the bundle: only a message that names a line does.
    CheckResult InitResult(ToolRun init) =>
        init.Succeeded ? Passed(Init)
        : init.Message is { } message && Place().IsMatch(message) ? Failed(Init, [At("STATIC002", message)])
        : NotRun(Init, init.Message);

    async Task<CheckResult> ValidateAsync(ToolRun init, CancellationToken cancel)
    {
        var (run, output) = await shell.ReadAsync(["validate", "-json", "-no-color"], cancel);
        cancel.ThrowIfCancellationRequested();
        JsonDocument document;
        try
        {
            document = await JsonDocument.ParseAsync(output, default, cancel);
        }
        catch (JsonException)
        {
            return NotRun(Validate, run.Message);
        }
        using (document)
        {
            var findings = new List<Finding>();
            foreach (var diagnostic in document.RootElement.GetProperty("diagnostics").EnumerateArray())
            {
                if (init.Succeeded || !FollowsFromInit(diagnostic))
                    findings.Add(Found(diagnostic));
            }
            if (findings.Exists(finding => finding.Severity == "error"))
                return new(Check(Validate, "failed"), findings);
            return init.Succeeded
                ? new(Check(Validate, "passed"), findings)
                : NotRun(Validate, $"init did not succeed: {init.Message}");
        }
    }

    static bool FollowsFromInit(JsonElement diagnostic) =>
        diagnostic.GetProperty("summary").GetString() is "Module not installed" or "Missing required provider" or "Inconsistent dependency lock file" or "Required plugins are not installed";

    Finding Found(JsonElement diagnostic)
    {
        var summary = diagnostic.GetProperty("summary").GetString() ?? "";
        var detail = diagnostic.TryGetProperty("detail", out var more) ? more.GetString() : null;
        var range = diagnostic.TryGetProperty("range", out var place) && place.ValueKind == JsonValueKind.Object ? place : (JsonElement?)null;
        return new()
        {
            RuleId = "STATIC003",
            Severity = diagnostic.GetProperty("severity").GetString() == "error" ? "error" : "warning",
            Message = shell.Log.Redactor.Redact(string.IsNullOrEmpty(detail) ? summary : $"{summary}: {detail}"),
            File = range?.GetProperty("filename").GetString(),
            Line = range?.GetProperty("start").GetProperty("line").GetInt32(),
        };
    }

    static Finding At(string rule, string message)
    {
        var place = Place().Match(message);
        return new()
        {
            RuleId = rule, Message = message, File = place.Success ? place.Groups[1].Value : null,
            Line = place.Success && int.TryParse(place.Groups[2].Value, out var line) ? line : null,
        };
    }

    [GeneratedRegex(@"^\s*on (\S+) line (\d+)", RegexOptions.Multiline)]
    private static partial Regex Place();

    CheckResult Passed(string name) => new(Check(name, "passed"), []);

    CheckResult Failed(string name, IEnumerable<Finding> findings) => new(Check(name, "failed"), [.. findings]);

    CheckResult NotRun(string name, string? reason) => new(Check(name, "not_run") with { Reason = reason ?? "The tool gave no answer." }, []);

    Check Check(string name, string status) => new() { Name = name, Status = status, Tool = binary.Product, Version = binary.Version };
}
