namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>The uses of the catalog for aws once more, as programs; requests of their own are among the specs (<c>pulumi-*.json</c>).</summary>
public sealed class PulumiGoldenTests
{
    public static TheoryData<string> Modules => [.. PulumiInputs.Modules];

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_use_of_the_catalog_gives_the_program_that_was_reviewed(string name) => GoldenTests.Compare($"pulumi-aws-{name}", Renderers.Bundle(PulumiInputs.Module(name)));
}
