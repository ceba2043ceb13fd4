using System.Text.Json;
using InfraAgent.Contracts;
using InfraAgent.TestBed.Terraform;

namespace InfraAgent.Generator.Tests.Patches;

/// <summary>Patches of bundles for terraform, from the request to what the real terraform makes of them.</summary>
public sealed class TerraformPatchesTests : IDisposable
{
    const string Two = """{"cloud":"local","modules":[{"name":"config","settings":{"a":"b"}},{"name":"config","as":"other","settings":{"c":"d"}}],"patches":[{"target":{"kind":"terraform_data","name":"other.settings"},"ops":[{"op":"add","path":"/input/more","value":"x"}]}]}""";

    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Of_two_instances_of_a_module_the_one_that_is_patched_gets_code_of_its_own()
    {
        var patched = Renderers.Bundle(Requests.Local(Two));
        var plain = Renderers.Bundle(Requests.Local(Two[..Two.IndexOf(",\"patches\"", StringComparison.Ordinal)] + "}"));

        Assert.Equal(["modules/config.other/main.tf", "modules/config.other/outputs.tf", "modules/config.other/variables.tf", "modules/config.other/versions.tf"], patched.Files.Keys.Except(plain.Files.Keys).Order(StringComparer.Ordinal));
        Assert.Equal(["README.md", "bundle.json", "main.tf"], plain.Files.Keys.Where(p => !plain.Files[p].Span.SequenceEqual(patched.Files[p].Span)).Order(StringComparer.Ordinal));
        Assert.Equal(plain.Text("main.tf").Replace("module \"other\" {\n  source = \"./modules/config\"", "module \"other\" {\n  source = \"./modules/config.other\"", StringComparison.Ordinal), patched.Text("main.tf"));
        Assert.Contains("    \"more\"     = \"x\"\n", patched.Text("modules/config.other/main.tf"), StringComparison.Ordinal);
        Assert.Equal(plain.Text("modules/config/variables.tf"), patched.Text("modules/config.other/variables.tf"));
        Assert.Contains("| `modules/config.other/` | the code of `config` for `other` alone: the request's patches change `main.tf` |\n", patched.Text("README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"terraform_data"}""", "modules/config.config", "modules/config.other")]
    [InlineData("""{"kind":"terraform_data","name":"other"}""", "modules/config", "modules/config.other")]
    [InlineData("""{"kind":"terraform_data","name":"config.settings"}""", "modules/config.config", "modules/config")]
    public void A_target_is_a_kind_an_instance_or_one_resource_of_it(string target, string first, string second)
    {
        var main = Renderers.Bundle(Requests.Local(Two.Replace("""{"kind":"terraform_data","name":"other.settings"}""", target, StringComparison.Ordinal))).Text("main.tf");

        Assert.Contains($"module \"config\" {{\n  source = \"./{first}\"\n", main, StringComparison.Ordinal);
        Assert.Contains($"module \"other\" {{\n  source = \"./{second}\"\n", main, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_request_gives_the_same_bytes_and_a_patch_that_changes_nothing_gives_those_without_it()
    {
        var command = Requests.Catalog("patches-terraform");
        var (one, two) = (Renderers.Bundle(command), Renderers.Bundle(command));
        Assert.Equal(one.Files.Keys, two.Files.Keys);
        Assert.All(one.Files, f => Assert.True(f.Value.Span.SequenceEqual(two.Files[f.Key].Span), f.Key));

        var tested = Renderers.Bundle(Requests.Local(Two.Replace("""{"op":"add","path":"/input/more","value":"x"}""", """{"op":"add","path":"/input/more","value":1},{"op":"test","path":"/input/more","value":1},{"op":"remove","path":"/input/more"}""", StringComparison.Ordinal)));
        Assert.DoesNotContain(tested.Files.Keys, p => p.StartsWith("modules/config.", StringComparison.Ordinal));
    }

    [Fact]
    public void The_patches_of_the_environment_are_the_ones_that_apply()
    {
        var spec = Two[..^1] + ""","environments":{"prod":{"patches":[{"target":{"kind":"terraform_data","name":"config"},"ops":[{"op":"add","path":"/input/where","value":"prod"}]}]}}}""";

        Assert.Contains("modules/config.other/main.tf", Renderers.Bundle(Requests.Local(spec)).Files.Keys);
        var prod = Renderers.Bundle(Requests.Local(spec) with { Environment = "prod" });
        Assert.DoesNotContain("modules/config.other/main.tf", prod.Files.Keys);
        Assert.Contains("\"where\"    = \"prod\"", prod.Text("modules/config.config/main.tf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"aws_db_instance","name":"db.this"}""", "[]", "/target", "aws_db_instance 'db.this', is not in the bundle.", "Of this kind there are: db.primary, db.replica.")]
    [InlineData("""{"kind":"aws_db_instance","name":"db.primery"}""", "[]", "/target", "aws_db_instance 'db.primery'", "Did you mean 'db.primary'?")]
    [InlineData("""{"kind":"aws_db_instanze"}""", "[]", "/target", "any aws_db_instanze", "Did you mean 'aws_db_instance'?")]
    [InlineData("""{"kind":"aws_caller_identity"}""", "[]", "/target", "any aws_caller_identity", "Use one of: aws_")]
    [InlineData(null, """[{"op":"replace","path":"/multi_as","value":1}]""", "/ops/0", "aws_db_instance 'db.primary': '/multi_as' is not there.", "Did you mean 'multi_az'?")]
    [InlineData(null, """[{"op":"remove","path":"/nothing/of/it"}]""", "/ops/0", "'/nothing' is not there.", "The resource has: allocated_storage, ")]
    [InlineData(null, """[{"op":"add","path":"/restore/-","value":{}}]""", "/ops/0", "'/restore' is not there.", "The resource has: ")]
    [InlineData(null, """[{"op":"add","path":"/lifecycle/precondition/7","value":{}}]""", "/ops/0", "'/lifecycle/precondition' is a list of 2.", "Count from 0")]
    [InlineData(null, """[{"op":"replace","path":"/lifecycle/precondition/condition","value":true}]""", "/ops/0", "'/lifecycle/precondition' is a list of 2.", "even where there is one")]
    [InlineData(null, """[{"op":"replace","path":"/tags/Module","value":"x"}]""", "/ops/0", "'/tags' is the expression 'local.tags', which is one value", "Replace it as a whole")]
    [InlineData(null, """[{"op":"add","path":"/engine/x","value":"x"}]""", "/ops/0", "'/engine' has nothing in it.", "Look the resource up")]
    [InlineData(null, """[{"op":"copy","from":"/tagz","path":"/x"}]""", "/ops/0", "'/tagz' is not there.", "Did you mean 'tags'?")]
    [InlineData(null, """[{"op":"test","path":"/multi_az","value":true}]""", "/ops/0", "'/multi_az' is the expression 'var.multi_az', whose value only terraform knows, and cannot be tested.", "Test an argument")]
    [InlineData(null, """[{"op":"test","path":"/vpc_security_group_ids","value":["x"]}]""", "/ops/0", "'/vpc_security_group_ids' is made of expressions", "Test an argument")]
    [InlineData(null, """[{"op":"test","path":"/engine","value":"mysql"}]""", "/ops/0", "'/engine' has another value than the test expects.", "Look the resource up")]
    [InlineData(null, """[{"op":"add","path":"/provisioner","value":[{"command":"id"}]}]""", "/ops", "'provisioner' runs commands where terraform runs", "a module of your own")]
    [InlineData(null, """[{"op":"add","path":"/connection","value":{}}]""", "/ops", "'connection' runs commands where terraform runs", "a module of your own")]
    [InlineData(null, """[{"op":"replace","path":"/depends_on","value":["aws_s3_bucket.x"]}]""", "/ops", "'depends_on' is written as a reference", "Leave it out")]
    [InlineData(null, """[{"op":"add","path":"/provider","value":"aws.other"}]""", "/ops", "'provider' is written as a reference", "Leave it out")]
    [InlineData(null, """[{"op":"add","path":"/lifecycle/replace_triggered_by","value":["x.y"]}]""", "/ops", "'replace_triggered_by' is written as references", "Leave it out")]
    [InlineData(null, """[{"op":"add","path":"/lifecycle/ignore_changes/-","value":"tags] } x { a = [b"}]""", "/ops", "'ignore_changes' must be", "Leave it out")]
    [InlineData(null, """[{"op":"replace","path":"/lifecycle/ignore_changes","value":"file(\"/etc/passwd\")"}]""", "/ops", "'ignore_changes' must be", "Leave it out")]
    [InlineData(null, """[{"op":"replace","path":"/lifecycle","value":[]}]""", "/ops", "'lifecycle' is a block and has to stay an object.", "Look the resource up")]
    [InlineData(null, """[{"op":"replace","path":"/lifecycle/precondition","value":"x"}]""", "/ops", "'precondition' is blocks in the code and has to stay a list of objects.", "Look the resource up")]
    [InlineData(null, """[{"op":"add","path":"/a b","value":1}]""", "/ops", "'a b' is no name of an argument or a block.", "Look the resource up")]
    [InlineData(null, """[{"op":"add","path":"/x = file(\"y\")\nz","value":1}]""", "/ops", "is no name of an argument or a block.", "Look the resource up")]
    [InlineData(null, """[{"op":"add","path":"/rule","value":[{"a {}":1}]}]""", "/ops", "'a {}' is no name", "Look the resource up")]
    [InlineData(null, """[{"op":"add","path":"/dynamic","value":{"a\" {}":[{"for_each":[]}]}}]""", "/ops", "'dynamic' must be an object", "Look the resource up")]
    [InlineData(null, """[{"op":"add","path":"/dynamic","value":[1]}]""", "/ops", "'dynamic' must be an object", "Look the resource up")]
    [InlineData(null, """[{"op":"add","path":"/timeouts","value":"5m"}]""", "/ops", "'timeouts' is a block: it must be an object.", "Look the resource up")]
    [InlineData(null, """[{"op":"add","path":"/x","value":{"a":[{"ref":"vpc.id"}]}}]""", "/ops/0/value", "The value contains a reference", "an input of the module")]
    public void What_does_not_fit_the_code_is_refused_with_its_place(string? target, string steps, string pointer, string message, string remedy)
    {
        var ops = steps == "[]" ? """[{"op":"remove","path":"/tags"}]""" : steps;
        var outcome = Renderers.BuiltIn.Render(Aws($$$"""[{"target":{{{target ?? """{"kind":"aws_db_instance","name":"db.primary"}"""}}},"ops":{{{ops}}}}]"""));

        Assert.Null(outcome.Bundle);
        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((SpecRules.NotAllowed, "/template_spec/patches/0" + pointer), (finding.RuleId, finding.Pointer));
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, finding.Remediation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"a\\u0000\"", SpecRules.Text)]
    [InlineData("[\"\\ud800\"]", SpecRules.Text)]
    [InlineData("1e999", SpecRules.Text)]
    public void A_value_that_code_cannot_hold_is_refused(string value, string rule)
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Aws($$$"""[{"target":{"kind":"aws_db_instance"},"ops":[{"op":"add","path":"/x","value":{{{value}}}}]}]""")).Findings);

        Assert.Equal((rule, "/template_spec/patches/0/ops/0/value"), (finding.RuleId, finding.Pointer));
    }

    [Theory]
    [InlineData("/password", "\"hunter2\"", "")]
    [InlineData("/a/master_password/0", "[\"hunter2\"]", "/0")]
    [InlineData("/settings", """{"password":"hunter2"}""", "/password")]
    public void A_plain_secret_is_refused_in_a_patch_as_everywhere(string path, string value, string pointer)
    {
        var findings = Renderers.BuiltIn.Render(Aws($$$"""[{"target":{"kind":"aws_db_instance"},"ops":[{"op":"add","path":"{{{path}}}","value":{{{value}}} }]}]""")).Findings;

        Assert.Contains(findings, f => f.RuleId == SecretRules.Name && f.Pointer == "/template_spec/patches/0/ops/0/value" + pointer);
    }

    [TerraformFact]
    public async Task Terraform_reads_hostile_values_and_names_of_a_patch_as_they_were_sent()
    {
        var texts = HostileText.All.Where(t => t.Length > 0).ToArray();
        // A number by such a name would be taken for a password.
        var names = texts.Where(t => !t.Contains("passwd", StringComparison.Ordinal)).Index().ToDictionary(t => t.Item, t => t.Index);
        var ops = JsonSerializer.Serialize(new object[]
        {
            new { op = "add", path = "/input/texts", value = texts },
            new { op = "add", path = "/input/names", value = names },
            new { op = "add", path = "/input/numbers", value = new double[] { 0, -1, 1.5, 1e21, 9007199254740991, -0.25, 1e-7 } },
            new { op = "test", path = "/input/texts", value = texts },
            new { op = "copy", from = "/input/texts/0", path = "/triggers_replace" }
        });
        folder.Write(Renderers.Bundle(Requests.Local($$$"""{"cloud":"local","modules":[{"name":"config","settings":{"a":"b"}}],"patches":[{"target":{"kind":"terraform_data"},"ops":{{{ops}}} }]}""")).Files);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");

        var (layout, difference) = await Terraform.Run(folder.Path, "fmt", "-check", "-recursive", "-diff", "-no-color");
        Assert.True(layout == 0, difference);
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=env/dev.tfvars.json");
        using var state = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "show", "-json"));
        var values = state.RootElement.GetProperty("values").GetProperty("root_module").GetProperty("child_modules")[0].GetProperty("resources")[0].GetProperty("values");

        Assert.Equal(texts, values.GetProperty("input").GetProperty("texts").EnumerateArray().Select(t => t.GetString()));
        Assert.Equal(names, values.GetProperty("input").GetProperty("names").Deserialize<Dictionary<string, int>>());
        Assert.Equal([0, -1, 1.5, 1e21, 9007199254740991, -0.25, 1e-7], values.GetProperty("input").GetProperty("numbers").EnumerateArray().Select(n => n.GetDouble()));
        Assert.Equal(texts[0], values.GetProperty("triggers_replace").GetString());
        Assert.Equal("b", values.GetProperty("input").GetProperty("settings").GetProperty("a").GetString());
    }

    [TerraformFact]
    public async Task An_argument_that_the_provider_does_not_know_is_told_by_validate()
    {
        folder.Write(Renderers.Bundle(Aws("""[{"target":{"kind":"aws_db_instance","name":"db.primary"},"ops":[{"op":"add","path":"/colour","value":"red"}]}]""")).Files);
        using var cloud = await new SimulatedCloud().AttachAsync(null);

        var verdict = await Terraform.Validate(folder.Path, cloud);

        Assert.False(verdict.GetProperty("valid").GetBoolean());
        var told = Assert.Single(verdict.GetProperty("diagnostics").EnumerateArray());
        Assert.Contains("\"colour\" is not expected here", told.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("modules/postgres.db/main.tf", told.GetProperty("range").GetProperty("filename").GetString());
    }

    static GenerateBundle Aws(string patches) => Requests.FromBody($$$"""
        {"deployment_id":"d-1","environment":"dev","runtime":"terraform","parameters":{"aws_region":"eu-central-1"},
         "template_spec":{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"},{"name":"postgres","as":"db"}],"patches":{{{patches}}} }}
        """);
}
