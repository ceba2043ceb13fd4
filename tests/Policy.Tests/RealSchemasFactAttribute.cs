using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Policy.Tests;

/// <summary>A test that needs terraform and the real providers' schemas, which are not part of this project; skipped by name without them.</summary>
public sealed class RealSchemasFactAttribute : FactAttribute
{
    public RealSchemasFactAttribute() =>
        Skip = (TerraformFolder.Executable is null ? "terraform is not on the PATH." : RealSchemas.Folder is null ? RealSchemas.Missing : null)!;
}
