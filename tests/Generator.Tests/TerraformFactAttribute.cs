namespace InfraAgent.Generator.Tests;

/// <summary>A test with the real terraform; skipped, by name, where it is not installed.</summary>
public sealed class TerraformFactAttribute : FactAttribute
{
    public TerraformFactAttribute() => Skip = Terraform.Missing;
}

public sealed class TerraformTheoryAttribute : TheoryAttribute
{
    public TerraformTheoryAttribute() => Skip = Terraform.Missing;
}

/// <summary>A test with the simulated aws provider: <c>INFRA_AGENT_SIMULATED_PROVIDER_CONFIG</c> names a terraform CLI configuration that installs it.</summary>
public sealed class SimulatedAwsTheoryAttribute : TheoryAttribute
{
    public SimulatedAwsTheoryAttribute() => Skip = Terraform.Missing ?? (Terraform.SimulatedProviderConfig is null
        ? "INFRA_AGENT_SIMULATED_PROVIDER_CONFIG names no terraform CLI configuration with the simulated aws provider."
        : null);
}
