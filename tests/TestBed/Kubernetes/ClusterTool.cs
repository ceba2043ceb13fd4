using System.Diagnostics;

namespace InfraAgent.TestBed.Kubernetes;

/// <summary>The real kubectl or helm, as <c>test.sh</c> installs them; those of the PATH where it was not run.</summary>
public sealed class ClusterTool
{
    readonly string _name;
    readonly string? _executable;

    ClusterTool(string name)
    {
        _name = name;
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set ? set : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        _executable = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Prepend(System.IO.Path.Combine(cache, "infra-agent-tools"))
            .Select(folder => System.IO.Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    public static ClusterTool Kubectl { get; } = new("kubectl");

    public static ClusterTool Helm { get; } = new("helm");

    /// <summary>Its path; the name alone where it is missing.</summary>
    public string Path => _executable ?? _name;

    /// <summary>Why tests with this tool cannot run here; null when they can.</summary>
    public string? Missing => _executable is null ? $"{_name} is not installed: ./test.sh installs it." : null;

    /// <summary>Runs it and gives its standard output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public async Task<string> SucceedAsync(string folder, params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(folder, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"{_name} {string.Join(' ', arguments)} ended with {code}:\n{output}{errors}");
    }

    public async Task<(int ExitCode, string Output, string Errors)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(_executable ?? _name, arguments)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true
        };
        // No cluster, no repository and no setting of the machine has a part in a test.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("HELM_", StringComparison.Ordinal)).ToArray()) start.Environment.Remove(name);
        start.Environment["KUBECONFIG"] = System.IO.Path.Combine(folder, "no-kubeconfig");
        start.Environment["HELM_CACHE_HOME"] = start.Environment["HELM_CONFIG_HOME"] = start.Environment["HELM_DATA_HOME"] = System.IO.Path.Combine(folder, ".helm");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var hang = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await process.WaitForExitAsync(hang.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{_name} {string.Join(' ', arguments)} hangs.");
        }

        return (process.ExitCode, await output, await errors);
    }
}
