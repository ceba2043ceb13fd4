using InfraAgent.TestBed;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.EndToEnd.Tests;

/// <summary>A theory over both ways of running; skipped, with the reason, where a server or terraform is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class WholeAgentTheoryAttribute : TheoryAttribute
{
    public WholeAgentTheoryAttribute() => Skip = Missing.Reason!;
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class WholeAgentFactAttribute : FactAttribute
{
    /// <param name="parts">What the test needs beside what every agent does.</param>
    public WholeAgentFactAttribute(params Part[] parts) => Skip = (Missing.Reason ?? Parts.Missing(parts))!;
}

static class Missing
{
    public static string? Reason { get; } = TerraformFolder.Executable is null
        ? "terraform is not in PATH."
        : Parts.Missing(Part.PostgreSql, Part.RabbitMq);
}
