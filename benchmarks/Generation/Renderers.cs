using InfraAgent.Contracts;
using InfraAgent.Generator;

namespace InfraAgent.Benchmarks.Generation;

static class Renderers
{
    public static BundleRenderer Make() => new(GeneratorService.LoadCatalog([]), "0.0.0");

    public static Bundle Bundle(BundleRenderer renderer, GenerateBundle command)
    {
        var outcome = renderer.Render(command);
        return outcome.Bundle ?? throw new InvalidOperationException(string.Join('\n', outcome.Findings));
    }
}
