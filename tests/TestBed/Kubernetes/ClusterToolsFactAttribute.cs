using Xunit;

namespace InfraAgent.TestBed.Kubernetes;

/// <summary>A test with the real kubectl and helm; skipped, by name, where one of them is missing.</summary>
public sealed class ClusterToolsFactAttribute : FactAttribute
{
    public ClusterToolsFactAttribute() => Skip = (ClusterTool.Kubectl.Missing ?? ClusterTool.Helm.Missing)!;
}
