using InfraAgent.Supervision;

namespace InfraAgent.Runtimes.Tests;

/// <summary>Real processes with the manners of tools, good and bad. They talk through files in their folder.</summary>
sealed class FakeTool : IDisposable
{
    readonly TempFolder folder = new();

    public FakeTool() => Workspace = Directory.CreateDirectory(folder["w"]).FullName;

    public string Workspace { get; }

    /// <summary>Where scripts find <c>$D</c>.</summary>
    public string this[string name] => folder[name];

    /// <summary>Counts SIGINTs, works on for a while after the first, ends with 7.</summary>
    public string Graceful => Script("""
        trap 'echo int >> "$D/ints"' INT
        echo $$ > "$D/pid"; echo up > "$D/up"
        while [ ! -e "$D/ints" ] && [ ! -e "$D/stop" ]; do sleep 0.05; done
        for i in 1 2 3 4 5 6; do sleep 0.05; done
        echo done > "$D/done"
        exit 7
        """);

    /// <summary>Does not listen, and has a child, and one that made a session of its own.</summary>
    public string Stubborn => Script("""
        trap 'echo int >> "$D/ints"' INT
        echo $$ > "$D/pid"
        sh -c 'trap "" INT; echo $$ > "$D/child"; while :; do sleep 0.05; done' &
        setsid sh -c 'trap "" INT; echo $$ > "$D/escaped"; while :; do sleep 0.05; done' &
        while [ ! -s "$D/child" ] || [ ! -s "$D/escaped" ]; do sleep 0.02; done
        echo up > "$D/up"
        while :; do sleep 0.05; done
        """);

    public string Script(string body)
    {
        var path = folder[$"tool-{Guid.NewGuid():N}"];
        File.WriteAllText(path, $"#!/bin/sh\nexport D='{folder.Path}'\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    public ToolCommand Command(string script, params string[] arguments) =>
        new("tool", script, arguments, Workspace, new Dictionary<string, string> { ["PATH"] = Environment.GetEnvironmentVariable("PATH")! });

    public Task Up() => Until.FileHas(folder["up"], "up");

    public string Text(string name) => File.Exists(folder[name]) ? Until.ReadShared(folder[name]) : "";

    public int Interrupts => Text("ints").Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;

    public ProcessEntry? Process(string name) => int.TryParse(Text(name).Trim(), out var pid) ? ProcessTable.Find(pid) : null;

    /// <summary>The live session as its supervisor wrote it down.</summary>
    public SessionRecord Session() => SessionRecord.Read(Directory.GetFiles(SessionRecord.Folder(Workspace)).Single());

    public void Dispose()
    {
        // What a failed test left running.
        foreach (var name in (string[])["pid", "child", "escaped"])
        {
            if (Process(name) is { } left)
                _ = Posix.Kill(left.Pid, Posix.SigKill);
        }
        folder.Dispose();
    }
}
