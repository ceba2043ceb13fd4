using System.Diagnostics;
using System.Globalization;
using InfraAgent.Hosting.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace InfraAgent.Hosting.Tests.Messaging;

/// <summary>A host in a process of its own that can be killed like a machine that loses power. It accepts <c>count</c> runs one after
/// the other, printing each once it is accepted, and goes on with what earlier processes left.</summary>
public sealed class KilledProcess : IDisposable
{
    readonly Process _process;

    KilledProcess(Process process) => _process = process;

    /// <summary>Runs that it has said to be accepted.</summary>
    public HashSet<string> Accepted { get; } = [];

    public static KilledProcess Start(string database, MessagingOptions options, int first, int count)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(KilledProcess).Assembly.Location, database, options.Broker, first.ToString(CultureInfo.InvariantCulture), count.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        return new(Process.Start(start)!);
    }

    /// <summary>Reads until so many runs are accepted, or it ends.</summary>
    public async Task UntilAcceptedAsync(int count)
    {
        while (Accepted.Count < count && await _process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("accepted ", StringComparison.Ordinal)) Accepted.Add(line["accepted ".Length..]);
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        // What it printed before it died was accepted too.
        while (_process.StandardOutput.ReadLine() is { } line)
            if (line.StartsWith("accepted ", StringComparison.Ordinal)) Accepted.Add(line["accepted ".Length..]);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill();
        _process.Dispose();
    }

    internal static async Task<int> RunAsync(string[] args)
    {
        using var host = SampleHost.Build(args[0], Surroundings.Quick(args[1]), SampleHost.Saga + SampleHost.Worker);
        await host.StartAsync();
        var saga = host.Services.GetRequiredService<ISagaDispatcher<RunState>>();
        var first = int.Parse(args[2], CultureInfo.InvariantCulture);
        var last = first + int.Parse(args[3], CultureInfo.InvariantCulture);
        for (var i = first; i < last; i++)
        {
            await saga.DispatchAsync(new StartRun { DeploymentId = $"slow-{i}" }, Guid.NewGuid(), CancellationToken.None);
            Console.WriteLine($"accepted slow-{i}");
        }
        await host.WaitForShutdownAsync();
        return 0;
    }
}
