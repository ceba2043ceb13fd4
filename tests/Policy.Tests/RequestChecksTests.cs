using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.Policy.Bundles;
using InfraAgent.Policy.Rules;
using YamlDotNet.RepresentationModel;

namespace InfraAgent.Policy.Tests;

/// <summary>Allow-lists and formats: what a request, its parameters and the catalog's defaults may say.</summary>
public sealed class RequestChecksTests
{
    static List<(string Place, string Message)> Find(string check, string with, string spec = "{}", string parameters = "{}", string labels = "{}", BundleFacts? facts = null)
    {
        var rule = PolicyCatalog.FromTexts(("acme.yaml", $"rules: [{{ id: ACME001, title: t, phase: bundle, check: {check}, remediation: r, with: {with} }}]")).Alone("ACME001")!;
        facts = (facts ?? new BundleFacts { Runtime = "terraform" }) with
        {
            TemplateSpec = JsonElement.Parse(spec),
            Parameters = JsonElement.Parse(parameters).EnumerateObject().ToDictionary(p => p.Name, p => p.Value),
            Labels = JsonElement.Parse(labels).EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString()!),
        };
        return [.. rule.BundleCheck!.Judge(facts).Select(f => (f.Pointer ?? f.File ?? "", f.Message))];
    }

    static string[] Places(List<(string Place, string Message)> found) => [.. found.Select(f => f.Place)];

    [Theory]
    [InlineData("0017", true)]
    [InlineData("00171", false)]
    [InlineData("x0017", false)]
    [InlineData("0017\n", false)]
    [InlineData("", false)]
    public void A_tag_has_the_whole_form(string value, bool good)
    {
        var found = Find("tag-format", "{ formats: { cost-center: '[0-9]{4}' } }", labels: JsonSerializer.Serialize(new Dictionary<string, string> { ["cost-center"] = value }));

        Assert.Equal(good ? [] : ["/labels/cost-center"], Places(found));
        // What somebody wrote there is not repeated.
        Assert.All(found, f => Assert.DoesNotContain("x0017", f.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Labels_and_tags_are_looked_at_and_others_or_missing_ones_are_not() =>
        Assert.Equal(["/labels/a~1b", "/template_spec/tags/a~1b"],
            Places(Find("tag-format", "{ formats: { a/b: 'x|y', gone: z } }", """{"tags":{"a/b":"xy","c":"d","gone":7}}""", labels: """{"a/b":"yx","c":"d"}""")));

    [Fact]
    public void Regions_are_found_wherever_they_stand()
    {
        var facts = new BundleFacts { Runtime = "terraform", ParameterFile = ("env/dev.tfvars.json", JsonElement.Parse("""{"azure_location":"eastus","aws_region":"us-east-1","kept_locations":["eu-west-3"]}""")) };
        var found = Find("region-allow-list", "{ regions: ['eu-*', westeurope] }",
            """{"modules":[{"name":"registry","replica_locations":["westeurope","westus"],"location":"eu-west-1"},{"region":7,"location":{"region":"moon"}}]}""",
            """{"aws_region":"us-east-1","backup.region":"us-west-1","regional":"x","region_count":"3"}""", facts: facts);

        Assert.Equal(["/template_spec/modules/0/replica_locations/1", "/template_spec/modules/1/location/region", "/parameters/aws_region", "/parameters/backup.region", "env/dev.tfvars.json"], Places(found));
        Assert.Contains("'westus' is not among those that are allowed: eu-*, westeurope", found[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_that_a_parameter_gives_one_service_is_looked_at_too() =>
        Assert.Equal(["/parameters/web.image", "/parameters/ecs-service.container_image"],
            Places(Find("image-version", "{ moving_tags: [latest] }", parameters: """{"web.image":"shop:latest","ecs-service.container_image":"shop","image_count":"latest"}""")));

    const string Allowed = "{ modules: { 'vpc': '~> 3.21', 'aws-*': '>= 1.2, < 2.0', 'v*': '!= 3.22.0' } }";

    [Theory]
    [InlineData("vpc", "3.21.4", true)]
    [InlineData("vpc", "3.22.0", false)]
    [InlineData("vpc", "4.0.0", false)]
    [InlineData("vpc", "~> 4.0", true)]
    [InlineData("vpc", null, true)]
    [InlineData("aws-x", "1.2.0", true)]
    [InlineData("aws-x", "1.2.0-rc.1", false)]
    [InlineData("other", null, false)]
    public void A_module_is_of_every_range_that_it_matches(string name, string? version, bool good) =>
        Assert.Equal(good ? [] : ["/template_spec/modules/0"],
            Places(Find("module-allow-list", Allowed, JsonSerializer.Serialize(new { modules = new[] { new { name, version } } }))));

    [Fact]
    public void What_a_range_became_and_what_no_request_names_the_bundle_tells()
    {
        (string, ModuleVersion)[] made = [("vpc", ModuleVersion.TryParse("4.1.0")!), ("aws-x", ModuleVersion.TryParse("1.3.0")!), ("other", ModuleVersion.TryParse("1.0.0")!)];
        var found = Find("module-allow-list", Allowed, """{"modules":[{"name":"aws-x","version":"1.x"},{"name":"vpc","version":">= 3.0"}]}""", facts: new BundleFacts { Runtime = "terraform", Modules = made });

        Assert.Equal([("/template_spec/modules/1", "Version 4.1.0 of the module 'vpc' is not allowed; ~> 3.21 is."), ("", "The module 'other' is not among those that are allowed: aws-*, v*, vpc.")], found);
    }

    [Fact]
    public void What_was_told_of_the_request_is_not_told_again_of_the_bundle() =>
        Assert.Single(Find("module-allow-list", Allowed, """{"modules":[{"name":"vpc","version":"4.1.0"}]}""", facts: new BundleFacts { Runtime = "terraform", Modules = [("vpc", ModuleVersion.TryParse("4.1.0")!)] }));

    [Fact]
    public async Task The_versions_are_those_of_the_bundles_manifest()
    {
        await using var bench = new Bench();
        var command = await bench.SeedCommandAsync();
        var bundle = await bench.BundleAsync("made", "sha256:c", new() { ["bundle.json"] = """{"modules":[{"name":"vpc","version":"0.3.0","digest":"sha256:0"}]}""" });
        bundle = bundle with { Entrypoints = new Dictionary<string, string> { ["manifest"] = $"{bundle.Path}/bundle.json" } };

        var judged = await bench.JudgeAsync(command with { Bundle = bundle });

        Assert.Equal("Version 0.3.0 of the module 'vpc' is not allowed; >= 1.0.0 is.", Assert.Single(judged.Findings, f => f.RuleId == "MOD0001").Message);
    }

    [Theory]
    [InlineData("tag-format", "{ formats: { a: '(?=x)' } }", "linear time")]
    [InlineData("tag-format", "{ formats: { a: '[' } }", "no regular expression")]
    [InlineData("tag-format", "{ formats: [a] }", "a mapping of names to texts")]
    [InlineData("tag-format", "{ formats: { a: [b] } }", "a mapping of names to texts")]
    [InlineData("tag-format", "{}", "'formats'")]
    [InlineData("region-allow-list", "{ regions: ['eu-?'] }", "'eu-?'")]
    [InlineData("region-allow-list", "{ regions: [] }", "'regions'")]
    [InlineData("module-allow-list", "{ modules: { vpc: newest } }", "'newest', which are no range")]
    [InlineData("module-allow-list", "{ modules: { 'v?': 1.x } }", "'v?'")]
    public void A_list_that_is_wrong_is_refused(string check, string with, string reason) =>
        Assert.Contains(reason, Assert.Throws<PolicyFileException>(() => Find(check, with)).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_the_catalogs_regions_all_but_those_of_other_partitions_are_allowed()
    {
        var rule = PolicyCatalog.Load([]).Alone("REG0001")!.BundleCheck!;
        foreach (var (cloud, input) in new[] { ("aws", "aws_region"), ("azure", "azure_location"), ("gcp", "gcp_region") })
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(File.ReadAllText(Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, $"../../../../../services/generator/Catalog/{cloud}/cloud.yaml")))));
            var regions = (YamlSequenceNode)yaml.Documents[0].RootNode["inputs"][input]["enum"];
            Assert.True(regions.Children.Count > 20);
            Assert.All(regions.Children.Cast<YamlScalarNode>().Select(r => r.Value!), region => Assert.Equal(
                region.StartsWith("cn-", StringComparison.Ordinal) || region.StartsWith("us-gov-", StringComparison.Ordinal),
                rule.Judge(new BundleFacts { Runtime = "terraform", Parameters = new Dictionary<string, JsonElement> { [input] = JsonSerializer.SerializeToElement(region) } }).Any()));
        }
    }
}
