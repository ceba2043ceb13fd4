using System.Diagnostics;
using System.Text;
using InfraAgent.Generator.Tests.Yaml;

namespace InfraAgent.Generator.Tests.Compose;

/// <summary>The real Compose 1.29, the oldest one that projects are for.</summary>
static class ComposeTool
{
    const string Executable = "/usr/bin/docker-compose";

    public static string? Missing => File.Exists(Executable) ? null : "docker-compose is not installed (Debian package docker-compose).";

    // Compose's own command in every other respect. Its YAML is not what is compared: PyYAML prints some line ends so that they are read as others.
    const string AsJson = """
        import json, sys
        from compose.cli import main
        from compose.config.serialize import denormalize_config
        main.serialize_config = lambda config, *rest: json.dumps(denormalize_config(config), default=lambda value: value.repr())
        sys.argv = ["docker-compose"] + sys.argv[1:]
        main.main()
        """;

    /// <summary>The project as Compose understands it, every text as a container would get it.</summary>
    public static async Task<DataMap> Config(TempFolder folder, string environment)
    {
        var (accepted, _, wrong) = await Run(folder, environment, "config", "--quiet");
        Assert.True(accepted == 0, wrong);
        Assert.DoesNotContain("not set", wrong, StringComparison.Ordinal);
        var (code, output, errors) = await Run("/usr/bin/python3", ["-c", AsJson], folder, environment, "config");
        Assert.True(code == 0, errors);
        return (DataMap)YamlReading.FromJson(output);
    }

    public static Task<(int Code, string Output, string Errors)> Run(TempFolder folder, string environment, params string[] arguments) =>
        Run(Executable, [], folder, environment, arguments);

    static async Task<(int Code, string Output, string Errors)> Run(string executable, string[] before, TempFolder folder, string environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(executable, [.. before, "--env-file", ".env." + environment, .. arguments])
        {
            WorkingDirectory = folder.Path, RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8
        };
        start.Environment.Clear();
        foreach (var (name, value) in new[] { ("PATH", "/usr/bin:/bin"), ("HOME", folder.Path), ("LC_ALL", "C.UTF-8"), ("PYTHONIOENCODING", "utf-8") }) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
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
