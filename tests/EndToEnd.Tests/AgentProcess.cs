using System.Reflection;
using InfraAgent.TestBed;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>One process of the agent, started from the folder that its project was built into. It ends with the test process.</summary>
public sealed class AgentProcess(string service, IReadOnlyDictionary<string, string> settings, string log) : IDisposable
{
    static readonly string Root = FindRoot();
    static readonly string Configuration = typeof(AgentProcess).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    ServerProcess? process;

    public string Service => service;

    public int Id => process?.Id ?? throw new InvalidOperationException($"{service} is not running.");

    public bool IsRunning => process is { HasExited: false };

    public string Log => File.Exists(log) ? File.ReadAllText(log) : "";

    public async Task StartAsync()
    {
        var name = char.ToUpperInvariant(service[0]) + service[1..];
        var assembly = Path.Combine(Root, "services", service, "bin", Configuration, "net10.0", $"InfraAgent.{name}.dll");
        var environment = settings.ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value);
        // Less work for the compiler of a process that lives for seconds.
        environment["DOTNET_TieredPGO"] = "0";
        process = await ServerProcess.StartAsync(log, environment, "dotnet", assembly);
    }

    /// <summary>As <c>kill -9</c> of this process alone: what it started lives on.</summary>
    public void Kill()
    {
        process!.SignalServer(9);
        SpinWait.SpinUntil(() => process.HasExited, TimeSpan.FromSeconds(20));
        process = null;
    }

    /// <summary>It does nothing any more, but its connections stay: what is sent to it waits.</summary>
    public void Freeze() => process!.SignalServer(19);

    public void Thaw() => process?.SignalServer(18);

    /// <summary>SIGTERM, and the end of it.</summary>
    public async Task StopAsync()
    {
        process!.SignalServer(15);
        await Eventually.True(() => process.HasExited, $"{service} has ended");
        process = null;
    }

    public void Dispose() => process?.Dispose();

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "InfraAgent.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("InfraAgent.sln is in no folder above the tests.");
        return folder;
    }
}
