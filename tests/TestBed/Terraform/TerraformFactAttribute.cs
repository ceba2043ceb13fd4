using Xunit;

namespace InfraAgent.TestBed.Terraform;

/// <summary>A test that runs the real terraform; skipped by name where there is none.</summary>
public sealed class TerraformFactAttribute : FactAttribute
{
    public TerraformFactAttribute()
    {
        if (TerraformFolder.Executable is null) Skip = "terraform is not on the PATH: https://developer.hashicorp.com/terraform/install";
    }
}
