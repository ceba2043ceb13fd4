using System.Text;

namespace InfraAgent.Generator.Tests;

public sealed class CatalogTests
{
    const string Cloud = "name: local\ndescription: Mine.\nterraform: \">= 1.9.0\"\n";
    const string Module = "name: extra\nversions: [\"1.0.0\"]\ndescription: Mine.\ninputs:\n  size:\n    description: Size.\n    type: integer\n    default: 1\n";

    [Fact]
    public void The_built_in_catalog_has_no_problem()
    {
        Assert.Empty(Renderers.Catalog.Problems);
        Assert.Equal(["aws", "azure", "gcp", "kubernetes", "local"], Renderers.Catalog.Clouds);
        Assert.Equal(["bucket", "dns-record", "ecs-service", "function", "iam-role", "kubernetes-cluster", "load-balancer", "log-group", "postgres", "queue", "redis",
            "registry", "secret", "static-site", "vpc"], Renderers.Catalog.Modules("aws"));
        Assert.Equal(["bucket", "container-app", "container-environment", "dns-record", "function", "iam-role", "kubernetes-cluster", "load-balancer", "log-group", "postgres", "queue", "redis",
            "registry", "secret", "static-site", "vpc"], Renderers.Catalog.Modules("azure"));
        Assert.Equal(["1.0.0", "1.1.0"], Renderers.Catalog.Versions("aws", "postgres").Select(v => v.Text));
        Assert.Equal(["bucket", "collector", "postgres", "queue", "redis"], Renderers.Catalog.Modules("kubernetes"));
        Assert.Equal(["bucket", "collector", "config", "network", "postgres", "queue", "redis", "service"], Renderers.Catalog.Modules("local"));
    }

    [Fact]
    public void A_folder_adds_a_module_with_no_change_of_the_agent()
    {
        var catalog = Load(("local/extra/module.yaml", Module), ("local/extra/main.tf.scriban", "resource \"terraform_data\" \"this\" {\n  input = var.size\n}\n"));

        Assert.Empty(catalog.Problems);
        var bundle = new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"local","modules":[{"name":"extra","size":3}]}""")).Bundle!;
        Assert.Contains("input = var.size", bundle.Text("modules/extra/main.tf"), StringComparison.Ordinal);
        Assert.Contains("size = 3", bundle.Text("main.tf"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_folder_overrides_a_version_and_adds_another()
    {
        var catalog = Load(
            ("local/config/module.yaml", "name: config\nversions: [\"1.0.0\"]\ndescription: Hardened.\n"), ("local/config/main.tf.scriban", "# hardened\n"),
            ("local/config-2/module.yaml", "name: config\nversions: [\"2.0.0\", \"2.0.0-rc.1\"]\ndescription: Newer.\n"), ("local/config-2/main.tf.scriban", "# {{ module.version }}\n"));

        Assert.Empty(catalog.Problems);
        Assert.Equal("Hardened.", catalog.Module("local", "config", "1.0.0")!.Description);
        Assert.Equal(["1.0.0", "2.0.0-rc.1", "2.0.0"], catalog.Versions("local", "config").Select(v => v.Text));
        Assert.Equal("2.0.0", catalog.Module("local", "config")!.Version.Text);
        Assert.Equal("# 2.0.0-rc.1\n", Encoding.UTF8.GetString(catalog.Module("local", "config", "2.0.0-rc.1")!.Files["main.tf"]));
    }

    [Theory]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\nconnection:\n  secrets:\n    A: size\n", 6, "'A' must name an input that is a secret.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\nconnection:\n  env:\n    A-B: x\n", 6, "'A-B' is no name of a variable.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\nconditions:\n- when: { size: set }\n", 5, "'size' is no input here.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\nconditions:\n- message: x\n  advice: x\n", 5, "'one_of' is missing: what must hold then.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninptus: {}\n", 4, "'inptus' is not known here; known: conditions, connection, cost_drivers, description, inputs, name, outputs, versions.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ncost_drivers:\n  size: The disk.\n", 5, "'cost_drivers' names 'size', which is no input that a caller can set.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: string\n    from: deployment.name\ncost_drivers:\n  a: It.\n", 10, "'cost_drivers' names 'a'")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1\"]\ndescription: x\n", 2, "'1' is no version of the form 1.2.3.")]
    [InlineData("module.yaml", "name: extra\n  versions: x\n", 2, "This is no YAML")]
    [InlineData("module.yaml", "name: extra\nname: extra\n", 2, "This is no YAML")]
    [InlineData("module.yaml", "name: [\nversions: { name: extra }\n", 1, "This is no YAML")]
    [InlineData("module.yaml", "- a\n", 1, "One mapping is expected")]
    [InlineData("module.yaml", "name: other\nversions: [\"1.0.0\"]\ndescription: x\n", 1, "Module 'other' must be in a folder of its name")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: text\n", 7, "Type 'text' is not known; known: string, integer")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: integer\n    default: 9\n    maximum: 5\n", 8, "The default of 'a' must be at most 5.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: bool\n    maximum: 5\n", 8, "'maximum' is for numbers, and 'a' is bool.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: string\n    pattern: (?=a)\n    pattern_meaning: a\n", 8, "'pattern' cannot be used")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: string\n    from: env.HOME\n", 8, "'env.HOME' is no source")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: string\n    from: cloud.region\n", 8, "Cloud 'local' does not provide 'region'; its cloud.yaml provides: nothing.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: string\n    needed_by: { b: [on] }\n", 8, "'needed_by' is for inputs whose default is null")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  a:\n    description: x\n    type: string\n    default: null\n    needed_by: { b: [on] }\n  b:\n    description: x\n    type: string\n    enum: [off]\n", 6, "'b' does not.")]
    [InlineData("module.yaml", "name: extra\nversions: [\"1.0.0\"]\ndescription: x\ninputs:\n  version:\n    description: x\n    type: string\n", 6, "No input can be called 'version'")]
    [InlineData("main.tf.scriban", "a\n{{ for }}\n", 2, "")]
    [InlineData("main.tf.scriban", "a\nb {{ modul.name }}\n", 2, "modul")]
    [InlineData("main.tf.scriban", "a\nb {{ module.nmae }}\n", 2, "nmae")]
    [InlineData("main.tf.scriban", "{{ date.now }}", 1, "date")]
    [InlineData("main.tf.scriban", "{{ math.random 1 10 }}", 1, "math")]
    [InlineData("main.tf.scriban", "{{ 'date.now' | object.eval }}", 1, "eval")]
    [InlineData("main.tf.scriban", "{{ include '/etc/passwd' }}", 1, "")]
    [InlineData("main.tf.scriban", "{{ for i in 1..1000000 }}x{{ end }}", 1, "")]
    [InlineData("main.tf.scriban", "{{ func f; f; end; f }}", 1, "A template cannot use 'func f'.")]
    [InlineData("main.tf.scriban", "{{ for i in 1..9000 }}{{ for j in 1..9000 }}0123456789{{ end }}{{ end }}", 1, "")]
    [InlineData("main.tf.scriban", "{{ module.get_type }}", 1, "")]
    [InlineData("variables.tf.scriban", "x", 1, "variables.tf is made from the YAML file")]
    [InlineData("run.sh.scriban", "x", 1, "A template is called <name>.tf.scriban or workload.yaml.scriban.")]
    [InlineData("workload.yaml.scriban", "image: a\nenv: { A: {{ input.sizes }} }\n", 2, "sizes")]
    [InlineData("workload.yaml.scriban", "image: a\nenv: { A: {{ input.size }}\n", 3, "What it makes is no YAML")]
    [InlineData("workload.yaml.scriban", "{{ input.size }}\n", 1, "one service, or a list of them")]
    public void A_broken_module_is_reported_with_file_and_line_and_the_rest_still_serves(string file, string text, long line, string message)
    {
        var files = new Dictionary<string, string> { ["local/extra/module.yaml"] = Module, [$"local/extra/{file}"] = text };
        if (file != "workload.yaml.scriban") files.TryAdd("local/extra/main.tf.scriban", "# ok\n");

        var catalog = Load([.. files.Select(f => (f.Key, f.Value))]);

        var problem = Assert.Single(catalog.Problems);
        Assert.Equal(($"mine/local/extra/{file}", line), (problem.File, problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
        Assert.NotNull(new BundleRenderer(catalog, "0").Render(Requests.Example("local.json")).Bundle);
        var finding = Assert.Single(new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"local","modules":[{"name":"extra"}]}""")).Findings);
        Assert.Equal(SpecRules.BrokenCatalog, finding.RuleId);
        Assert.Contains($"local/extra/{file}:{line}", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_template_within_the_module_file_is_reported_with_its_line_there()
    {
        var problem = Assert.Single(Load(("local/extra/module.yaml", Module + "outputs:\n  a:\n    description: x\n    value: \"{{ input.sizes }}\"\n"), ("local/extra/workload.yaml.scriban", "image: a\n")).Problems);

        Assert.Equal(("mine/local/extra/module.yaml", 12), (problem.File, problem.Line));
    }

    [Fact]
    public void A_module_is_code_or_a_workload_and_not_both()
    {
        var problem = Assert.Single(Load(("local/extra/module.yaml", Module), ("local/extra/main.tf.scriban", "# x\n"), ("local/extra/workload.yaml.scriban", "image: a\n")).Problems);

        Assert.Contains("either terraform code or a workload.yaml.scriban", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mapping_of_services_that_does_not_fit_its_module_is_reported()
    {
        var catalog = Load(("lab/cloud.yaml", "name: lab\ndescription: Mine.\nterraform: \">= 1.9.0\"\nworkload:\n  module: extra\n  inputs: { sise: replicas }\n"), ("lab/extra/module.yaml", Module));

        Assert.Contains("'workload' names the module 'extra'", Assert.Single(catalog.Problems).Message, StringComparison.Ordinal);
        Assert.Null(catalog.Cloud("lab")!.Workload);
    }

    [Theory]
    [InlineData("config")]
    [InlineData("config-2.0")] // A version of its own that is broken: without it the others would serve who asks for the newest.
    public void A_broken_override_takes_what_it_overrides_with_it(string folder)
    {
        var catalog = Load(($"local/{folder}/module.yaml", "name: config\n"));

        var finding = Assert.Single(new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"local","modules":[{"name":"config"}]}""")).Findings);
        Assert.Equal((SpecRules.BrokenCatalog, "/template_spec/modules/0/name"), (finding.RuleId, finding.Pointer));
    }

    [Fact]
    public void A_cloud_of_ones_own_is_a_folder()
    {
        var catalog = Load(
            ("lab/cloud.yaml", Cloud.Replace("local", "lab", StringComparison.Ordinal)), ("lab/providers.tf.scriban", "# {{ cloud.name }}\n"),
            ("lab/extra/module.yaml", Module));

        Assert.Empty(catalog.Problems);
        var bundle = new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"lab","modules":[{"name":"extra"}]}""")).Bundle!;
        Assert.Equal("# lab\n", bundle.Text("providers.tf"));
    }

    [Fact]
    public void A_cloud_provides_values_of_its_root_to_modules_that_ask()
    {
        var cloud = Cloud.Replace("local", "lab", StringComparison.Ordinal) + "inputs:\n  place:\n    description: Place.\n    type: string\n    default: here\nprovides: { location: var.place, group: local.group }\n";
        var module = Module + "  group:\n    description: Group.\n    type: string\n    from: cloud.group\n  location:\n    description: Place.\n    type: string\n    from: cloud.location\n";
        var catalog = Load(("lab/cloud.yaml", cloud), ("lab/group.tf.scriban", "locals {\n  group = var.place\n}\n"), ("lab/extra/module.yaml", module));

        Assert.Empty(catalog.Problems);
        var bundle = new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"lab","modules":[{"name":"extra"}]}""")).Bundle!;
        Assert.Contains("  group    = local.group\n  location = var.place\n", bundle.Text("main.tf"), StringComparison.Ordinal);
        // The cloud's own files name all of its inputs, so an input that is left open is a variable as well.
        Assert.Contains("variable \"place\" {\n  description = \"Place.\"\n  type        = string\n  default     = \"here\"\n", bundle.Text("variables.tf"), StringComparison.Ordinal);
        var refused = Assert.Single(new BundleRenderer(catalog, "0").Render(Requests.Local("""{"cloud":"lab","modules":[{"name":"extra","location":"there"}]}""")).Findings);
        Assert.Equal(("SPEC002", "/template_spec/modules/0/location"), (refused.RuleId, refused.Pointer));
    }

    [Theory]
    [InlineData("provides: { Region: var.region }", "must be called by lower-case letters")]
    [InlineData("provides: { region: \"\" }", "must be an expression on one line")]
    [InlineData("provides: { region: [a] }", "'region' must be a text.")]
    public void What_a_cloud_provides_is_checked(string provides, string message)
    {
        var problem = Assert.Single(Load(("lab/cloud.yaml", "name: lab\ndescription: Mine.\nterraform: \">= 1.9.0\"\n" + provides + "\n")).Problems);

        Assert.Equal(("mine/lab/cloud.yaml", 4), (problem.File, (int)problem.Line));
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_no_place_is_reported()
    {
        var problems = Load(("readme.yaml", "x"), ("local/extra/deep/main.tf.scriban", "x")).Problems;

        Assert.Equal(["mine/local/extra/deep/main.tf.scriban", "mine/readme.yaml"], problems.Select(p => p.File).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_digest_tells_whether_a_catalog_was_changed()
    {
        Assert.Equal(CatalogLoader.Load([CatalogFolder.BuiltIn()]).Digest, Renderers.Catalog.Digest);
        Assert.NotEqual(Load(("local/extra/module.yaml", Module)).Digest, Renderers.Catalog.Digest);
    }

    [Fact]
    public void A_folder_on_disk_is_read_as_the_built_in_one()
    {
        using var folder = new TempFolder();
        folder.Write([KeyValuePair.Create("local/extra/module.yaml", (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Module))]);

        Assert.NotNull(CatalogLoader.Load([CatalogFolder.BuiltIn(), CatalogFolder.OnDisk(folder.Path)]).Module("local", "extra"));
        Assert.Throws<DirectoryNotFoundException>(() => CatalogFolder.OnDisk(folder.Path + "-not"));
    }

    static ModuleCatalog Load(params (string Path, string Text)[] files) =>
        CatalogLoader.Load([CatalogFolder.BuiltIn(), new CatalogFolder("mine", files.ToDictionary(f => f.Path, f => f.Text))]);
}
