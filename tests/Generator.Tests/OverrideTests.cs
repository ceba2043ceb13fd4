using System.Text.Json;

namespace InfraAgent.Generator.Tests;

/// <summary>The order: module defaults, specification, the environment's overrides, parameters.</summary>
public sealed class OverrideTests
{
    const string Spec = """
        {"cloud":"kubernetes","modules":[{"name":"postgres","as":"orders-db","password":"env://P","size":"5Gi"}],
         "services":[{"name":"web","image":"a/b:1","replicas":1,"ports":[{"name":"http","port":80},{"name":"admin","port":81}],"env":{"LEVEL":"info","A":"1","DB":{"ref":"orders-db.database"}},"args":["a","b"]},
          {"name":"api","image":"a/c:1"}],
         "tags":{"team":"shop","tier":"x"},
         "environments":{
          "prod":{"services":[{"name":"web","replicas":3,"env":{"LEVEL":"warn","A":null,"B":"2"},"ports":[{"name":"http","target":8080}],"args":["c"]},{"name":"extra","image":"a/d:1"}],
                  "modules":[{"name":"postgres","database":"prod","size":"50Gi"}],"tags":{"tier":null,"stage":"prod"}},
          "dev":{}}}
        """;

    [Fact]
    public void Objects_merge_named_lists_merge_by_name_others_replace_and_null_takes_away()
    {
        var input = Workloads.Input(Spec, environment: "prod");

        var web = input.Workloads.Of("web");
        Assert.Equal(["B=2", "DB=prod", "LEVEL=warn"], web.Variables.Where(v => !v.Key.StartsWith("DATABASE_", StringComparison.Ordinal)).Select(v => $"{v.Key}={v.Value}"));
        Assert.Equal([new WorkloadPort("http", 80, 8080), new WorkloadPort("admin", 81, 81)], web.Ports);
        Assert.Equal((3, "c"), (web.Replicas, Assert.Single(web.Arguments)));
        Assert.Equal(["api", "extra", "orders-db", "web"], input.Workloads.Select(w => w.Name));
        Assert.Equal(50 * 1024, input.Workloads.Of("orders-db").Volumes[0].SizeMiB);
        Assert.Equal(["stage", "team"], input.Tags.Keys);
        Assert.Equal("/template_spec/environments/prod/services/1", input.Places["extra"]);
    }

    [Fact]
    public void The_base_has_neither_overrides_nor_parameters()
    {
        var input = Workloads.Input(Spec, """{"web.image":"a/b:2","web.env.LEVEL":"debug","orders-db.size":"9Gi"}""", "prod");

        var (runs, said) = (input.Workloads.Of("web"), input.Base.Of("web"));
        Assert.Equal(("a/b:2", "debug", 3), (runs.Image, runs.Variables["LEVEL"], runs.Replicas));
        Assert.Equal(("a/b:1", "info", 1), (said.Image, said.Variables["LEVEL"], said.Replicas));
        Assert.Equal((9 * 1024, 5 * 1024), (input.Workloads.Of("orders-db").Volumes[0].SizeMiB, input.Base.Of("orders-db").Volumes[0].SizeMiB));
        Assert.Equal(["api", "orders-db", "web"], input.Base.Select(w => w.Name));
        Assert.Equal(["orders-db.size", "web.env.LEVEL", "web.image"], input.Bound.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_only_a_parameter_or_an_override_says_and_nothing_can_do_without_is_in_the_base_too()
    {
        var input = Workloads.Input("""
            {"cloud":"kubernetes","modules":[{"name":"postgres"},{"name":"redis"}],"services":[{"name":"web"},{"name":"api"}],
             "environments":{"prod":{"services":[{"name":"api","image":"a/api:1"}],"modules":[{"name":"redis","password":"env://R"}]}}}
            """, """{"web.image":"a/web:1","postgres.password":"env://P"}""", "prod");

        Assert.Equal(("a/web:1", "a/api:1"), (input.Base.Of("web").Image, input.Base.Of("api").Image));
        Assert.Equal(("env://P", "env://R"), (input.Base.Of("postgres").Secrets.Single().Value.Uri, input.Base.Of("redis").Secrets.Single().Value.Uri));
    }

    [Fact]
    public void Without_an_override_the_specification_holds()
    {
        Assert.Equal(1, Workloads.Input(Spec, environment: "dev").Workloads.Of("web").Replicas);
        var input = Workloads.Input(Spec, environment: "somewhere-else");
        Assert.Same(input.Base, input.Workloads);
    }

    [Theory]
    [InlineData("""{"prod":{"services":[{"name":"web","replcias":3}]}}""", "/prod/services/0/replcias", SpecRules.UnknownField)]
    [InlineData("""{"prod":{"services":[{"name":"web","replicas":"3"}]}}""", "/prod/services/0/replicas", SpecRules.WrongType)]
    [InlineData("""{"prod":{"modules":[{"name":"postgres","size":"big"}]}}""", "/prod/modules/0/size", SpecRules.NotAllowed)]
    [InlineData("""{"prod":{"cloud":"aws"}}""", "/prod/cloud", SpecRules.UnknownField)]
    [InlineData("""{"prod":[]}""", "/prod", SpecRules.WrongType)]
    [InlineData("""{"Prod":{}}""", "/Prod", SpecRules.Identifier)]
    [InlineData("""{"prod":{"observability":{"logging":"syslog"}}}""", "/prod/observability/logging", SpecRules.NotAllowed)]
    [InlineData("""{"prod":{"services":[{"name":"web","env":{"X":{"ref":"db.host"}}}]}}""", "/prod/services/0/env/X/ref", SpecRules.UnknownReference)]
    public void Overrides_of_every_environment_are_looked_at_whichever_is_asked_for(string environments, string pointer, string rule)
    {
        foreach (var environment in (string[])["dev", "prod"])
        {
            var outcome = Workloads.Render($$"""{"cloud":"kubernetes","modules":[{"name":"postgres","password":"env://P"}],"services":[{"name":"web","image":"a"}],"environments":{{environments}}}""", environment: environment);

            var finding = Assert.Single(outcome.Findings);
            Assert.Equal((rule, "/template_spec/environments" + pointer), (finding.RuleId, finding.Pointer));
        }
    }

    [Fact]
    public void An_override_that_could_mean_several_instances_has_to_say_which()
    {
        var outcome = Workloads.Render("""
            {"cloud":"kubernetes","modules":[{"name":"postgres","as":"a","password":"env://P"},{"name":"postgres","as":"b","password":"env://P"}],
             "environments":{"prod":{"modules":[{"name":"postgres","size":"1Gi"}]}}}
            """, environment: "prod");

        var finding = Assert.Single(outcome.Findings);
        Assert.Equal((SpecRules.AmbiguousReference, "/template_spec/environments/prod/modules/0/name"), (finding.RuleId, finding.Pointer));
        Assert.Contains("'a' or 'b'", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_terraform_overrides_are_in_the_code_and_parameters_in_their_file()
    {
        const string spec = """
            {"cloud":"local","modules":[{"name":"network","subnets":2},{"name":"service","image":"a/b:1"}],"environments":{"prod":{"modules":[{"name":"network","subnets":4},{"name":"service","replicas":5}]}}}
            """;
        var bundle = Renderers.Bundle(Requests.Local(spec, """{"replicas":7}""") with { Environment = "prod" });

        Assert.Contains("subnets = 4", bundle.Text("main.tf"), StringComparison.Ordinal);
        Assert.Contains("default     = 5", bundle.Text("variables.tf"), StringComparison.Ordinal);
        Assert.Equal(7, JsonDocument.Parse(bundle.Files["env/prod.tfvars.json"]).RootElement.GetProperty("replicas").GetInt32());
        Assert.Contains("subnets = 2", Renderers.Bundle(Requests.Local(spec)).Text("main.tf"), StringComparison.Ordinal);
    }

    [Fact]
    public void Patches_are_handed_to_the_writer_in_their_order()
    {
        var input = Workloads.Input("""
            {"cloud":"kubernetes","services":[{"name":"web","image":"a"}],
             "patches":[{"target":{"kind":"Deployment","name":"web"},"ops":[{"op":"add","path":"/spec/x~1y","value":{"a":[1]}},{"op":"move","from":"/a","path":"/b"}]},{"target":{"kind":"Service"},"ops":[{"op":"remove","path":"/spec/a"}]}]}
            """);

        Assert.Equal([("Deployment", "web"), ("Service", null)], input.Patches.Select(p => (p.Kind, p.Name)));
        Assert.Equal(["add /spec/x~1y ", "move /b /a"], input.Patches[0].Operations.Select(o => $"{o.Op} {o.Path} {o.From}"));
        Assert.Equal("""{"a":[1]}""", input.Patches[0].Operations[0].Value!.Value.GetRawText());
    }

    [Theory]
    [InlineData("""{"ops":[{"op":"remove","path":"/a"}]}""", "/target", SpecRules.Missing)]
    [InlineData("""{"target":{"kind":"Deployment"}}""", "/ops", SpecRules.Missing)]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[]}""", "/ops", SpecRules.NotAllowed)]
    [InlineData("""{"target":{"name":"web"},"ops":[{"op":"remove","path":"/a"}]}""", "/target/kind", SpecRules.Missing)]
    [InlineData("""{"target":{"kind":"Depl oyment"},"ops":[{"op":"remove","path":"/a"}]}""", "/target/kind", SpecRules.NotAllowed)]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[{"op":"delete","path":"/a"}]}""", "/ops/0/op", SpecRules.NotAllowed)]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[{"op":"remove"}]}""", "/ops/0/path", SpecRules.Missing)]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[{"op":"remove","path":"a/b"}]}""", "/ops/0/path", SpecRules.NotAllowed)]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[{"op":"remove","path":"/a~2"}]}""", "/ops/0/path", SpecRules.NotAllowed)]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[{"op":"add","path":"/a"}]}""", "/ops/0/value", SpecRules.Missing)]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[{"op":"remove","path":"/a","value":1}]}""", "/ops/0/value", SpecRules.UnknownField)]
    [InlineData("""{"target":{"kind":"Deployment"},"ops":[{"op":"copy","path":"/a"}]}""", "/ops/0/from", SpecRules.Missing)]
    public void The_shape_of_patches_is_checked(string patch, string pointer, string rule)
    {
        var finding = Assert.Single(Workloads.Render($$"""{"cloud":"kubernetes","services":[{"name":"web","image":"a"}],"patches":[{{patch}}]}""").Findings);

        Assert.Equal((rule, "/template_spec/patches/0" + pointer), (finding.RuleId, finding.Pointer));
    }
}
