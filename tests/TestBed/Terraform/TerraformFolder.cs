using System.Diagnostics;
using System.Text.Json.Nodes;

namespace InfraAgent.TestBed.Terraform;

/// <summary>A temporary folder of configuration in which a test runs the real terraform against a simulated cloud.</summary>
public sealed class TerraformFolder(SimulatedCloud cloud) : IDisposable
{
    /// <summary>Null where terraform is not installed.</summary>
    public static string? Executable { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, "terraform"))
        .FirstOrDefault(File.Exists);

    public string Folder { get; } = Directory.CreateTempSubdirectory("terraform-").FullName;

    /// <summary>Set beside what the cloud needs.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public void Write(string file, string content) => File.WriteAllText(Path.Combine(Folder, file), content);

    /// <summary>Starts terraform and does not wait for it. The caller disposes the run.</summary>
    public TerraformRun Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable ?? "terraform", arguments)
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var (name, value) in cloud.Environment.Concat(Variables)) start.Environment[name] = value;
        return TerraformRun.Start(start);
    }

    /// <summary>Runs terraform to its end, whatever its exit code.</summary>
    public async Task<TerraformRun> RunAsync(params string[] arguments)
    {
        using var run = Start(arguments);
        await run.EndAsync();
        return run;
    }

    /// <summary>The plan as <c>terraform show -json</c> tells it.</summary>
    public async Task<JsonObject> ShowAsync(params string[] arguments)
    {
        using var run = Start(["show", "-json", .. arguments]);
        await run.EndAsync();
        return run.ExitCode == 0
            ? JsonNode.Parse(run.Output)!.AsObject()
            : throw new InvalidOperationException($"terraform show ended with {run.ExitCode}:\n{run.Output}");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
