using System.Diagnostics;

namespace InfraAgent.EndToEnd.Tests.Packaging;

static class Shell
{
    /// <summary>Runs a program to its end; its output and errors together.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output + await errors);
    }
}

/// <summary>Needs Docker Compose 1.29, the oldest one that the file is for.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ComposeFactAttribute : FactAttribute
{
    public ComposeFactAttribute() => Skip = File.Exists("/usr/bin/docker-compose") ? null! : "docker-compose is not installed (Debian package docker-compose).";
}

/// <summary>Needs root, which may give files to other users.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute() => Skip = Environment.UserName == "root" ? null! : "Only root may give files to other users.";
}
