using System.Text.Json;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Generator.Tests;

/// <summary>Every reviewed bundle for terraform under <c>terraform validate</c>, with the simulated providers and with the real ones' schemas.</summary>
public sealed class CloudValidityTests(CloudValidityTests.Providers providers) : IClassFixture<CloudValidityTests.Providers>, IDisposable
{
    readonly TempFolder folder = new();

    public static TheoryData<string> Specs => [.. CloudSpecs.Names];

    public void Dispose() => folder.Dispose();

    [TerraformTheory]
    [MemberData(nameof(Specs))]
    public Task A_bundle_is_valid(string spec) => Validate(spec, null);

    [RealSchemasTheory]
    [MemberData(nameof(Specs))]
    public Task A_bundle_is_valid_for_the_real_provider(string spec) => Validate(spec, RealSchemas.Folder);

    async Task Validate(string spec, string? schema)
    {
        folder.Write(Renderers.Bundle(CloudSpecs.Request(spec)).Files);

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
