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
            case ["serve", "--world", var world, "--parent", var parent] when PluginEnvironment.Read() is { } plugin:
                return await ServeAsync(world, plugin.SocketFolder, plugin.ClientCertificate, server => server.Handshake, int.Parse(parent, CultureInfo.InvariantCulture));
            case ["attach", "--world", var world]:
                return await ServeAsync(world, Path.GetTempPath(), null, Reattachment, null);
            default:
                await Console.Error.WriteLineAsync(
                    "A Terraform provider that simulates hashicorp/aws. Terraform starts it; what a person can do:\n"
                    + "  install FOLDER          make a provider mirror, a CLI configuration and a world in FOLDER\n"
                    + "  attach --world FOLDER   keep serving; prints the value for TF_REATTACH_PROVIDERS");
                return 64;
        }
    }

    static async Task<int> ServeAsync(string world, string socketFolder, string? clientCertificate, Func<PluginServer, string> announcement, int? parent)
    {
        Directory.CreateDirectory(world);
        var socket = Path.Combine(socketFolder, $"sim-{Guid.NewGuid().ToString("N")[..12]}");
        using var calls = new ProviderCalls(Schema(), new WorldFolder(world));
        await using var server = new PluginServer(calls, socket, clientCertificate);
        await server.StartAsync();

        // Ctrl-C reaches the whole process group, but only Terraform may decide what becomes of the calls in flight (StopProvider, Shutdown).
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        // The web host would swallow it, since nobody runs the host.
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            server.End();
        });
        Console.WriteLine(announcement(server));
        await Task.WhenAny(server.Ended, ParentWatch.GoneAsync(parent));
        File.Delete(socket);
        // At once: go-plugin waits for the exit, and a graceful shutdown of the web host would wait for the open connection.
        Environment.Exit(0);
        return 0;
    }

    /// <summary>Ours; where a file of the real provider's schema is named, what that says of the types that ours has: for validation alone.</summary>
    static ProviderSchema Schema()
    {
        var ours = ProviderSchema.Load();
        if (Environment.GetEnvironmentVariable("SIM_TF_SCHEMA") is not { Length: > 0 } file) return ours;
        var known = ours.Resources.Concat(ours.DataSources).Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        return SchemaJson.Load(file, Installation.Address, known.Contains);
    }

    static string Reattachment(PluginServer server) => JsonSerializer.Serialize(new Dictionary<string, object>
    {
        [Installation.Address] = new
        {
            Protocol = "grpc", ProtocolVersion = 6, Pid = Environment.ProcessId, Test = true, Addr = new { Network = "unix", String = server.Socket },
        },
    });
}
