using System.Text.Json;
using System.Text.RegularExpressions;
using InfraAgent.Contracts;
using InfraAgent.Generator.Tests.Pulumi;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Generator.Tests;

/// <summary>What the environment registry says of names and providers: the weakest of what counts.</summary>
public sealed partial class StandardsTests : IDisposable
{
    static readonly OrganisationStandards Acme = new() { NamePrefix = "acme" };

    readonly TempFolder folder = new();

    public static TheoryData<string, string> Pins => new()
    {
        { "aws-bucket", "aws=6.19.0" }, { "aws-bucket", "aws=6.25.1" }, { "aws-bucket", "aws=~> 6.19" }, { "aws-bucket", "aws=>= 6.0.0, != 6.19.0, < 7.0.0" },
        { "gcp-bucket", "google=~> 7.9" }, { "azure-bucket", "azurerm=~> 4.51" }
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_them_nothing_of_a_bundle_says_so()
    {
        var bundle = Renderers.Bundle(Requests.Catalog("aws-bucket"));

        Assert.DoesNotContain("name_prefix", bundle.Text("main.tf") + bundle.Text("variables.tf") + bundle.Text("env/prod.tfvars.json"), StringComparison.Ordinal);
        Assert.DoesNotContain("standards", bundle.Text("bundle.json"), StringComparison.Ordinal);
    }

    [TerraformFact]
    public async Task Names_of_terraform_begin_with_the_prefix_and_stay_within_29_characters_and_apart()
    {
        const string Spec = """{"cloud":"local","modules":[{"name":"config"},{"name":"config","as":"other-settings"}]}""";
        foreach (var id in (string[])["D_1", "infra-2025-114-of-the-shop"])
        {
            foreach (var prefix in (string?[])[null, "acme-prod1"])
            {
                var command = Requests.Local(Spec) with { DeploymentId = id, Standards = new() { NamePrefix = prefix } };
                using var root = new TempFolder();
                root.Write(Renderers.Bundle(command).Files);
                var names = await Names(root.Path);

                Assert.Equal(2, names.Distinct().Count());
                Assert.All(names, n => Assert.Matches(Name(), n));
                if (prefix is not null) Assert.All(names, n => Assert.StartsWith(prefix + "-", n, StringComparison.Ordinal));
                // Names differ by the whole id and not by the prefix alone: what tells deployments apart is the same with and without.
                Assert.Equal([PulumiName(command, null), PulumiName(command, "other-settings")], names.AsEnumerable());
            }
        }
    }

    [Fact]
    public void The_prefix_is_in_the_parameter_file_so_that_code_is_equal_across_deployments_and_environments()
    {
        var command = Requests.Catalog("aws-bucket") with { Standards = Acme };
        var (one, other) = (Renderers.Bundle(command), Renderers.Bundle(command with { DeploymentId = "another", Environment = "dev", Standards = new() { NamePrefix = "umbrella" } }));

        Assert.Equal(one.CodeDigest, other.CodeDigest);
        Assert.Equal("acme", JsonDocument.Parse(one.Text("env/prod.tfvars.json")).RootElement.GetProperty("name_prefix").GetString());
        Assert.Equal("umbrella", JsonDocument.Parse(other.Text("env/dev.tfvars.json")).RootElement.GetProperty("name_prefix").GetString());
        Assert.Equal("acme", JsonDocument.Parse(one.Text("bundle.json")).RootElement.GetProperty("standards").GetProperty("name_prefix").GetString());
    }

    [Fact]
    public void A_modules_own_input_of_that_name_gets_another_variable()
    {
        var files = new Dictionary<string, string>
        {
            ["local/cloud.yaml"] = "name: local\ndescription: Here.\nterraform: \">= 1.9.0\"\n",
            ["local/thing/module.yaml"] = "name: thing\nversions: [1.0.0]\ndescription: A thing.\ninputs:\n  name_prefix:\n    description: Its own.\n    type: string\n",
            ["local/thing/main.tf.scriban"] = "resource \"terraform_data\" \"this\" {\n  input = var.name_prefix\n}\n"
        };
        var catalog = CatalogLoader.Load([new CatalogFolder("test", files)]);
        Assert.Empty(catalog.Problems);

        var outcome = new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"local","modules":[{"name":"thing"}]}""", """{"name_prefix":"own"}""") with { Standards = Acme });

        var values = JsonDocument.Parse(outcome.Bundle!.Text("env/dev.tfvars.json")).RootElement;
        Assert.Equal(("acme", "own"), (values.GetProperty("name_prefix").GetString(), values.GetProperty("thing_name_prefix").GetString()));
    }

    [Theory]
    [InlineData("bucket-kubernetes", "overlays/prod/namespace.yaml")]
    [InlineData("bucket-helm", "namespace-prod.yaml")]
    [InlineData("bucket-compose", ".env.prod")]
    [InlineData("pulumi-cluster", "Pulumi.yaml")]
    public void Namespace_release_and_project_begin_with_the_prefix_and_keep_the_agents_mark(string spec, string file)
    {
        var command = Requests.Catalog(spec);
        var (plain, prefixed) = (Renderers.Bundle(command), Renderers.Bundle(command with { Standards = Acme }));

        var name = ClusterName.Of(command);
        Assert.Contains(name, plain.Text(file), StringComparison.Ordinal);
        Assert.Equal(plain.Files.Keys, prefixed.Files.Keys);
        Assert.Equal(plain.Text(file).Replace(name, "acme-" + name, StringComparison.Ordinal), prefixed.Text(file));
        Assert.Equal(plain.Text("PLAYBOOK.md").Replace(name, "acme-" + name, StringComparison.Ordinal), prefixed.Text("PLAYBOOK.md"));
    }

    [Theory]
    [InlineData("yaml", "Pulumi.yaml")]
    [InlineData("typescript", "index.ts")]
    public void Programs_have_the_names_that_terraform_has(string language, string file)
    {
        var command = PulumiInputs.Module("bucket", language);
        var name = PulumiName(command, null);
        Assert.Contains(name, Renderers.Bundle(command).Text(file), StringComparison.Ordinal);

        var prefixed = command with { Standards = Acme };

        Assert.StartsWith("acme-", PulumiName(prefixed, null), StringComparison.Ordinal);
        Assert.Contains(PulumiName(prefixed, null), Renderers.Bundle(prefixed).Text(file), StringComparison.Ordinal);
        Assert.DoesNotContain($"\"{name}", Renderers.Bundle(prefixed).Text(file), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pins))]
    public void A_pin_takes_the_place_of_the_catalogs_version_in_the_root_and_modules_need_what_they_did(string spec, string pin)
    {
        var (name, versions) = Pin(pin);
        var command = Requests.Catalog(spec);
        var (plain, pinned) = (Renderers.Bundle(command), Renderers.Bundle(command with { Standards = Standards(pin, "random=1.0.0") }));

        Assert.Contains($"version = \"{versions}\"", pinned.Text("versions.tf"), StringComparison.Ordinal);
        Assert.Equal(["bundle.json", "versions.tf"], plain.Files.Keys.Where(f => plain.Text(f) != pinned.Text(f)).Union(["versions.tf"]).Order(StringComparer.Ordinal));
        Assert.Equal(versions, JsonDocument.Parse(pinned.Text("bundle.json")).RootElement.GetProperty("standards").GetProperty("providers").GetProperty(name).GetString());
    }

    [Theory]
    [InlineData("aws-bucket", "aws=6.10.0", "6.19.0 or later", "'~> 6.19'")]
    [InlineData("aws-bucket", "aws=~> 5.0", "6.19.0 or later", "'~> 6.19'")]
    [InlineData("aws-bucket", "aws=< 6.19.0", "6.19.0 or later", "'~> 6.19'")]
    [InlineData("aws-bucket", "aws=> 7.0.0, < 7.0.0", "6.19.0 or later", "'~> 6.19'")]
    [InlineData("azure-bucket", "azurerm=4.50.0", "4.51.0 or later", "'~> 4.51'")]
    [InlineData("pulumi-seed", "@pulumi/aws=7.47.0", "names of 7.48.0", "'7.48.0'")]
    [InlineData("pulumi-seed", "@pulumi/aws=8.0.0", "names of 7.48.0", "'7.48.0'")]
    [InlineData("pulumi-cluster", "@pulumi/kubernetes=5.0.0", "below 5.0.0", "'4.34.2'")]
    public void A_pin_that_leaves_nothing_of_what_is_needed_is_refused_with_the_line_to_change(string spec, string pin, string need, string instead)
    {
        var command = Requests.Catalog(spec);
        var finding = Assert.Single(Renderers.BuiltIn.Render(command with { Standards = Standards(pin) }).Findings);

        var (name, versions) = Pin(pin);
        Assert.Equal((SpecRules.NotTogether, "/environment"), (finding.RuleId, finding.Pointer));
        Assert.Contains($"environment '{command.Environment}' pins '{name}' to '{versions}'", finding.Message, StringComparison.Ordinal);
        Assert.Contains(need, finding.Message, StringComparison.Ordinal);
        Assert.Contains(instead, finding.Remediation, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_bundle_has_no_use_for_is_no_matter()
    {
        var standards = Standards("aws=1.0.0", "@pulumi/aws=1.0.0", "google=1.0.0", "@pulumi/random=1.0.0");

        foreach (var spec in (string[])["azure-bucket", "bucket-kubernetes", "bucket-helm", "bucket-compose", "pulumi-cluster"])
            Assert.Empty(Renderers.BuiltIn.Render(Requests.Catalog(spec) with { Standards = standards }).Findings);
    }

    [Theory]
    [InlineData("yaml", "Pulumi.yaml", "version: \"7.50.0\"", "version: \"4.22.0\"")]
    [InlineData("typescript", "package.json", "\"@pulumi/aws\": \"7.50.0\"", "\"@pulumi/random\": \"4.22.0\"")]
    public void Programs_are_given_the_packages_that_are_pinned(string language, string file, string aws, string random)
    {
        // Its final snapshot has a name of chance.
        var bundle = Renderers.Bundle(PulumiInputs.Module("postgres", language) with { Standards = Standards("@pulumi/aws=7.50.0", "@pulumi/random=4.22.0", "aws=6.20.0") });

        Assert.Contains(aws, bundle.Text(file), StringComparison.Ordinal);
        Assert.Contains(random, bundle.Text(file), StringComparison.Ordinal);
        Assert.DoesNotContain("7.48.0", bundle.Text(file), StringComparison.Ordinal);
        Assert.DoesNotContain(PulumiVersions.Random, bundle.Text(file), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("6.19.0", true)]
    [InlineData("= 6.19.1", true)]
    [InlineData("6.18.9", false)]
    [InlineData(">= 6.19.0, != 6.19.0, != 6.19.1, < 6.19.3", true)]
    [InlineData(">= 6.19.0, != 6.19.0, != 6.19.1, < 6.19.2", false)]
    [InlineData("> 6.19.0, < 6.19.1", false)]
    [InlineData("<= 6.19.0", true)]
    [InlineData("> 5.0.0", true)]
    [InlineData("~> 6.18.2", false)]
    [InlineData("~> 6.18", true)]
    public void A_range_reaches_a_version_or_it_does_not(string range, bool reaches) =>
        Assert.Equal(reaches, VersionRange.TryParse(range)!.Reaches(ModuleVersion.TryParse("6.19.0")!));

    [Fact]
    public void What_counts_from_the_weakest_to_the_strongest()
    {
        // One name: what the organisation wants is in what the module makes of nothing said, and each of the others says another.
        const string Modules = "\"modules\":[{\"name\":\"bucket\"SPEC}],\"environments\":{\"dev\":{OVERRIDE}}";
        string Name(OrganisationStandards standards, string said = "", string over = "", string parameters = "")
        {
            var spec = Modules.Replace("SPEC", said, StringComparison.Ordinal).Replace("OVERRIDE", over, StringComparison.Ordinal);
            var command = Requests.FromBody($$"""{"deployment_id":"shop","environment":"dev","runtime":"pulumi","template_spec":{"cloud":"aws",{{spec}} },"parameters":{"aws_region":"eu-central-1"{{parameters}} } }""");
            var outcome = Renderers.BuiltIn.Render(command with { Standards = standards });
            Assert.True(outcome.Bundle is not null, string.Join('\n', outcome.Findings));
            return BucketName().Match(outcome.Bundle.Text("Pulumi.yaml")).Groups[1].Value;
        }

        const string Said = ",\"bucket_name\":\"said-in-the-specification\"", Over = "\"modules\":[{\"name\":\"bucket\",\"bucket_name\":\"said-for-the-environment\"}]";
        Assert.StartsWith("shop-", Name(new()), StringComparison.Ordinal);
        Assert.StartsWith("acme-shop-", Name(Acme), StringComparison.Ordinal);
        Assert.Equal("said-in-the-specification", Name(Acme, Said));
        Assert.Equal("said-for-the-environment", Name(Acme, Said, Over));
        Assert.Contains("bucketName", Name(Acme, Said, Over, ",\"bucket_name\":\"said-in-a-parameter\""), StringComparison.Ordinal);
    }

    [RealSchemasTheory]
    [InlineData("aws-services", "aws=~> 6.19")]
    [InlineData("gcp-production", "google=~> 7.9")]
    [InlineData("azure-production", "azurerm=~> 4.51")]
    public async Task Bundles_with_standards_are_valid_for_the_real_provider(string spec, string pin)
    {
        folder.Write(Renderers.Bundle(CloudSpecs.Request(spec) with { Standards = Standards(pin) with { NamePrefix = "acme-prod1" } }).Files);
        using var cloud = await new SimulatedCloud().AttachAsync(RealSchemas.Folder);

        var verdict = await Terraform.Validate(folder.Path, cloud);

        Assert.True(verdict.GetProperty("valid").GetBoolean() && verdict.GetProperty("warning_count").GetInt32() == 0, verdict.GetRawText());
        var (formatted, output) = await Terraform.Run(folder.Path, "fmt", "-check", "-recursive");
        Assert.True(formatted == 0, output);
    }

    // As the program has it: there, everything is decided in C#.
    static string PulumiName(GenerateBundle command, string? instance)
    {
        var modules = instance is null ? """{"name":"bucket"}""" : $$"""{"name":"bucket","as":"{{instance}}"}""";
        var body = $$"""{"deployment_id":"{{command.DeploymentId}}","environment":"{{command.Environment}}","runtime":"pulumi","template_spec":{"cloud":"aws","modules":[{{modules}}]},"parameters":{"aws_region":"eu-central-1"} }""";
        return BucketName().Match(Renderers.Bundle(Requests.FromBody(body) with { Standards = command.Standards }).Text("Pulumi.yaml")).Groups[1].Value.Split("-${")[0];
    }

    static async Task<string[]> Names(string root)
    {
        await File.WriteAllTextAsync(Path.Combine(root, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");
        await File.WriteAllTextAsync(Path.Combine(root, "names.tf"), "output \"names\" {\n  value = concat([local.name], values(local.instance_names))\n}\n");
        await Terraform.Succeed(root, "init", "-input=false", "-no-color");
        await Terraform.Succeed(root, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=env/dev.tfvars.json");
        return JsonSerializer.Deserialize<string[]>(await Terraform.Succeed(root, "output", "-json", "names"))!;
    }

    static OrganisationStandards Standards(params string[] pins) => new() { Providers = pins.Select(Pin).ToDictionary(p => p.Name, p => p.Versions) };

    static (string Name, string Versions) Pin(string pin) => (pin[..pin.IndexOf('=', StringComparison.Ordinal)], pin[(pin.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,16}[a-z0-9])?-[0-9a-f]{10}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^      bucket: ""?([^""\n]+)", RegexOptions.Multiline)]
    private static partial Regex BucketName();
}
