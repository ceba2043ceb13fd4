using System.Diagnostics;
using System.Text.Json.Nodes;
using InfraAgent.SimulatedProvider;

namespace InfraAgent.TestBed.Terraform;

/// <summary>A process of all simulated providers, which terraform does not start but is led to.</summary>
sealed class AttachedProvider : IDisposable
{
    readonly Process process;

    AttachedProvider(Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>For <c>TF_REATTACH_PROVIDERS</c>.</summary>
    public string Address { get; }

    public static async Task<AttachedProvider> StartAsync(string world, string? schema, bool allTypes)
    {
        var start = new ProcessStartInfo(Installation.DotNet, [typeof(Installation).Assembly.Location, "attach", "--world", world]) { RedirectStandardOutput = true };
        start.Environment["SIM_TF_SCHEMA"] = schema ?? "";
        start.Environment["SIM_TF_TYPES"] = allTypes ? "all" : "";
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The simulated provider ended at once; its error output says why.");
        return new(process, address);
    }

    public void Dispose()
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
        // Killed, it could not remove its sockets itself.
        foreach (var (_, provider) in JsonNode.Parse(Address)!.AsObject()) File.Delete(provider!["Addr"]!["String"]!.GetValue<string>());
    }
}
