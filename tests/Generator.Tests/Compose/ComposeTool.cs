using System.Diagnostics;
using System.Text;
using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests.Compose;

/// <summary>The real Compose 1.29, the oldest one that projects are for.</summary>
static class ComposeTool
{
    const string Executable = "/usr/bin/docker-compose";

    public static string? Missing => File.Exists(Executable) ? PythonYaml.Missing : "docker-compose is not installed (Debian package docker-compose).";

    /// <summary>The project as Compose understands it, every text as a container would get it.</summary>
    public static async Task<DataMap> Config(TempFolder folder, string environment)
    {
        var (code, output, errors) = await Run(folder, environment, "./secrets.template", "config");
        Assert.True(code == 0, errors);
        Assert.DoesNotContain("not set", errors, StringComparison.Ordinal);
        var file = Path.Combine(folder.Path, "config.out");
        await File.WriteAllTextAsync(file, output);
        return (DataMap)Single(await PythonYaml.Read(file));
    }

    public static async Task<(int Code, string Output, string Errors)> Run(TempFolder folder, string environment, string? secrets, params string[] arguments)
    {
        var start = new ProcessStartInfo(Executable, ["--env-file", ".env." + environment, .. arguments])
        {
            WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8
        };
        start.Environment.Clear();
        foreach (var (name, value) in new[] { ("PATH", "/usr/bin:/bin"), ("HOME", folder.Path), ("LC_ALL", "C.UTF-8"), ("PYTHONIOENCODING", "utf-8") }) start.Environment[name] = value;
        if (secrets is not null) start.Environment[ComposeVariables.SecretsFolder] = secrets;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }

    // What it prints is a project again, in which a dollar sign is doubled.
    static DataValue Single(DataValue value) => value switch
    {
        DataText t => t.Value.Replace("$$", "$", StringComparison.Ordinal),
        DataList list => DataList.Of(list.Items.Select(Single)),
        DataMap map => new DataMap(map.Items.Select(i => KeyValuePair.Create(i.Key, Single(i.Value)))),
        _ => value
    };
}

/// <summary>A test with the real Compose; skipped, by name, where it is not installed.</summary>
public sealed class ComposeFactAttribute : FactAttribute
{
    public ComposeFactAttribute() => Skip = ComposeTool.Missing!;
}

/// <summary>Tests with the real Compose; skipped, by name, where it is not installed.</summary>
public sealed class ComposeTheoryAttribute : TheoryAttribute
{
    public ComposeTheoryAttribute() => Skip = ComposeTool.Missing!;
}
