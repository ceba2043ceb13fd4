using System.Diagnostics;
using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Deploy;

/// <summary>What a person at a terminal sees; plain lines where the output goes elsewhere.</summary>
sealed class Screen
{
    const int LogLines = 15;
    const int ValueWidth = 100;
    const int BarWidth = 24;

    readonly bool terminal = !Console.IsOutputRedirected;
    readonly bool colours = !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    readonly long started = Stopwatch.GetTimestamp();
    string said = "";
    bool bar;

    public void Step(string what, string about)
    {
        EndBar();
        Console.WriteLine();
        Console.WriteLine($"{Bold(what)}  {about}");
    }

    public void Note(string text) => Line("", text);

    public void Bundle(Reply answer)
    {
        Line(Good("200"), $"revision {answer.Word("revision")}, {answer.Word("digest")}");
        var files = answer.Body.GetProperty("files").EnumerateArray().ToList();
        var folder = answer.Word("archive").Replace(".tar.gz", "/", StringComparison.Ordinal);
        Line("", $"{files.Count} files below {folder}");
        foreach (var file in files)
            Line("", $"  {file.GetProperty("href").GetString()!.Replace(folder, "", StringComparison.Ordinal),-32} {Faint($"{file.GetProperty("size").GetInt64(),7:N0} bytes")}");
        Line("", $"all of it: {answer.Word("archive")}");
        foreach (var check in answer.Body.GetProperty("checks").Deserialize<List<Check>>(Json.Options)!)
            Line(check.Status == "passed" ? Good("✓") : Bad("–"), $"{check.Name}{Beside(check.Tool, check.Version)}{(check.Reason is null ? "" : $": {check.Reason}")}");
        if (answer.Body.TryGetProperty("findings", out var findings))
            Findings(findings.Deserialize<List<Finding>>(Json.Options)!);
    }

    public void Event(string type, EventData data)
    {
        switch (type)
        {
            case EventType.ApplyProgressed when data is { Done: { } done, Total: { } total and > 0 }:
                Bar(done, total);
                return;
            case EventType.PlanMade when data.Plan is { Summary: var plan }:
                Tell("plan", plan.HasChanges
                    ? $"{Good($"{plan.Add} to add")}, {plan.Change} to change, {(plan.Destroy > 0 ? Bad($"{plan.Destroy} to destroy") : "0 to destroy")}{(plan.Replace > 0 ? $", {Bad($"{plan.Replace} to replace")}" : "")}"
                    : "nothing to change");
                return;
            case EventType.PlanJudged:
                Tell("policy", data.Verdict == Verdict.Fail ? Bad("violated") : data.Verdict == Verdict.Pass ? Good("passed") : $"{data.Verdict}");
                Findings(data.Findings ?? []);
                if (data.Plan?.Cost is { } cost)
                    Tell("cost", $"{(cost.Complete ? "" : "at least ")}{cost.MonthlyUsd:0.00} USD a month{(cost.DifferenceUsd is { } more ? $" ({(cost.DifferenceComplete == true ? "" : "about ")}{more:+0.00;-0.00;+0.00} to what runs now)" : "")}");
                return;
            case EventType.PlanOutdated:
                Tell("plan", $"is outdated, planning again: {data.Reason}");
                return;
            case EventType.PlanApplied:
                Tell("apply", Good("complete"));
                return;
            case EventType.RunFinished:
                return;
        }
        var phase = data.Phase ?? data.Status;
        if (phase is not null)
            Tell(phase, data.WaitingOn is null ? "" : $"place {data.Position}, waits for {(data.WaitingOn == "slot" ? "a free slot" : data.WaitingOn)}");
    }

    public void Approval(string id, EventData data) =>
        Tell("approval", $"needed: POST /deployments/{id}/approve {{\"plan_digest\": \"{data.Digest}\"}}");

    public void Outcome(DeploymentStatus status)
    {
        Line(status.Status == Status.Healthy ? Good(status.Status) : Bad(status.Status), $"after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        foreach (var (name, output) in status.Outputs)
            Line("", $"{name} = {(output.Sensitive ? "(sensitive)" : Cut(output.Value?.ToString() ?? "null"))}");
        if (status.Failure is { } failure)
            Line(Bad("failure"), $"{failure.Stage}{Beside(failure.Tool, failure.ExitCode is { } code ? $"exit code {code}" : null)}: {failure.Message}");
        if (status.Status != Status.Healthy)
            Findings(status.Findings);
    }

    public void Log(string path, string text)
    {
        Line("", $"the end of {path}:");
        foreach (var line in text.TrimEnd().Split('\n').TakeLast(LogLines))
            Console.WriteLine($"      {Faint(line)}");
    }

    public void Refusal(Reply answer)
    {
        EndBar();
        Line(Bad($"{(int)answer.Status}"), answer.Body.ValueKind == JsonValueKind.Object ? $"{answer.Word("title")}. {answer.Word("detail")}" : Cut(answer.Text));
        if (answer.Body.ValueKind == JsonValueKind.Object && answer.Body.TryGetProperty("errors", out var errors))
            Findings(errors.Deserialize<List<Finding>>(Json.Options)!);
        if (answer.Word("logs_ref") is { Length: > 0 } logs)
            Line("", $"what the tool said: GET /logs/{logs}");
    }

    void Findings(IReadOnlyList<Finding> findings)
    {
        foreach (var finding in findings)
        {
            var place = finding.Pointer ?? finding.Resource ?? finding.File ?? "";
            Line(finding.Severity == "error" ? Bad(finding.RuleId) : finding.RuleId, $"{(place.Length > 0 ? place + ": " : "")}{finding.Message}{Advice(finding)}");
        }
    }

    static string Advice(Finding finding) => finding switch
    {
        { Waiver: { } waiver } => $" Waived until {waiver.Expires:yyyy-MM-dd} ({waiver.Owner}).",
        { Remediation: { } remediation } => " " + remediation,
        _ => "",
    };

    /// <summary>The same thing twice is said once.</summary>
    void Tell(string what, string more)
    {
        var line = $"{Clock()}  {what.Replace('_', ' '),-12} {more}";
        if (what + more == said)
            return;
        said = what + more;
        EndBar();
        Console.WriteLine($"  {line.TrimEnd()}");
    }

    void Bar(int done, int total)
    {
        if (!terminal)
        {
            Tell("applying", $"{done} of {total}");
            return;
        }
        var filled = BarWidth * done / total;
        Console.Write($"\r  {Clock()}  {"applying",-12} {Good(new string('█', filled))}{Faint(new string('░', BarWidth - filled))} {done} of {total} ");
        bar = true;
    }

    void EndBar()
    {
        if (bar)
            Console.WriteLine();
        bar = false;
    }

    static void Line(string mark, string text) => Console.WriteLine(mark.Length == 0 ? $"  {text}" : $"  {mark} {text}");

    string Clock() => Faint($"{Stopwatch.GetElapsedTime(started).TotalSeconds,6:0.0} s");

    static string Beside(string? tool, string? more) => tool is null ? "" : $" ({tool}{(more is null ? "" : $" {more}")})";

    static string Cut(string text) => text.Length <= ValueWidth ? text : text[..ValueWidth] + "…";

    string Bold(string text) => Coloured("1", text);
    string Good(string text) => Coloured("32", text);
    string Bad(string text) => Coloured("31", text);
    string Faint(string text) => Coloured("2", text);

    string Coloured(string code, string text) => colours && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
