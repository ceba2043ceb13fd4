using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace InfraAgent.Generator.Tests;

/// <summary>That processes agree is shown by the golden bundles; here, that nothing about the process matters.</summary>
public sealed class ReproducibilityTests
{
    [Theory]
    [MemberData(nameof(GoldenTests.Examples), MemberType = typeof(GoldenTests))]
    public async Task The_same_request_gives_the_same_bytes_in_any_culture_thread_and_catalog_of_the_same_files(string example)
    {
        var expected = Renderers.Bundle(Requests.Example(example));

        var others = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() =>
        {
            CultureInfo.CurrentCulture = Strange();
            var renderer = i % 2 == 0 ? Renderers.BuiltIn : new BundleRenderer(CatalogLoader.Load([CatalogFolder.BuiltIn()]), Renderers.Version);
            return renderer.Render(Requests.Example(example)).Bundle!;
        })));

        foreach (var other in others)
        {
            Assert.Equal((expected.Digest, expected.CodeDigest), (other.Digest, other.CodeDigest));
            Assert.All(expected.Files, f => Assert.True(f.Value.Span.SequenceEqual(other.Files[f.Key].Span), f.Key));
        }
    }

    [Fact]
    public void Neither_run_nor_revision_nor_attempt_is_in_the_bundle()
    {
        var command = Requests.Example("seed-generate.json");

        Assert.Equal(Renderers.Bundle(command).Digest, Renderers.Bundle(command with { RunId = Guid.NewGuid(), Revision = 7, Attempt = 3 }).Digest);
    }

    [Fact]
    public void The_order_of_modules_members_and_parameters_does_not_change_the_code()
    {
        var body = JsonNode.Parse(File.ReadAllText(Path.Combine(Places.Repository, "examples", "local.json")))!;
        var turned = Requests.FromBody(Turn(body)!.ToJsonString());

        var bundle = Renderers.Bundle(turned);

        Assert.Equal(Renderers.Bundle(Requests.Example("local.json")).Digest, bundle.Digest);
    }

    [Fact]
    public void Deployments_environments_labels_and_values_of_parameters_share_their_code()
    {
        var one = Renderers.Bundle(Requests.Example("local.json"));
        var parameters = Requests.Example("local.json").Parameters.ToDictionary();
        parameters["port"] = JsonSerializer.SerializeToElement(9090);
        var other = Renderers.Bundle(Requests.Example("local.json") with
        {
            DeploymentId = "another", Environment = "prod", Labels = new Dictionary<string, string> { ["a"] = "b" }, Parameters = parameters, RequestDigest = "sha256:1"
        });

        Assert.Equal(one.CodeDigest, other.CodeDigest);
        Assert.NotEqual(one.Digest, other.Digest);
        Assert.All(one.Files.Where(f => f.Key.EndsWith(".tf", StringComparison.Ordinal)), f => Assert.True(f.Value.Span.SequenceEqual(other.Files[f.Key].Span), f.Key));
    }

    [Fact]
    public void A_change_of_the_specification_changes_the_code()
    {
        var three = Requests.Local("""{"cloud":"local","modules":[{"name":"service","image":"a/b:1","replicas":3}]}""");
        var four = Requests.Local("""{"cloud":"local","modules":[{"name":"service","image":"a/b:1","replicas":4}]}""");

        Assert.NotEqual(Renderers.Bundle(three).CodeDigest, Renderers.Bundle(four).CodeDigest);
    }

    [Fact]
    public void Numbers_that_are_the_same_number_give_the_same_code()
    {
        var spellings = new[] { "3", "3.0", "30e-1", "0.3E1" }.Select(n =>
            Renderers.Bundle(Requests.Local($$"""{"cloud":"local","modules":[{"name":"service","image":"a/b:1","replicas":{{n}}}]}""")).CodeDigest);

        Assert.Single(spellings.Distinct());
    }

    [Fact]
    public void Digests_are_those_that_sha256sum_would_give()
    {
        var bundle = Renderers.Bundle(Requests.Example("local.json"));
        var manifest = JsonDocument.Parse(bundle.Files["bundle.json"]).RootElement;

        Assert.Equal(bundle.CodeDigest, manifest.GetProperty("code_digest").GetString());
        Assert.Equal(bundle.Files.Keys.Where(k => k != "bundle.json"), manifest.GetProperty("files").EnumerateArray().Select(f => f.GetProperty("path").GetString()!));
        Assert.All(manifest.GetProperty("files").EnumerateArray(), f =>
        {
            var content = bundle.Files[f.GetProperty("path").GetString()!];
            Assert.Equal(Digests.Of(content.Span), f.GetProperty("digest").GetString());
            Assert.Equal(content.Length, f.GetProperty("size").GetInt32());
        });
        var list = string.Concat(bundle.Files.Select(f => $"{Digests.Of(f.Value.Span)["sha256:".Length..]}  {f.Key}\n"));
        Assert.Equal(Digests.Of(Encoding.UTF8.GetBytes(list)), bundle.Digest);
    }

    // Cultures by name are not there under invariant globalization; one made by hand is, and would show in any number that is not written for machines.
    static CultureInfo Strange()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        culture.NumberFormat.NumberGroupSeparator = ".";
        return culture;
    }

    static JsonNode? Turn(JsonNode? node) => node switch
    {
        JsonObject o => new JsonObject(o.Reverse().Select(p => KeyValuePair.Create(p.Key, Turn(p.Value)))),
        JsonArray a => new JsonArray([.. a.Reverse().Select(Turn)]),
        null => null,
        _ => node.DeepClone()
    };
}
