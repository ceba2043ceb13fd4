using System.Globalization;

namespace InfraAgent.Supervision;

/// <summary>
/// Lines of words: <c>session PID START BOOT</c>, <c>tool PID START</c>, <c>ended CODE INTERRUPTED KILLED REASON</c>.
/// A pid with its start time and the boot it belongs to names one incarnation, so that a reused pid is never taken for ours.
/// </summary>
sealed class SessionFile(string path)
{
    public void Begin(int session) =>
        File.WriteAllText(path, $"session {Number(session)} {Start(session)} {ProcessTable.BootId()}\n");

    public void Started(int tool) => File.AppendAllText(path, $"tool {Number(tool)} {Start(tool)}\n");

    public void End(int code, bool interrupted, bool killed, string reason)
    {
        try
        {
            File.AppendAllText(path, $"ended {Number(code)} {(interrupted ? '1' : '0')} {(killed ? '1' : '0')} {reason}\n");
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // The workspace is gone with its owner; the exit code is all that is left to say.
        }
    }

    static string Start(int pid) => Number(ProcessTable.Find(pid)?.Start ?? 0);

    static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
