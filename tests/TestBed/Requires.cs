using Xunit;

namespace InfraAgent.TestBed;

/// <summary>Programs that tests use and a machine may lack. <c>test.sh</c> installs them.</summary>
public enum Part { PostgreSql, RabbitMq, PythonAmqp, S3 }

/// <summary>A fact that needs real parts; where one is missing it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresAttribute : FactAttribute
{
    public RequiresAttribute(params Part[] parts) => Skip = Parts.Missing(parts)!;
}

/// <summary>A theory that needs real parts.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RequiresTheoryAttribute : TheoryAttribute
{
    public RequiresTheoryAttribute(params Part[] parts) => Skip = Parts.Missing(parts)!;
}

public static class Parts
{
    /// <summary>Why tests with these parts cannot run here; null when they can.</summary>
    public static string? Missing(params Part[] parts) => parts.Select(part => part switch
    {
        Part.PostgreSql => PostgresServer.Missing,
        Part.RabbitMq => RabbitMqServer.Missing,
        Part.PythonAmqp => PythonScript.Missing,
        Part.S3 => S3Server.Missing,
        _ => throw new ArgumentOutOfRangeException(nameof(parts)),
    }).FirstOrDefault(missing => missing is not null);
}
