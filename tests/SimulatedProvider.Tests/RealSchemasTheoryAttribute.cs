using InfraAgent.TestBed.Terraform;

namespace InfraAgent.SimulatedProvider.Tests;

/// <summary>A test that needs the real providers' schemas, which are not part of this project; skipped by name without them.</summary>
public sealed class RealSchemasTheoryAttribute : TheoryAttribute
{
    public RealSchemasTheoryAttribute()
    {
        if (RealSchemas.Folder is null) Skip = RealSchemas.Missing;
    }
}
