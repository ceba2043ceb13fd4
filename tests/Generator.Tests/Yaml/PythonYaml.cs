using System.Diagnostics;
using System.Text;

namespace InfraAgent.Generator.Tests.Yaml;

/// <summary>Python's parser, which reads YAML 1.1 with all its booleans, dates and numbers to the base 60.</summary>
static class PythonYaml
{
    const string Script = """
        import json, sys, yaml
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        sys.stdout.write(json.dumps(yaml.load(open(sys.argv[1], "rb").read(), Loader=loader)))
        """;

    static readonly string? Interpreter = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(HasYaml);

    public static string? Missing => Interpreter is null ? "Python's YAML parser is not installed (Debian package python3-yaml)." : null;

    public static async Task<DataValue> Read(string file)
    {
        using var process = Process.Start(Start(Interpreter!, "-c", Script, file))!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return YamlReading.FromJson(await output);
    }

    static bool HasYaml(string interpreter)
    {
        try
        {
            using var process = Process.Start(Start(interpreter, "-c", "import yaml"))!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program
        }
    }

    static ProcessStartInfo Start(string interpreter, params string[] arguments) =>
        new(interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, StandardOutputEncoding = Encoding.UTF8 };
}

/// <summary>A test with Python's YAML parser; skipped, by name, where it is not installed.</summary>
public sealed class PythonYamlFactAttribute : FactAttribute
{
    public PythonYamlFactAttribute() => Skip = PythonYaml.Missing!;
}
