using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using InfraAgent.SimulatedProvider.Calls;
using InfraAgent.SimulatedProvider.Schemas;
using InfraAgent.SimulatedProvider.Serving;
using InfraAgent.SimulatedProvider.World;

namespace InfraAgent.SimulatedProvider;

/// <summary>Named, unlike a file of top-level statements: test projects reference this program beside services that have a <c>Program</c> too.</summary>
public static class SimulatedProviderProgram
{
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["install", var folder]:
                Console.WriteLine(Installation.Create(folder).Exports);
                return 0;
            case ["serve", var name, "--world", var world, "--parent", var parent] when PluginEnvironment.Read() is { } plugin:
                return await ServeAsync([SimulatedPlugin.Named(name)], world, plugin.SocketFolder, plugin.ClientCertificate,
                    servers => servers.Values.Single().Handshake, int.Parse(parent, CultureInfo.InvariantCulture));
            case ["attach", "--world", var world]:
                return await ServeAsync(SimulatedPlugin.All, world, Path.GetTempPath(), null, Reattachment, null);
            default:
                await Console.Error.WriteLineAsync(
                    $"Terraform providers that simulate {string.Join(", ", SimulatedPlugin.All.Select(p => $"hashicorp/{p.Name}"))}. Terraform starts them; what a person can do:\n"
                    + "  install FOLDER          make a provider mirror, a CLI configuration and a world in FOLDER\n"
                    + "  attach --world FOLDER   keep serving; prints the value for TF_REATTACH_PROVIDERS");
                return 64;
        }
    }

    static async Task<int> ServeAsync(IReadOnlyList<SimulatedPlugin> plugins, string world, string socketFolder, string? clientCertificate,
        Func<Dictionary<SimulatedPlugin, PluginServer>, string> announcement, int? parent)
    {
        Directory.CreateDirectory(world);
        var servers = new Dictionary<SimulatedPlugin, PluginServer>();
        foreach (var plugin in plugins)
        {
            var socket = Path.Combine(socketFolder, $"sim-{Guid.NewGuid().ToString("N")[..12]}");
            // Neither is disposed: the process ends by Exit.
            var server = new PluginServer(new ProviderCalls(new(() => Schema(plugin)), new WorldFolder(world)), socket, clientCertificate);
            await server.StartAsync();
            servers.Add(plugin, server);
        }

        // Ctrl-C reaches the whole process group, but only Terraform may decide what becomes of the calls in flight (StopProvider, Shutdown).
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        // The web host would swallow it, since nobody runs the host.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            servers.Values.First().End();
        });
        Console.WriteLine(announcement(servers));
        await Task.WhenAny([.. servers.Values.Select(s => s.Ended), ParentWatch.GoneAsync(parent)]);
        foreach (var server in servers.Values) File.Delete(server.Socket);
        // At once: go-plugin waits for the exit, and a graceful shutdown of the web host would wait for the open connection.
        Environment.Exit(0);
        return 0;
    }

    /// <summary>Ours; where a folder with the real provider's schema is named, what that says of the types that ours has, or with
    /// <c>SIM_TF_TYPES=all</c> of all: to validate and plan new objects with, and nothing else.</summary>
    static ProviderSchema Schema(SimulatedPlugin plugin)
    {
        var ours = ProviderSchema.Load(plugin);
        if (Environment.GetEnvironmentVariable("SIM_TF_SCHEMA") is not { Length: > 0 } folder || Path.Combine(folder, plugin.Name + ".json.gz") is not { } file || !File.Exists(file))
            return ours;
        var known = ours.Resources.Concat(ours.DataSources).Concat(ours.Ephemerals).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return SchemaJson.Load(file, plugin.Address, Environment.GetEnvironmentVariable("SIM_TF_TYPES") == "all" ? _ => true : known.Contains);
    }

    static string Reattachment(Dictionary<SimulatedPlugin, PluginServer> servers) => JsonSerializer.Serialize(servers.ToDictionary(s => s.Key.Address, s => new
    {
        Protocol = "grpc", ProtocolVersion = 6, Pid = Environment.ProcessId, Test = true, Addr = new { Network = "unix", String = s.Value.Socket },
    }));
}
