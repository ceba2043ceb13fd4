namespace InfraAgent.Generator.Tests;

/// <summary>The specifications that stand for the uses of the clouds' modules under terraform.</summary>
static class CloudSpecs
{
    public static string[] Clouds { get; } = ["aws", "azure", "gcp"];

    public static string[] Names { get; } = [.. Clouds.SelectMany(Of)];

    public static string[] Of(string cloud) =>
        [.. Directory.GetFiles(Path.Combine(Places.Tests, "Specs"), $"{cloud}-*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];
}
