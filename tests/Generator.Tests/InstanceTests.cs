using System.Text.Json;
using InfraAgent.Contracts;

namespace InfraAgent.Generator.Tests;

/// <summary>Several instances of one kind of module, and how they refer to each other.</summary>
public sealed class InstanceTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Instances_share_their_module_s_code_and_have_calls_names_and_outputs_of_their_own()
    {
        var bundle = Bundle("""{"cloud":"local","modules":[{"name":"service","as":"web","image":"a/b:1"},{"name":"service","as":"orders-api","image":"a/b:2"},{"name":"service","image":"a/b:3"}]}""");

        var main = bundle.Text("main.tf");
        Assert.Contains("module \"orders_api\" {\n  source = \"./modules/service\"", main, StringComparison.Ordinal);
        Assert.Contains("prefix = local.instance_names.orders_api", main, StringComparison.Ordinal);
        Assert.Contains("for instance in [\"orders-api\", \"web\"]", main, StringComparison.Ordinal);
        Assert.Contains("prefix = local.name\n", main, StringComparison.Ordinal);
        Assert.Contains("output \"orders_api_endpoint\" {", bundle.Text("outputs.tf"), StringComparison.Ordinal);
        Assert.Equal(["modules/service"], bundle.Files.Keys.Where(f => f.StartsWith("modules/", StringComparison.Ordinal)).Select(f => f[..f.LastIndexOf('/')]).Distinct());
        Assert.Contains("| `service` as `orders-api` | 1.0.0 |", bundle.Text("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_name_the_instance()
    {
        var bundle = Renderers.Bundle(Requests.Local("""{"cloud":"local","modules":[{"name":"service","as":"web","image":"a/b:1"},{"name":"service","as":"orders-api","image":"a/b:2"}]}""",
            """{"orders-api.replicas":7,"web_image":"c/d:1"}"""));

        var values = JsonDocument.Parse(bundle.Files["env/dev.tfvars.json"]).RootElement;
        Assert.Equal(7, values.GetProperty("orders_api_replicas").GetInt32());
        Assert.Equal("c/d:1", values.GetProperty("web_image").GetString());
        Assert.Contains("replicas = var.orders_api_replicas", bundle.Text("main.tf").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void The_only_instance_is_found_whatever_it_is_called()
    {
        var main = Bundle("""{"cloud":"local","modules":[{"name":"service","image":"a/b:1"},{"name":"network","as":"lan"}]}""").Text("main.tf");

        Assert.Contains("subnet_cidrs = module.lan.subnet_cidrs", main, StringComparison.Ordinal);
    }

    [Fact]
    public void References_are_written_as_what_they_are_also_within_lists_and_maps()
    {
        var main = Bundle("""
            {"cloud":"local","modules":[{"name":"network","as":"n-1"},{"name":"network","as":"n-2"},
             {"name":"service","image":"a/b:1","subnet_cidrs":[{"ref":"n-1.cidr"},"10.9.0.0/16"],"environment_variables":{"NET":{"ref":"n-2.id"},"ref":"x"}}]}
            """).Text("main.tf");

        Assert.Contains("[module.n_1.cidr, \"10.9.0.0/16\"]", main, StringComparison.Ordinal);
        Assert.Contains("\"NET\" = module.n_2.id", main, StringComparison.Ordinal);
        Assert.Contains("\"ref\" = \"x\"", main, StringComparison.Ordinal);
    }

    [Fact]
    public void A_parameter_is_never_a_reference()
    {
        var bundle = Renderers.Bundle(Requests.Local("""{"cloud":"local","modules":[{"name":"config"},{"name":"network"}]}""", """{"settings":{"ref":"network.id"}}"""));

        Assert.Equal("network.id", JsonDocument.Parse(bundle.Files["env/dev.tfvars.json"]).RootElement.GetProperty("settings").GetProperty("ref").GetString());
    }

    [Fact]
    public void Outputs_that_would_have_one_name_are_refused()
    {
        var catalog = CatalogLoader.Load([CatalogFolder.BuiltIn(), new CatalogFolder("mine", new Dictionary<string, string>
        {
            ["local/one/module.yaml"] = "name: one\nversions: [\"1.0.0\"]\ndescription: x\noutputs:\n  b_c: { description: x, value: \"1\" }\n  c: { description: x, value: \"1\" }\n"
        })]);

        var finding = Assert.Single(new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"local","modules":[{"name":"one","as":"a"},{"name":"one","as":"a-b"}]}""")).Findings);

        Assert.Equal((SpecRules.NotTogether, "/template_spec/modules/1"), (finding.RuleId, finding.Pointer));
        Assert.Contains("'a_b_c'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.4.5", "1.4.5")]
    [InlineData("= 1.4.5", "1.4.5")]
    [InlineData("~> 1.4", "1.9.0")]
    [InlineData("~> 1.4.0", "1.4.10")]
    [InlineData(">= 1.2, < 1.5", "1.4.10")]
    [InlineData(">1.4.5,<=1.4.10", "1.4.10")]
    [InlineData("1.x", "1.9.0")]
    [InlineData("1.4.x", "1.4.10")]
    [InlineData(">= 1.0, != 2.0.0", "1.9.0")]
    [InlineData(">= 1", "2.0.0")]
    [InlineData("3.0.0-rc.1", "3.0.0-rc.1")]
    [InlineData(">= 3.0.0", null)]
    [InlineData("~> 3.0", null)]
    [InlineData("1.4.6", null)]
    public void A_range_takes_the_newest_that_fits(string range, string? version)
    {
        var versions = ((string[])["1.4.5", "1.4.9", "1.4.10", "1.9.0", "2.0.0", "3.0.0-rc.1"]).Select(v => ModuleVersion.TryParse(v)!);

        Assert.Equal(version, VersionRange.TryParse(range)!.Newest(versions)?.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("~> 1")]
    [InlineData("x")]
    [InlineData("1.2.3.4")]
    [InlineData(">= 1.2,")]
    [InlineData("latest")]
    [InlineData("1.x.3")]
    public void Anything_else_is_no_range(string text)
    {
        Assert.Null(VersionRange.TryParse(text));
    }

    [Fact]
    public void Two_versions_of_a_module_have_a_folder_each()
    {
        var catalog = CatalogLoader.Load([CatalogFolder.BuiltIn(), new CatalogFolder("mine", new Dictionary<string, string>
        {
            ["local/config-2/module.yaml"] = "name: config\nversions: [\"2.0.0\"]\ndescription: Newer.\n", ["local/config-2/main.tf.scriban"] = "# newer\n"
        })]);

        var bundle = new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"local","modules":[{"name":"config","as":"old","version":"~> 1.0"},{"name":"config","as":"new","version":">= 2"}]}""")).Bundle!;

        Assert.Equal("# newer\n", bundle.Text("modules/config-2.0.0/main.tf"));
        Assert.Contains("source = \"./modules/config-1.0.0\"", bundle.Text("main.tf"), StringComparison.Ordinal);
        Assert.DoesNotContain("modules/config/main.tf", bundle.Files.Keys);
    }

    [TerraformFact]
    public async Task Instances_that_refer_to_each_other_apply_under_names_that_differ()
    {
        folder.Write(Bundle("""
            {"cloud":"local","modules":[{"name":"network","as":"lan"},{"name":"service","as":"orders-api","image":"a/b:1"},
             {"name":"service","as":"web","image":"a/b:2","environment_variables":{"API":{"ref":"orders-api.endpoint"}}}]}
            """).Files);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");

        var (layout, difference) = await Terraform.Run(folder.Path, "fmt", "-check", "-recursive", "-diff", "-no-color");
        Assert.True(layout == 0, difference);
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=env/dev.tfvars.json");
        var outputs = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "output", "-json")).RootElement;

        var api = outputs.GetProperty("orders_api_endpoint").GetProperty("value").GetString()!;
        var web = outputs.GetProperty("web_endpoint").GetProperty("value").GetString()!;
        Assert.StartsWith("http://orders-api-d-1-", api, StringComparison.Ordinal);
        Assert.StartsWith("http://web-d-1-", web, StringComparison.Ordinal);
    }

    static Bundle Bundle(string spec) => Renderers.Bundle(Requests.Local(spec));
}
