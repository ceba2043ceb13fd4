using System.Globalization;

namespace InfraAgent.Generator.Tests;

/// <summary>Prints where it is and the digests of all reviewed requests, for <see cref="ElsewhereTests"/>. The agent itself knows no cultures; this process does.</summary>
static class ElsewhereProgram
{
    static void Main()
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{CultureInfo.CurrentCulture.Name} {"I".ToLower(CultureInfo.CurrentCulture)} {TimeZoneInfo.Local.BaseUtcOffset}"));
        foreach (var line in Digests()) Console.WriteLine(line);
    }

    public static IEnumerable<string> Digests() => CloudSpecs.All.Select(CloudSpecs.Request).Concat(Pulumi.PulumiInputs.Modules.Select(m => Pulumi.PulumiInputs.Module(m)))
        .Select(command => $"{command.DeploymentId} {command.Runtime} {Renderers.Bundle(command).Digest}");
}
