using System.Runtime.InteropServices;

namespace InfraAgent.Runtimes;

/// <summary>Where the supervisor lies and how it is started.</summary>
static class SupervisorProgram
{
    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "supervisor", "InfraAgent.Supervisor.dll");

    /// <summary>The <c>dotnet</c> that runs us, by the place of the runtime: not the process's own path, which is a service or a test host,
    /// and not PATH, which may hold another or none.</summary>
    public static string Host { get; } = FindHost();

    /// <exception cref="FileNotFoundException">The installation is incomplete.</exception>
    public static void Require()
    {
        if (!File.Exists(Assembly))
            throw new FileNotFoundException($"The supervisor '{Assembly}' is missing: the agent's files were copied without their 'supervisor' folder. Install the agent again.", Assembly);
    }

    static string FindHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // …/dotnet/shared/Microsoft.NETCore.App/10.0.x/
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var beside = Path.Combine(root, name);
        return File.Exists(beside) ? beside
            : Environment.ProcessPath is { } own && Path.GetFileName(own) == name ? own
            : name;
    }
}
