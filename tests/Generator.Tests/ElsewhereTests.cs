using System.Diagnostics;

namespace InfraAgent.Generator.Tests;

/// <summary>Bundles of every cloud and runtime, made in a process with Turkish letters, a decimal comma and a clock that is 5 hours 45 ahead.</summary>
public sealed class ElsewhereTests
{
    [CulturesFact]
    public async Task Every_reviewed_request_gives_the_same_bytes_in_Turkish_and_in_another_time_zone()
    {
        using var folder = new TempFolder();
        var settings = Path.Combine(folder.Path, "elsewhere.runtimeconfig.json");
        var program = typeof(ElsewhereProgram).Assembly.Location;
        // As the tests run, but for what makes all machines alike.
        await File.WriteAllTextAsync(settings, (await File.ReadAllTextAsync(Path.ChangeExtension(program, ".runtimeconfig.json")))
            .Replace("\"System.Globalization.Invariant\": true", "\"System.Globalization.Invariant\": false", StringComparison.Ordinal)
            .Replace("\"System.Globalization.PredefinedCulturesOnly\": true", "\"System.Globalization.PredefinedCulturesOnly\": false", StringComparison.Ordinal));
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["exec", "--runtimeconfig", settings, "--depsfile", Path.ChangeExtension(program, ".deps.json"), program])
        {
            RedirectStandardOutput = true, RedirectStandardError = true
        };
        foreach (var (name, value) in new[] { ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Asia/Kathmandu") }) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, await errors);
        var lines = (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("tr-TR ı 05:45:00", lines[0]);
        Assert.Equal(ElsewhereProgram.Digests(), lines[1..]);
    }
}

/// <summary>A test in a process that knows cultures; skipped, by name, without the library that has them.</summary>
public sealed class CulturesFactAttribute : FactAttribute
{
    static readonly bool There = new[] { "/usr/lib", "/usr/lib64", "/lib" }.Where(Directory.Exists).SelectMany(d => Directory.EnumerateDirectories(d, "*-linux-gnu").Append(d))
        .Any(d => Directory.EnumerateFiles(d, "libicuuc.so*").Any());

    public CulturesFactAttribute() => Skip = (There ? null : "ICU is not installed (Debian package libicu*), so .NET knows no culture but one.")!;
}
