using Microsoft.Extensions.Options;

namespace InfraAgent.Runtimes.Checks;

/// <summary>A chart under its environment's values: <c>STATIC011</c> what lint finds, warnings too; <c>STATIC012</c> it cannot be rendered.</summary>
public sealed class HelmChecks(IOptions<ToolOptions> options) : CommandChecks(options)
{
    public override string Name => "helm";

    protected override string Tool => "helm";

    protected override string HowToGet =>
        "Helm is not installed. Install it (https://helm.sh/docs/intro/install/), put it into PATH or name it by Tools:Helm, and repeat the request.";

    private protected override IReadOnlyList<(string, IReadOnlyList<string>, IReadOnlyList<string>)> Candidates(ToolOptions options) =>
        [(options.Helm, [], ["version", "--short"])];

    private protected override IReadOnlyList<CheckCommand> Commands(Workspace workspace)
    {
        var values = $"values-{workspace.Environment}.yaml";
        return
        [
            new("helm_lint", "STATIC011", ["lint", "--strict", ".", "--values", values]),
            new("helm_template", "STATIC012", ["template", "check", ".", "--values", values]) { Renders = true },
        ];
    }
}
