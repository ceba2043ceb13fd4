namespace InfraAgent.Generator.Tests;

public sealed class CatalogTests
{
    [Fact]
    public void The_built_in_catalog_has_no_problem()
    {
        Assert.Empty(Renderers.Catalog.Problems);
    }
}
