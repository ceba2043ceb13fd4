using InfraAgent.TestBed.Kubernetes;

namespace InfraAgent.Policy.Tests;

/// <summary>A test with the real kubectl, helm and docker-compose; skipped, by name, where one of them is missing.</summary>
public sealed class RenderingToolsTheoryAttribute : TheoryAttribute
{
    public RenderingToolsTheoryAttribute() =>
        Skip = (ClusterTool.Kubectl.Missing ?? ClusterTool.Helm.Missing ?? (File.Exists("/usr/bin/docker-compose") ? null : "docker-compose is not installed: ./test.sh installs it."))!;
}
