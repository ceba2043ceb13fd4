using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Checks;

/// <summary>Manifests under their environment's overlay: <c>STATIC021</c> kustomize cannot build them.</summary>
public sealed class KubernetesChecks(IOptions<ToolOptions> options) : CommandChecks(options)
{
    public override string Name => "kubernetes";

    protected override string Tool => "kubectl";

    protected override string HowToGet =>
        "kubectl is not installed. Install it (https://kubernetes.io/docs/tasks/tools/), put it into PATH or name it by Tools:Kubectl, and repeat the request.";

    private protected override IReadOnlyList<(string, IReadOnlyList<string>, IReadOnlyList<string>)> Candidates(ToolOptions options) =>
        [(options.Kubectl, [], ["version", "--client"])];

    private protected override IReadOnlyList<CheckCommand> Commands(Workspace workspace) =>
        [new("kubernetes_kustomize", "STATIC021", ["kustomize", $"overlays/{workspace.Environment}"]) { Renders = true }];
}
