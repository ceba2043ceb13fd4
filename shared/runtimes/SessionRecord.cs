using System.Globalization;

namespace InfraAgent.Runtimes;

/// <summary>What the supervisor wrote down about one tool run; see its SessionFile. A half-written line is read as not there.</summary>
sealed record SessionRecord(string Path)
{
    public const string MarkVariable = "INFRA_AGENT_SESSION";

    /// <summary>Beside the workspace's own files: one file per live tool, named by a random id that is also in the tool's environment.</summary>
    public static string Folder(string workspaceDirectory) => System.IO.Path.Combine(AgentFolder.Of(workspaceDirectory), "sessions");

    public int Supervisor { get; private init; }
    public long SupervisorStart { get; private init; }
    public string? Boot { get; private init; }
    public int Tool { get; private init; }
    public long ToolStart { get; private init; }
    public bool Ended { get; private init; }
    public int ExitCode { get; private init; }
    public bool Interrupted { get; private init; }
    public bool Killed { get; private init; }
    public string Reason { get; private init; } = "none";

    /// <summary>Every process of the session was started with this variable, as were the ones that made sessions of their own.</summary>
    public string Mark => $"{MarkVariable}={System.IO.Path.GetFileName(Path)}";

    public static SessionRecord Read(string path)
    {
        var record = new SessionRecord(path);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            return record;
        }
        // A line counts only with its end.
        var whole = text[..(text.LastIndexOf('\n') + 1)];
        foreach (var line in whole.Split('\n'))
        {
            record = line.Split(' ') switch
            {
                ["session", var pid, var start, var boot] => record with { Supervisor = Whole(pid), SupervisorStart = Long(start), Boot = boot },
                ["tool", var pid, var start] => record with { Tool = Whole(pid), ToolStart = Long(start) },
                ["interrupted", var reason] => record with { Interrupted = true, Reason = reason },
                ["ended", var code, var interrupted, var killed, var reason] =>
                    record with { Ended = true, ExitCode = Whole(code), Interrupted = interrupted == "1", Killed = killed == "1", Reason = reason },
                _ => record,
            };
        }
        return record;
    }

    static int Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;

    static long Long(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : 0;
}
