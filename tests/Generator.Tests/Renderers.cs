using System.Text;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

static class Renderers
{
    /// <summary>The version that golden bundles carry: they do not change with the agent's.</summary>
    public const string Version = "0.0.0";

    public static ModuleCatalog Catalog { get; } = CatalogLoader.Load([CatalogFolder.BuiltIn()]);
    public static BundleRenderer BuiltIn { get; } = new(Catalog, Version);

    public static Bundle Bundle(GenerateBundle command)
    {
        var outcome = BuiltIn.Render(command);
        Assert.True(outcome.Bundle is not null, string.Join('\n', outcome.Findings));
        return outcome.Bundle;
    }

    public static string Text(this Bundle bundle, string path) => Encoding.UTF8.GetString(bundle.Files[path].Span);
}
