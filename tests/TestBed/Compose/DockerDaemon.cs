using System.Diagnostics;
using System.Globalization;

namespace InfraAgent.TestBed.Compose;

/// <summary>A Docker engine of a test's own, with its own images, volumes, networks and socket. Of the machine's firewall it needs one rule, by which its
/// containers reach each other; the machine reaches published ports, and nothing reaches the internet.</summary>
public sealed class DockerDaemon : IAsyncDisposable
{
    const int NetAdmin = 12, SysAdmin = 21;
    const string Addresses = "10.213.0.0/16";

    // Where another engine is or was, the machine forwards nothing that it has no rule for.
    static readonly string[] Rule = ["FORWARD", "-s", Addresses, "-d", Addresses, "-j", "ACCEPT"];

    readonly ServerProcess _server;
    readonly string _folder;

    DockerDaemon(ServerProcess server, string folder) => (_server, _folder) = (server, folder);

    /// <summary>Why no engine can run here; null when one can.</summary>
    public static string? Missing { get; } =
        Find("dockerd") is null ? "dockerd is not installed (Debian package docker.io)."
        : Find("docker") is null ? "docker is not installed (Debian package docker.io)."
        : Find("busybox") is null ? "busybox is not installed (Debian package busybox-static)."
        : !MayManageNetworks() ? "dockerd needs the capabilities CAP_SYS_ADMIN and CAP_NET_ADMIN: root, and in a container a privileged one."
        : null;

    /// <summary>For programs that use the engine, beside their own environment.</summary>
    public IReadOnlyDictionary<string, string> Environment => Variables(_folder);

    static Dictionary<string, string> Variables(string folder) => new()
    {
        ["DOCKER_HOST"] = "unix://" + Path.Combine(folder, "docker.sock"), ["DOCKER_CONFIG"] = Path.Combine(folder, "client"), ["HOME"] = folder
    };

    public static async Task<DockerDaemon> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("docker-").FullName;
        string[] command =
        [
            Find("dockerd")!, "--host", Variables(folder)["DOCKER_HOST"], "--data-root", Path.Combine(folder, "data"), "--exec-root", Path.Combine(folder, "exec"), "--pidfile", Path.Combine(folder, "pid"),
            // A machine's containerd, where there is one, is shared: not what it runs.
            "--containerd-namespace", Path.GetFileName(folder), "--containerd-plugins-namespace", Path.GetFileName(folder) + "-plugins",
            "--bridge", "none", "--iptables=false", "--ip6tables=false", "--default-address-pool", $"base={Addresses},size=24", "--shutdown-timeout", "5",
            // Works wherever the data lie, and the images here are small.
            "--storage-driver", "vfs"
        ];
        var server = await ServerProcess.StartAsync(Path.Combine(folder, "log"), Variables(folder), command);
        var daemon = new DockerDaemon(server, folder);
        await server.UntilAsync(async () => (await daemon.RunAsync("version")).ExitCode == 0, "dockerd");
        await daemon.FirewallAsync("-I");
        return daemon;
    }

    /// <summary>Makes an image of a folder.</summary>
    /// <param name="changes">As in a Dockerfile: <c>CMD ["httpd"]</c>.</param>
    public async Task ImportAsync(string image, string root, params string[] changes)
    {
        var tar = Path.Combine(_folder, "image.tar");
        await RunAsync(Start("tar", ["--mode=a+rX", "--numeric-owner", "--owner=0", "--group=0", "-C", root, "-cf", tar, "."]));
        await SucceedAsync(["import", .. changes.SelectMany(c => new[] { "--change", c }), tar, image]);
    }

    /// <summary>Runs docker and gives its standard output.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    public async Task<string> SucceedAsync(params string[] arguments)
    {
        var (code, output, errors) = await RunAsync(arguments);
        return code == 0 ? output : throw new InvalidOperationException($"docker {string.Join(' ', arguments)} ended with {code}:\n{output}{errors}");
    }

    Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => RunAsync(Start(Find("docker")!, arguments));

    ProcessStartInfo Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Environment) start.Environment[name] = value;
        return start;
    }

    static async Task<(int ExitCode, string Output, string Errors)> RunAsync(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    public async ValueTask DisposeAsync()
    {
        // Bridges and the processes of containers would outlive the engine.
        var containers = (await SucceedAsync("ps", "--all", "--quiet")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (containers.Length > 0) await SucceedAsync(["rm", "--force", .. containers]);
        await SucceedAsync("network", "prune", "--force");
        await FirewallAsync("-D");
        _server.SignalServer(15);
        await Eventually.True(() => Task.FromResult(_server.HasExited), "dockerd has ended");
        _server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    async Task FirewallAsync(string action)
    {
        if (Find("iptables") is { } iptables) await RunAsync(Start(iptables, ["-w", action, .. Rule]));
    }

    static string? Find(string program) => (System.Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Append("/usr/sbin").Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    static bool MayManageNetworks()
    {
        const string Field = "CapEff:";
        if (!File.Exists("/proc/self/status")) return false;
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(Field, StringComparison.Ordinal));
        var capabilities = ulong.Parse(line[Field.Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return (capabilities >> NetAdmin & 1) == 1 && (capabilities >> SysAdmin & 1) == 1;
    }

    /// <summary>The programs of busybox as the root of an image, without a registry.</summary>
    /// <param name="root">An empty folder.</param>
    public static void WriteBusybox(string root)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, "bin")).FullName;
        foreach (var other in new[] { "tmp", "etc", "proc", "sys", "dev" }) Directory.CreateDirectory(Path.Combine(root, other));
        // A static program that looks names up loads what this file names, unless it names what is built in.
        File.WriteAllText(Path.Combine(root, "etc", "nsswitch.conf"), "hosts: files dns\n");
        File.Copy(Find("busybox")!, Path.Combine(folder, "busybox"));
        foreach (var program in new[] { "sh", "cat", "echo", "env", "httpd", "id", "nc", "printf", "sleep", "test", "touch", "wget" }) File.CreateSymbolicLink(Path.Combine(folder, program), "busybox");
    }
}
