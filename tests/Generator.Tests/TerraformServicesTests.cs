using System.Text.Json;

namespace InfraAgent.Generator.Tests;

/// <summary>Services under terraform: instances of the cloud's own module for them.</summary>
public sealed class TerraformServicesTests : IDisposable
{
    readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_service_becomes_a_call_of_the_cloud_s_module_with_its_fields_as_inputs()
    {
        var main = Code(Aws("""
            {"name":"web","image":"a/b:1","ports":[{"port":8080}],"env":{"LEVEL":"info"},"resources":{"cpu":"1","memory":"3Gi"},
             "scaling":{"min":2,"max":8,"target_cpu":70},"health":{"path":"/healthz","start_period":90}}
            """).Text("main.tf"));

        Assert.Contains("# ecs-service 1.6.0\nmodule \"web\" {\n source = \"./modules/ecs-service\"\n", main, StringComparison.Ordinal);
        foreach (var argument in (string[])["autoscaling_cpu_percent = 70", "autoscaling_max_count = 8", "autoscaling_min_count = 2", "container_image = \"a/b:1\"", "container_port = 8080", "cpu = 1024",
            "desired_count = 2", "health_check_grace_seconds = 90", "health_check_path = \"/healthz\"", "memory = 3072", "prefix = local.instance_names.web", "readonly_root_filesystem = true", "vpc_id = module.vpc.id"])
            Assert.Contains(" " + argument + "\n", main, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("100m", "128Mi", "cpu = 256", "memory = 512")]
    [InlineData("300m", "1.5Gi", "cpu = 512", "memory = 2048")]
    public void Sizes_are_raised_to_those_that_the_cloud_sells(string cpu, string memory, string cpuArgument, string memoryArgument)
    {
        var main = Code(Aws($$$"""{"name":"web","image":"a/b:1","resources":{"cpu":"{{{cpu}}}","memory":"{{{memory}}}"}}""").Text("main.tf"));

        Assert.Contains(" " + cpuArgument + "\n", main, StringComparison.Ordinal);
        Assert.Contains(" " + memoryArgument + "\n", main, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_of_services_become_variables_whose_default_is_what_the_specification_says()
    {
        var bundle = Aws("""{"name":"web","image":"a/b:1","replicas":2,"env":{"LEVEL":"info","ZONES":{"ref":"vpc.id"}}}""", """{"aws_region":"us-east-2","web.image":"c/d:2","web.replicas":5,"web.env.LEVEL":"debug"}""");

        var main = Code(bundle.Text("main.tf"));
        Assert.Contains(" container_image = var.container_image\n", main, StringComparison.Ordinal);
        Assert.Contains(" environment_variables = merge({\n \"ZONES\" = module.vpc.id\n }, var.environment_variables)\n", main, StringComparison.Ordinal);
        var variables = Code(bundle.Text("variables.tf"));
        Assert.Contains(" default = \"a/b:1\"\n", variables, StringComparison.Ordinal);
        Assert.Contains(" default = 2\n", variables, StringComparison.Ordinal);
        Assert.Contains(" default = {\n \"LEVEL\" = \"info\"\n }\n", variables, StringComparison.Ordinal);
        var values = JsonDocument.Parse(bundle.Files["env/dev.tfvars.json"]).RootElement;
        Assert.Equal(("c/d:2", 5), (values.GetProperty("container_image").GetString(), values.GetProperty("desired_count").GetInt32()));
        Assert.Equal("""{"LEVEL":"debug"}""", JsonSerializer.Serialize(values.GetProperty("environment_variables")));
        Assert.Equal(bundle.CodeDigest, Aws("""{"name":"web","image":"a/b:1","replicas":2,"env":{"LEVEL":"info","ZONES":{"ref":"vpc.id"}}}""",
            """{"aws_region":"us-east-2","web.image":"e/f:3","web.replicas":2,"web.env.LEVEL":"warn"}""").CodeDigest);
    }

    [Theory]
    [InlineData("image")]
    [InlineData("container_image")]
    [InlineData("web.image")]
    public void The_image_of_the_only_service_needs_no_name(string parameter)
    {
        var bundle = Aws("""{"name":"web"}""", $$"""{"aws_region":"us-east-2","{{parameter}}":"c/d:2"}""");

        Assert.Equal("c/d:2", JsonDocument.Parse(bundle.Files["env/dev.tfvars.json"]).RootElement.GetProperty("container_image").GetString());
        Assert.DoesNotContain("c/d:2", bundle.Text("main.tf"), StringComparison.Ordinal);
    }

    [Fact]
    public void Inputs_of_the_module_that_no_field_stands_for_are_parameters()
    {
        var bundle = Aws("""{"name":"web","image":"a/b:1"}""", """{"aws_region":"us-east-2","web.cpu_architecture":"ARM64"}""");

        Assert.Contains("= var.cpu_architecture", bundle.Text("main.tf"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"name":"web","image":"a","secrets":{"A":"env://A"}}""", "/secrets/A", "the secret A in env://A")]
    [InlineData("""{"name":"web","image":"a","secrets":{"A":"aws-sm://prod/a#b","B":"vault://kv/orders#password"}}""", "/secrets/B", "it takes secrets of Secrets Manager, such as aws-sm://prod/orders#password")]
    [InlineData("""{"name":"web","image":"a","volumes":[{"name":"d","mount":"/d","read_only":true}]}""", "/volumes/0/read_only", "only read ('d')")]
    [InlineData("""{"name":"web","image":"a","replicas":2,"volumes":[{"name":"s","mount":"/s"},{"name":"d","mount":"/d","size":"1Gi"}]}""", "/volumes/1", "each of several replicas ('d')")]
    [InlineData("""{"name":"web","image":"a","ports":[80,81]}""", "/ports/1", "a further port ('tcp-81')")]
    [InlineData("""{"name":"web","image":"a","ports":[{"port":80,"target":81}]}""", "/ports/0", "differs from its 'target'")]
    public void What_the_module_cannot_express_is_refused_where_it_was_said(string service, string pointer, string what)
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Spec(service)).Findings);

        Assert.Equal((SpecRules.NotExpressible, "/template_spec/services/0" + pointer), (finding.RuleId, finding.Pointer));
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
        Assert.Contains("'ecs-service'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void References_of_a_module_s_own_are_in_the_manifest_and_another_store_is_refused()
    {
        const string spec = """{"cloud":"aws","modules":[{"name":"ecs-service","container_image":"a","vpc_id":"vpc-1","private_subnet_ids":["subnet-1"],"load_balancer":"none","secret_references":{"KEY":"STORE"}}]}""";
        var bundle = Renderers.Bundle(Requests.Local(spec.Replace("STORE", "aws-sm://prod/key", StringComparison.Ordinal), """{"aws_region":"us-east-2"}"""));
        Assert.Contains("\"reference\": \"aws-sm://prod/key\"", bundle.Text("secrets.manifest.json"), StringComparison.Ordinal);

        foreach (var other in (string[])["vault://kv/key", "hunter2"])
        {
            var finding = Assert.Single(Renderers.BuiltIn.Render(Requests.Local(spec.Replace("STORE", other, StringComparison.Ordinal), """{"aws_region":"us-east-2"}""")).Findings);
            Assert.Equal((SpecRules.NotAllowed, "/template_spec/modules/0/secret_references"), (finding.RuleId, finding.Pointer));
            Assert.DoesNotContain(other, finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_name_of_a_certificate_s_secret_is_another_runtime_s()
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Spec("""{"name":"web","image":"a","ports":[80],"exposure":{"host":"a.example.com","tls":"web-tls"}}""",
            """{"aws_region":"us-east-2","web.zone_id":"Z0123456789ABCDEFGHIJ"}""")).Findings);

        Assert.Equal((SpecRules.NotExpressible, "/template_spec/services/0/exposure/tls"), (finding.RuleId, finding.Pointer));
    }

    [Fact]
    public void Two_services_cannot_have_one_host()
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Spec("""
            {"name":"web","image":"a","ports":[80],"exposure":{"host":"a.example.com"}},{"name":"api","image":"a","ports":[80],"exposure":{"host":"a.example.com","path":"/api"}}
            """)).Findings);

        Assert.Equal((SpecRules.NotExpressible, "/template_spec/services/0/exposure/host"), (finding.RuleId, finding.Pointer));
    }

    [Theory]
    [InlineData("""{"name":"web","image":"a","ports":[80],"exposure":{"host":"a.example.com","tls":true}}""", "/exposure/tls", "HTTPS needs a certificate", "'web.certificate_arn', 'web.zone_id'")]
    [InlineData("""{"name":"web","image":"a","scaling":{"max":3,"target_rps":3}}""", "/scaling/target_rps", "Requests are counted by a load balancer", "'web.load_balancer'")]
    public void What_goes_together_only_is_refused_before_any_tool_runs(string service, string pointer, string what, string parameters)
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Spec(service)).Findings);

        Assert.Equal((SpecRules.NotTogether, "/template_spec/services/0" + pointer), (finding.RuleId, finding.Pointer));
        Assert.Contains(what, finding.Message, StringComparison.Ordinal);
        Assert.Contains(parameters, finding.Remediation, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_can_reach_a_service_follows_from_its_exposure_and_ports_and_a_parameter_can_say_otherwise()
    {
        const string exposed = """{"name":"web","image":"a","ports":[80],"exposure":{"host":"a.example.com"}}""";
        Assert.Contains("load_balancer = \"public\"", Code(Aws(exposed).Text("main.tf")), StringComparison.Ordinal);
        Assert.Contains("load_balancer = \"internal\"", Code(Aws("""{"name":"web","image":"a","ports":[80]}""").Text("main.tf")), StringComparison.Ordinal);
        Assert.Contains("load_balancer = \"none\"", Code(Aws("""{"name":"web","image":"a"}""").Text("main.tf")), StringComparison.Ordinal);
        var bundle = Aws(exposed, """{"aws_region":"us-east-2","web.load_balancer":"internal"}""");
        Assert.Contains("load_balancer = var.load_balancer\n", Code(bundle.Text("main.tf")), StringComparison.Ordinal);
        Assert.Contains(" default = \"public\"\n", Code(bundle.Text("variables.tf")), StringComparison.Ordinal);
        Assert.Contains("| `web.load_balancer` | `string` | `public` |", bundle.Text("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_makes_the_task_as_large_as_it_may_get()
    {
        var main = Code(Aws("""{"name":"web","image":"a","resources":{"cpu":"100m","memory":"128Mi","limits":{"cpu":1,"memory":"3Gi"}}}""", """{"aws_region":"us-east-2","web.resources.limits.memory":"4Gi"}""").Text("main.tf"));

        Assert.Contains(" cpu = 1024\n", main, StringComparison.Ordinal);
        Assert.Contains(" memory = var.memory\n", main, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_beyond_the_module_s_own_range_is_refused_where_it_was_said()
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Spec("""{"name":"web","image":"a","replicas":501}""")).Findings);

        Assert.Equal((SpecRules.NotAllowed, "/template_spec/services/0/replicas"), (finding.RuleId, finding.Pointer));
        Assert.Contains("'desired_count'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_worst_parameter_is_refused_where_it_was_said()
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Spec("""{"name":"web","image":"a"}""", """{"aws_region":"us-east-2","web.replicas":"many"}""")).Findings);

        Assert.Equal((SpecRules.WrongType, "/parameters/web.replicas"), (finding.RuleId, finding.Pointer));
    }

    [Theory]
    [InlineData("web.env.LEVLE", "Did you mean 'web.env.LEVEL'")]
    [InlineData("web.imgae", "Did you mean 'web.image'")]
    [InlineData("web.scaling.max", "")]
    public void A_parameter_that_is_no_field_of_the_service_is_refused(string parameter, string remediation)
    {
        var finding = Assert.Single(Renderers.BuiltIn.Render(Spec("""{"name":"web","image":"a","env":{"LEVEL":"x"}}""", $$"""{"aws_region":"us-east-2","{{parameter}}":"x"}""")).Findings);

        Assert.Equal(SpecRules.UnknownParameter, finding.RuleId);
        Assert.Contains(remediation, finding.Remediation, StringComparison.Ordinal);
    }

    [TerraformFact]
    public async Task Services_apply_in_the_order_of_what_they_depend_on()
    {
        folder.Write(Renderers.Bundle(Requests.Local("""
            {"cloud":"local","modules":[{"name":"network"}],"services":[
             {"name":"web","image":"a/b:1","replicas":2,"ports":[80],"env":{"API":{"ref":"orders-api.endpoint"},"LEVEL":"info"}},
             {"name":"worker","image":"a/b:3","depends_on":["web"]},{"name":"orders-api","image":"a/b:2"}]}
            """, """{"web.env.LEVEL":"debug","orders-api.image":"c/d:1"}""")).Files);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "backend_override.tf"), "terraform {\n  backend \"local\" {}\n}\n");
        Assert.Contains("depends_on = [module.web]", await File.ReadAllTextAsync(Path.Combine(folder.Path, "main.tf")), StringComparison.Ordinal);

        var (layout, difference) = await Terraform.Run(folder.Path, "fmt", "-check", "-recursive", "-diff", "-no-color");
        Assert.True(layout == 0, difference);
        await Terraform.Succeed(folder.Path, "init", "-input=false", "-no-color");
        await Terraform.Succeed(folder.Path, "apply", "-auto-approve", "-input=false", "-no-color", "-var-file=env/dev.tfvars.json");
        var outputs = JsonDocument.Parse(await Terraform.Succeed(folder.Path, "output", "-json")).RootElement;

        Assert.Equal("c/d:1", outputs.GetProperty("orders_api_image").GetProperty("value").GetString());
        Assert.Equal(2, outputs.GetProperty("web_replicas").GetProperty("value").GetInt32());
    }

    // One space for many: the layout is not the matter here.
    static string Code(string hcl) => System.Text.RegularExpressions.Regex.Replace(hcl, " +", " ");

    static Bundle Aws(string service, string parameters = """{"aws_region":"us-east-2"}""") => Renderers.Bundle(Spec(service, parameters));

    static Contracts.GenerateBundle Spec(string service, string parameters = """{"aws_region":"us-east-2"}""") =>
        Requests.Local($$"""{"cloud":"aws","modules":[{"name":"vpc","cidr":"10.0.0.0/16"}],"services":[{{service}}]}""", parameters);
}
