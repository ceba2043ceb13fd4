using System.Diagnostics;

namespace InfraAgent.TestBed;

/// <summary>Runs a Python script with the system's Python, where Debian's packages are.</summary>
public static class PythonScript
{
    const string Interpreter = "/usr/bin/python3";

    /// <summary>Why scripts that use pika cannot run here; null when they can.</summary>
    public static string? Missing { get; } = Find();

    /// <summary>Runs it to its end and gives its output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public static async Task<string> RunAsync(string script, string input, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Interpreter, [script, .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{Path.GetFileName(script)} ended with {process.ExitCode}:\n{await error}");
    }

    static string? Find()
    {
        if (!File.Exists(Interpreter))
            return $"Python is not installed: no {Interpreter} (Debian package python3).";
        using var process = Process.Start(new ProcessStartInfo(Interpreter, ["-c", "import pika"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : "Python's AMQP client is not installed (Debian package python3-pika).";
    }
}
