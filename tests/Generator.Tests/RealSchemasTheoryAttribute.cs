using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Generator.Tests;

/// <summary>Tests that need terraform and the real providers' schemas, which are not part of this project; skipped by name without them.</summary>
public sealed class RealSchemasTheoryAttribute : TheoryAttribute
{
    public RealSchemasTheoryAttribute() => Skip = (Terraform.Missing ?? (RealSchemas.Folder is null ? RealSchemas.Missing : null))!;
}
