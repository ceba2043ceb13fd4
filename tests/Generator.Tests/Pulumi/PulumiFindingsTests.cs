using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests.Pulumi;

/// <summary>What is refused, where, and what to do instead.</summary>
public sealed class PulumiFindingsTests
{
    static GenerateBundle Request(string spec, string parameters = """{"aws_region":"eu-central-1"}""", string labels = "{}") => Requests.FromBody(
        $$"""{"deployment_id":"d-1","environment":"dev","runtime":"pulumi","template_spec":{{spec}},"parameters":{{parameters}},"labels":{{labels}}}""");

    static Finding Only(GenerateBundle command, BundleRenderer? renderer = null)
    {
        var outcome = (renderer ?? Renderers.BuiltIn).Render(command);
        Assert.Null(outcome.Bundle);
        return Assert.Single(outcome.Findings);
    }

    [Fact]
    public void A_cloud_without_programs_is_refused_with_those_that_have_them()
    {
        var finding = Only(Request("""{"cloud":"local","modules":[{"name":"config"}]}""", "{}"));

        Assert.Equal((SpecRules.RuntimeAndCloud, "/runtime"), (finding.RuleId, finding.Pointer));
        Assert.Contains("aws, kubernetes", finding.Remediation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_language_that_is_not_written_is_refused_with_those_that_are()
    {
        var finding = Only(Request("""{"cloud":"aws","modules":[{"name":"bucket"}],"pulumi":{"language":"python"}}"""));

        Assert.Equal((SpecRules.NotAllowed, "/template_spec/pulumi/language"), (finding.RuleId, finding.Pointer));
        Assert.Contains("typescript, yaml", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_runtimes_have_no_use_for_the_language_and_take_the_specification_all_the_same() =>
        Assert.NotNull(Renderers.BuiltIn.Render(Request("""{"cloud":"aws","modules":[{"name":"bucket"}],"pulumi":{"language":"typescript"}}""") with { Runtime = "terraform" }).Bundle);

    [Fact]
    public void Inputs_that_do_not_go_together_are_told_when_the_program_is_made()
    {
        var finding = Only(Request("""{"cloud":"aws","modules":[{"name":"bucket","archive_days":5,"archive_storage_class":"STANDARD_IA"}]}"""));

        Assert.Equal((SpecRules.NotTogether, "/template_spec/modules/0"), (finding.RuleId, finding.Pointer));
        Assert.Contains("STANDARD_IA takes no objects before 30 days", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fn::invoke")]
    [InlineData("FN::ToJSON")]
    public void A_key_that_YAML_programs_would_call_is_refused_and_TypeScript_takes_it(string key)
    {
        const string Spec = """{"cloud":"aws","modules":[{"name":"bucket"}]LANGUAGE}""";
        var labels = JsonSerializer.Serialize(new Dictionary<string, string> { [key] = "x" });

        var finding = Only(Request(Spec.Replace("LANGUAGE", "", StringComparison.Ordinal), labels: labels));
        Assert.Equal((SpecRules.NotExpressible, "/labels/" + key), (finding.RuleId, finding.Pointer));
        Assert.NotNull(Renderers.BuiltIn.Render(Request(Spec.Replace("LANGUAGE", ",\"pulumi\":{\"language\":\"typescript\"}", StringComparison.Ordinal), labels: labels)).Bundle);
    }

    [Fact]
    public void A_call_within_a_patch_is_refused_at_its_value()
    {
        var finding = Only(Request("""{"cloud":"aws","modules":[{"name":"bucket"}],"patches":[{"target":{"kind":"Bucket"},"ops":[{"op":"add","path":"/tags/x","value":{"fn::readFile":"/etc/passwd"}}]}]}"""));

        Assert.Equal((SpecRules.NotExpressible, "/template_spec/patches/0/ops/0/value"), (finding.RuleId, finding.Pointer));
    }

    [Fact]
    public void A_patch_of_what_is_not_there_names_what_is()
    {
        var finding = Only(Request("""{"cloud":"aws","modules":[{"name":"bucket"}],"patches":[{"target":{"kind":"Buckett"},"ops":[{"op":"remove","path":"/tags"}]}]}"""));

        Assert.Equal((SpecRules.NotAllowed, "/template_spec/patches/0/target"), (finding.RuleId, finding.Pointer));
        Assert.Contains("'Bucket'", finding.Remediation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_module_of_resources_without_names_is_refused_with_the_modules_that_go()
    {
        var (name, spec) = ("strange", """{"cloud":"aws","modules":[{"name":"strange"}]}""");
        var catalog = CatalogLoader.Load([CatalogFolder.BuiltIn(), new CatalogFolder("own", new Dictionary<string, string>
        {
            [$"aws/{name}/module.yaml"] = "name: strange\nversions: [\"1.0.0\"]\ndescription: Something else.\n",
            [$"aws/{name}/main.tf.scriban"] = "resource \"aws_glue_job\" \"this\" {\n  name = \"x\"\n}\n"
        })]);
        Assert.Empty(catalog.Problems);

        var finding = Only(Request(spec), new BundleRenderer(catalog, "0.0.0"));
        Assert.Equal((SpecRules.UnknownModule, "/template_spec/modules/0/name"), (finding.RuleId, finding.Pointer));
        Assert.Contains("modules that do: bucket, dns-record, ecs-service", finding.Message, StringComparison.Ordinal);
        Assert.Contains("'resource aws_glue_job' has no name in the catalog's pulumi.yaml", finding.Remediation, StringComparison.Ordinal);
        Assert.NotNull(new BundleRenderer(catalog, "0.0.0").Render(Request(spec) with { Runtime = "terraform" }).Bundle);
    }

    [Fact]
    public void What_terraform_would_find_out_while_it_plans_is_told_when_the_program_is_made()
    {
        var finding = Only(Request("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"},{"name":"kubernetes-cluster","viewer_arns":["arn:aws:iam::123456789012:role/a","arn:aws:iam::123456789012:role/a"]}]}"""));

        Assert.Equal((SpecRules.NotExpressible, "/template_spec/modules/1"), (finding.RuleId, finding.Pointer));
        Assert.Contains("'arn:aws:iam::123456789012:role/a' is there twice", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_version_that_cannot_be_read_is_refused_where_it_is_asked_for()
    {
        static Dictionary<string, string> Files(string version, string code) => new()
        {
            [$"aws/own-{version}/module.yaml"] = $"name: own\nversions: [\"{version}\"]\ndescription: Something.\n", [$"aws/own-{version}/main.tf.scriban"] = code
        };
        var catalog = CatalogLoader.Load([CatalogFolder.BuiltIn(), new CatalogFolder("own", Files("1.0.0", "resource \"aws_glue_job\" \"this\" {\n}\n").Concat(Files("2.0.0", "resource \"aws_sqs_queue\" \"this\" {\n  name = \"x\"\n}\n")).ToDictionary())]);
        Assert.Empty(catalog.Problems);

        var finding = Only(Request("""{"cloud":"aws","modules":[{"name":"own","version":"1.0.0"}]}"""), new BundleRenderer(catalog, "0.0.0"));
        Assert.Equal((SpecRules.NotExpressible, "/template_spec/modules/0"), (finding.RuleId, finding.Pointer));
        Assert.Contains("aws_glue_job", finding.Message, StringComparison.Ordinal);
        Assert.NotNull(new BundleRenderer(catalog, "0.0.0").Render(Request("""{"cloud":"aws","modules":[{"name":"own"}]}""")).Bundle);
    }

    [Fact]
    public void What_the_program_would_have_to_decide_while_it_runs_is_refused()
    {
        // How many rules there are depends on an output that no code sets.
        var finding = Only(Request("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"},{"name":"load-balancer","target_cidrs":[{"ref":"vpc.id"}]}]}"""));

        Assert.Equal((SpecRules.NotExpressible, "/template_spec/modules/1"), (finding.RuleId, finding.Pointer));
        Assert.Contains("'vpc.id' is known only when the program runs", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_that_nothing_else_depends_on_is_a_setting_and_any_other_is_decided()
    {
        var bundle = Renderers.Bundle(Request("""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"},{"name":"ecs-service","container_image":"ghcr.io/a/b:1"}]}""",
            """{"aws_region":"eu-central-1","container_image":"ghcr.io/a/b:2","availability_zones":2,"environment_variables":{"LEVEL":"warn"}}"""));

        Assert.Equal("config:\n  d-1:awsRegion: eu-central-1\n  d-1:containerImage: ghcr.io/a/b:2\n  d-1:environmentVariables_LEVEL: warn\n", bundle.Text("Pulumi.dev.yaml"));
        Assert.Contains("  containerImage:\n    type: string\n    default: ghcr.io/a/b:1\n", bundle.Text("Pulumi.yaml"), StringComparison.Ordinal);
        Assert.Contains("vpc-private-subnet-1:", bundle.Text("Pulumi.yaml"), StringComparison.Ordinal);
        Assert.DoesNotContain("vpc-private-subnet-2:", bundle.Text("Pulumi.yaml"), StringComparison.Ordinal);
        Assert.Contains("| `availability_zones` | none: the program depends on it |", bundle.Text("README.md"), StringComparison.Ordinal);
    }
}
