using Xunit;

namespace InfraAgent.TestBed.Kubernetes;

/// <summary>A theory with the real kubectl and helm; skipped, by name, where one of them is missing.</summary>
public sealed class ClusterToolsTheoryAttribute : TheoryAttribute
{
    public ClusterToolsTheoryAttribute() => Skip = (ClusterTool.Kubectl.Missing ?? ClusterTool.Helm.Missing)!;
}
