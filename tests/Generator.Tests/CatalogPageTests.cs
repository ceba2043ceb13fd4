namespace InfraAgent.Generator.Tests;

public sealed class CatalogPageTests
{
    static readonly string Page = Path.Combine(Places.Repository, "docs", "catalog.md");

    [Fact]
    public void The_page_says_what_the_catalog_says()
    {
        var written = CatalogPage.Write(Renderers.Catalog);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1") File.WriteAllText(Page, written);

        Assert.Equal(written, File.ReadAllText(Page).ReplaceLineEndings("\n"));
    }
}
