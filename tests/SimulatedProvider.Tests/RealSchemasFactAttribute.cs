namespace InfraAgent.SimulatedProvider.Tests;

/// <summary>A test that needs the real providers' schemas, which are not part of this project; skipped by name without them.</summary>
public sealed class RealSchemasFactAttribute : FactAttribute
{
    public RealSchemasFactAttribute()
    {
        if (File is null) Skip = "INFRA_AGENT_PROVIDER_SCHEMAS names no folder with full/aws.json.gz or aws.json.gz (terraform providers schema -json)";
    }

    public static string? File { get; } = Environment.GetEnvironmentVariable("INFRA_AGENT_PROVIDER_SCHEMAS") is { Length: > 0 } folder
        ? new[] { "full/aws.json.gz", "aws.json.gz" }.Select(f => Path.Combine(folder, f)).FirstOrDefault(System.IO.File.Exists)
        : null;
}
