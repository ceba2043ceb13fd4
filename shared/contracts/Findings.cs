using System.Text.Json.Serialization;

namespace InfraAgent.Contracts;

/// <summary>One thing that is wrong or worth knowing: which rule, where in the request (JSON Pointer) or bundle, and what to do.</summary>
public sealed record Finding
{
    public required string RuleId { get; init; }
    public required string Message { get; init; }
    /// <summary><c>error</c>, <c>warning</c> or <c>note</c>. Only errors refuse.</summary>
    public string Severity { get; init; } = "error";
    /// <summary>RFC 6901 pointer into the request body; empty for the whole body, null where no place in the request is the cause.</summary>
    public string? Pointer { get; init; }
    public string? Remediation { get; init; }
    /// <summary>File in the bundle; null when the finding is about the request body.</summary>
    public string? File { get; init; }
    /// <summary>1-based line and column (in characters) in <see cref="File"/>, or in the request body as it was received.</summary>
    public int? Line { get; init; }
    public int? Column { get; init; }
    /// <summary>Resource address in a plan.</summary>
    public string? Resource { get; init; }
    /// <summary>The waiver by which the finding counts for nothing; it is a note then.</summary>
    public GivenWaiver? Waiver { get; init; }
    /// <summary>The severity that it would have without its waiver.</summary>
    public string? WaivedSeverity { get; init; }
}

/// <summary>One check that was, or could not be, made: <c>status</c> is <c>passed</c>, <c>failed</c> or <c>not_run</c>.</summary>
public sealed record Check
{
    public required string Name { get; init; }
    public required string Status { get; init; }
    public string? Tool { get; init; }
    public string? Version { get; init; }
    public string? Reason { get; init; }
    /// <summary>True of one that was not run because its tool, which is an addition, is not there: the verdict does not wait for it. Absent otherwise.</summary>
    public bool? Optional { get; init; }

    /// <summary>Something is not known because of it.</summary>
    [JsonIgnore]
    public bool LeavesOpen => Status == "not_run" && Optional != true;
}

/// <summary><c>pass</c>, <c>fail</c> or <c>incomplete</c> (something that matters cannot be known yet).</summary>
public static class Verdict
{
    public const string Pass = "pass";
    public const string Fail = "fail";
    public const string Incomplete = "incomplete";
}

/// <summary>Why a stage failed. <c>LogsRef</c> opens under <c>/logs/</c>.</summary>
public sealed record Failure
{
    public required string Stage { get; init; }
    public required string Message { get; init; }
    public string? Tool { get; init; }
    public int? ExitCode { get; init; }
    public string? LogsRef { get; init; }
    /// <summary>The same request may succeed when asked again (once the cause is mended).</summary>
    public bool Retryable { get; init; }
    /// <summary>424 instead of 502: the tool is not installed.</summary>
    public bool ToolMissing { get; init; }
}
