namespace InfraAgent.Generator.Tests;

/// <summary>A test with the real terraform; skipped, by name, where it is not installed.</summary>
public sealed class TerraformFactAttribute : FactAttribute
{
    public TerraformFactAttribute() => Skip = Terraform.Missing!;
}

public sealed class TerraformTheoryAttribute : TheoryAttribute
{
    public TerraformTheoryAttribute() => Skip = Terraform.Missing!;
}
