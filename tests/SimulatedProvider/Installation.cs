using System.Runtime.InteropServices;

namespace InfraAgent.SimulatedProvider;

/// <summary>
/// Puts the simulated providers where Terraform finds them instead of the real ones: a folder with a filesystem mirror,
/// a CLI configuration that allows this mirror alone, and a world.
/// </summary>
public sealed record Installation(string Folder)
{
    /// <summary>The dotnet command: that of this process, else the one beside its runtime, else from the PATH.</summary>
    public static string DotNet { get; } = FindDotNet();

    /// <summary>For <c>provider_installation</c>'s <c>filesystem_mirror</c>.</summary>
    public string Mirror => Path.Combine(Folder, "mirror");

    /// <summary>For <c>TF_CLI_CONFIG_FILE</c>.</summary>
    public string CliConfig => Path.Combine(Folder, "terraform.rc");

    public string World => Path.Combine(Folder, "world");

    /// <summary>For a shell to evaluate.</summary>
    public string Exports => $"export TF_CLI_CONFIG_FILE={Quoted(CliConfig)}\nexport SIM_TF_WORLD={Quoted(World)}";

    /// <summary>Objects that are in the folder's world already stay.</summary>
    public static Installation Create(string folder)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The simulated provider is started by a shell script; use Linux or macOS.");
        var installation = new Installation(Path.GetFullPath(folder));
        Directory.CreateDirectory(installation.World);
        foreach (var plugin in SimulatedPlugin.All) installation.Put(plugin);
        File.WriteAllText(installation.CliConfig, $$"""
            disable_checkpoint = true
            provider_installation {
              filesystem_mirror {
                path = "{{installation.Mirror.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}}"
              }
            }

            """);
        return installation;
    }

    void Put(SimulatedPlugin plugin)
    {
        var package = Path.Combine(Mirror, plugin.Address, plugin.Version, Platform());
        Directory.CreateDirectory(package);
        var launcher = Path.Combine(package, $"terraform-provider-{plugin.Name}_v{plugin.Version}");
        // A few lines of shell instead of the program: Terraform hashes the package on each run, and its lock file stays valid over rebuilds.
        File.WriteAllText(launcher, $$"""
            #!/bin/sh
            world={{Quoted(World)}}
            exec {{Quoted(DotNet)}} {{Quoted(typeof(Installation).Assembly.Location)}} serve {{plugin.Name}} --world "${SIM_TF_WORLD:-$world}" --parent "$PPID"

            """);
        File.SetUnixFileMode(launcher, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
    }

    static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    static string Platform()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : "linux";
        return $"{system}_{(RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}";
    }

    static string FindDotNet()
    {
        if (Environment.ProcessPath is { } self && Path.GetFileName(self) == "dotnet") return self;
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(beside) ? beside : "dotnet";
    }
}
