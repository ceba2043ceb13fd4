using System.Text.Json;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Generator.Tests;

/// <summary>Every AWS bundle under <c>terraform validate</c>, with the simulated provider and with the real one's schema.</summary>
public sealed class AwsValidityTests(AwsValidityTests.Providers providers) : IClassFixture<AwsValidityTests.Providers>, IDisposable
{
    readonly TempFolder folder = new();

    public static TheoryData<string> Specs => [.. AwsCatalogTests.Names];

    public void Dispose() => folder.Dispose();

    [TerraformTheory]
    [MemberData(nameof(Specs))]
    public Task A_bundle_is_valid(string spec) => Validate(spec, null);

    [RealSchemasTheory]
    [MemberData(nameof(Specs))]
    public Task A_bundle_is_valid_for_the_real_provider(string spec) => Validate(spec, RealSchemasTheoryAttribute.Aws);

    async Task Validate(string spec, string? schema)
    {
        folder.Write(Renderers.Bundle(Requests.Catalog(spec)).Files);

        var verdict = await Terraform.Validate(folder.Path, await providers.With(schema));

        Assert.True(verdict.GetProperty("valid").GetBoolean() && verdict.GetProperty("warning_count").GetInt32() == 0, verdict.GetRawText());
    }

    /// <summary>One process for each schema and all specifications.</summary>
    public sealed class Providers : IDisposable
    {
        readonly Dictionary<string, SimulatedCloud> clouds = [];

        public async Task<SimulatedCloud> With(string? schema)
        {
            if (!clouds.TryGetValue(schema ?? "", out var cloud)) clouds[schema ?? ""] = cloud = await new SimulatedCloud().AttachAsync(schema);
            return cloud;
        }

        public void Dispose()
        {
            foreach (var cloud in clouds.Values) cloud.Dispose();
        }
    }
}
