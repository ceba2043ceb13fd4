namespace InfraAgent.Generator;

/// <summary>Runtimes that clouds of the catalog can name. Which of them this agent writes is another question.</summary>
public static class RuntimeNames
{
    public const string Terraform = "terraform";
    public const string DockerCompose = "docker-compose";
    public const string Kubernetes = "kubernetes";
    public const string Helm = "helm";
    public const string Pulumi = "pulumi";

    public static IReadOnlyList<string> All { get; } = [DockerCompose, Helm, Kubernetes, Pulumi, Terraform];
}
