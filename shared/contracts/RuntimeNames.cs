namespace InfraAgent.Contracts;

/// <summary>What <c>runtime</c> can be. Which of them a cloud has, and an agent writes and rolls out, are other questions.</summary>
public static class RuntimeNames
{
    public const string Terraform = "terraform";
    public const string DockerCompose = "docker-compose";
    public const string Kubernetes = "kubernetes";
    public const string Helm = "helm";
    public const string Pulumi = "pulumi";

    public static IReadOnlyList<string> All { get; } = [DockerCompose, Helm, Kubernetes, Pulumi, Terraform];
}
