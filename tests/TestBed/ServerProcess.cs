using System.Diagnostics;
using System.Runtime.InteropServices;

namespace InfraAgent.TestBed;

/// <summary>A server that a test needs, in a process group of its own. It ends with the test process, however that ends: the group's
/// first process reads a pipe that only the test process holds open, and kills the group when it closes.</summary>
public sealed class ServerProcess : IDisposable
{
    // $1: log; the rest: the server's command.
    const string Watcher = """
        log=$1; shift
        "$@" </dev/null >>"$log" 2>&1 &
        server=$!
        echo $server
        cat >/dev/null
        kill -INT $server 2>/dev/null
        ( sleep 10; kill -KILL 0 ) &
        wait $server
        kill -KILL 0
        """;

    static readonly List<ServerProcess> Running = [];

    readonly Process _watcher;
    readonly string _log;

    static ServerProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        lock (Running)
            foreach (var server in Running) server.Signal(9);
    };

    ServerProcess(Process watcher, int id, string log) => (_watcher, Id, _log) = (watcher, id, log);

    /// <summary>The server's process id.</summary>
    public int Id { get; }

    public bool HasExited
    {
        get
        {
            if (_watcher.HasExited) return true;
            try
            {
                return File.ReadAllText($"/proc/{Id}/stat").Contains(") Z ", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return true; // it is gone, or went while it was read
            }
        }
    }

    public static async Task<ServerProcess> StartAsync(string log, IReadOnlyDictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo("setsid") { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var argument in new[] { "sh", "-c", Watcher, "server", log }.Concat(command)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var watcher = Process.Start(start)!;
        var id = int.Parse((await watcher.StandardOutput.ReadLineAsync())!);
        var server = new ServerProcess(watcher, id, log);
        lock (Running) Running.Add(server);
        return server;
    }

    /// <summary>Waits until the server answers, and says what it wrote if it ends instead.</summary>
    public async Task UntilAsync(Func<Task<bool>> answers, string what)
    {
        await Eventually.True(async () =>
        {
            if (HasExited) throw new InvalidOperationException($"{what} ended while starting:\n{File.ReadAllText(_log)}");
            return await answers();
        }, what + " answers");
    }

    /// <summary>Sends a signal to the server alone.</summary>
    public void SignalServer(int signal) => _ = Kill(Id, signal);

    /// <summary>Ends the server and all that it started, at once.</summary>
    public void Kill() => Stop(9);

    void Stop(int signal)
    {
        Signal(signal);
        _watcher.WaitForExit();
        lock (Running) Running.Remove(this);
    }

    public void Dispose()
    {
        if (!_watcher.HasExited) Kill();
        _watcher.Dispose();
    }

    void Signal(int signal)
    {
        if (!_watcher.HasExited) _ = Kill(-_watcher.Id, signal);
    }

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int process, int signal);
}
