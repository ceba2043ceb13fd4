namespace InfraAgent.Generator.Tests;

/// <summary>Tests that need terraform and the real provider's schema, which is not part of this project; skipped by name without them.</summary>
public sealed class RealSchemasTheoryAttribute : TheoryAttribute
{
    public RealSchemasTheoryAttribute() => Skip = Terraform.Missing
        ?? (Aws is null ? "INFRA_AGENT_PROVIDER_SCHEMAS names no folder with full/aws.json.gz or aws.json.gz (terraform providers schema -json)" : null)!;

    public static string? Aws { get; } = Environment.GetEnvironmentVariable("INFRA_AGENT_PROVIDER_SCHEMAS") is { Length: > 0 } folder
        ? new[] { "full/aws.json.gz", "aws.json.gz" }.Select(f => Path.Combine(folder, f)).FirstOrDefault(File.Exists)
        : null;
}
